"""What the tests of the test sites share: certificates, and a client that reaches a site by its names."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
import urllib3

from sites.serving import Certificates, Server

Get = Callable[..., urllib3.BaseHTTPResponse]


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def get(certificates: Certificates) -> Callable[[Server], Get]:
    """A client for a server: takes an address and headers, follows nothing."""

    def client(server: Server) -> Get:
        def one(url: str, **headers: str) -> urllib3.BaseHTTPResponse:
            parts = urlsplit(url)
            port, host = server.ports[parts.scheme], parts.netloc
            named = {name.replace("_", "-"): said for name, said in headers.items()}
            pool = urllib3.HTTPConnectionPool("127.0.0.1", port)
            if parts.scheme == "https":
                pool = urllib3.HTTPSConnectionPool(
                    "127.0.0.1", port, ca_certs=str(certificates.path), server_hostname=host, assert_hostname=host
                )
            with pool:
                target = parts._replace(scheme="", netloc="").geturl() or "/"
                return pool.request("GET", target, headers={"Host": host} | named, redirect=False, retries=False)

        return one

    return client
