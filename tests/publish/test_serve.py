"""The server, asked over a real connection."""

from __future__ import annotations

import gzip
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

import backfile
from backfile.errors import SettingsError
from backfile.publish.serve import SiteServer, open_server

HOME = "<!doctype html><title>Talvaria</title><p>Прывітанне " + "again and again " * 50
FEED = '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title></feed>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    release = tmp_path / "output.releases" / "000001"
    (release / "en" / "empty").mkdir(parents=True)
    (release / "index.html").write_text(HOME, "utf-8")
    (release / "404.html").write_text("<title>404</title>not here", "utf-8")
    (release / "en" / "index.html").write_text("English", "utf-8")
    (release / "en" / "feed.xml").write_text(FEED, "utf-8")
    (release / "en" / "map.png").write_bytes(b"\x89PNG" * 100)
    (tmp_path / "secret.txt").write_text("canary", "utf-8")
    (release / "way-out.txt").symlink_to(tmp_path / "secret.txt")
    (release / "folder-out").symlink_to(tmp_path)
    (tmp_path / "output").symlink_to("output.releases/000001")
    return tmp_path / "output"


@pytest.fixture
def server(site: Path) -> Iterator[SiteServer]:
    with open_server(site, port=0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def ask(server: SiteServer, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=5)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_the_home_page_is_utf_8_html(server: SiteServer) -> None:
    response, body = ask(server, "/")
    assert (response.status, body.decode()) == (200, HOME)
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_query_and_an_index_by_name_are_fine(server: SiteServer) -> None:
    assert ask(server, "/en/index.html?q=week")[1] == b"English"


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/en/feed.xml", "application/atom+xml; charset=utf-8"), ("/en/map.png", "image/png")],
)
def test_a_file_has_its_media_type(server: SiteServer, path: str, expected: str) -> None:
    assert ask(server, path)[0].headers["Content-Type"] == expected


@pytest.mark.parametrize("path", ["/", "/nothing.html", "/en"])
def test_every_answer_has_the_security_headers(server: SiteServer, path: str) -> None:
    headers = ask(server, path)[0].headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "no-referrer")
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert headers["Server"] == "backfile"


def test_what_is_missing_is_the_sites_own_page_with_status_404(server: SiteServer) -> None:
    response, body = ask(server, "/en/nothing.html")
    assert (response.status, body) == (404, b"<title>404</title>not here")


@pytest.mark.parametrize(
    ("canonical", "link"),
    [
        ("https://archive.example/404.html", "/en/index.html"),
        ("https://archive.example/back/issues/404.html", "/back/issues/en/index.html"),
        ("", "en/index.html"),
    ],
)
@pytest.mark.parametrize("path", ["/nothing.html", "/en/2024/w02/nothing.html", "/en/empty/"])
def test_from_the_page_for_what_is_missing_every_link_leads_on(
    server: SiteServer, site: Path, canonical: str, link: str, path: str
) -> None:
    kept = '<a href="#main">Skip</a><a href="https://elsewhere.example/">Else</a><img src="data:,x">'
    head = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    (site / "404.html").write_text(f'<head>{head}</head>{kept}<a href="{link}">English</a>', "utf-8")
    response, body = ask(server, path)
    assert response.status == 404
    assert body.decode() == f'<head>{head}</head>{kept}<a href="/en/index.html">English</a>'


def test_a_folder_without_an_index_is_not_listed(server: SiteServer) -> None:
    assert ask(server, "/en/empty/")[0].status == 404


def test_a_folder_leads_to_its_index(server: SiteServer) -> None:
    response, _ = ask(server, "//en")
    assert (response.status, response.headers["Location"]) == (301, "/en/")


def test_a_page_is_no_folder(server: SiteServer) -> None:
    assert ask(server, "/en/index.html/")[0].status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2f..%2fsecret.txt",
        "/en/%2e%2e/%2e%2e/%2e%2e/secret.txt",
        "/..%5c..%5csecret.txt",
        "/%252e%252e/secret.txt",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/way-out.txt",
        "/folder-out/secret.txt",
        "/folder-out/",
        "/index.html%00.txt",
        "/" + "a" * 5000,
        "/%ff%fe",
    ],
)
def test_no_path_leaves_the_site(server: SiteServer, path: str) -> None:
    response, body = ask(server, path)
    assert response.status == 404
    assert b"canary" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_only_reading_is_allowed(server: SiteServer, method: str) -> None:
    response, _ = ask(server, "/", method)
    assert (response.status, response.headers["Allow"]) == (405, "GET, HEAD")


def test_an_unheard_of_method_is_refused_with_the_security_headers(server: SiteServer) -> None:
    response, _ = ask(server, "/", "BREW")
    assert response.status == 501
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_head_tells_the_length_and_sends_nothing(server: SiteServer) -> None:
    response, body = ask(server, "/", "HEAD")
    assert (response.status, body) == (200, b"")
    assert int(response.headers["Content-Length"]) == len(HOME.encode())


def test_text_is_compressed_for_those_who_can_read_it(server: SiteServer) -> None:
    response, body = ask(server, "/", Accept_Encoding="br, gzip;q=0.8")
    assert (response.headers["Content-Encoding"], response.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(body).decode() == HOME
    assert len(body) < len(HOME)


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "br, *;q=0"])
def test_text_is_plain_for_those_who_cannot(server: SiteServer, accepted: str) -> None:
    response, body = ask(server, "/", Accept_Encoding=accepted)
    assert response.headers["Content-Encoding"] is None
    assert body.decode() == HOME


def test_a_picture_is_not_compressed_again(server: SiteServer) -> None:
    assert ask(server, "/en/map.png", Accept_Encoding="gzip")[0].headers["Content-Encoding"] is None


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_what_the_browser_has_is_not_sent_again(server: SiteServer, encoding: str) -> None:
    tag = ask(server, "/", Accept_Encoding=encoding)[0].headers["ETag"]
    response, body = ask(server, "/", Accept_Encoding=encoding, If_None_Match=f'"old", {tag}')
    assert (response.status, body, response.headers["ETag"]) == (304, b"", tag)
    assert ask(server, "/", If_None_Match='"old"')[0].status == 200


def test_one_connection_carries_many_answers(server: SiteServer) -> None:
    connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=5)
    tag = ask(server, "/")[0].headers["ETag"]
    statuses = []
    for headers in ({"If-None-Match": tag}, {}, {"If-None-Match": tag}):
        connection.request("GET", "/", headers=headers)
        response = connection.getresponse()
        response.read()
        statuses.append(response.status)
    connection.close()
    assert statuses == [304, 200, 304]


def test_a_new_build_shows_at_once(server: SiteServer, site: Path) -> None:
    release = site.parent / "output.releases" / "000002"
    release.mkdir()
    (release / "index.html").write_text("new", "utf-8")
    step = site.parent / "step"
    step.symlink_to("output.releases/000002")
    step.replace(site)
    assert ask(server, "/")[1] == b"new"


def test_without_a_page_of_its_own_the_site_still_says_404(server: SiteServer, site: Path) -> None:
    (site / "404.html").unlink()
    response, body = ask(server, "/nothing")
    assert (response.status, b"no such page" in body) == (404, True)


def test_a_port_in_use_is_said_so(site: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"127.0.0.1:{port}.*in use.*--port"):
            open_server(site, port=port)


def test_a_port_that_does_not_exist_is_said_so(site: Path) -> None:
    with pytest.raises(SettingsError, match="up to 65535"):
        open_server(site, port=70000)


def test_no_site_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="backfile build"):
        open_server(tmp_path / "output")


def test_ctrl_c_ends_it_quietly(site: Path) -> None:
    code = "import sys; from pathlib import Path; from backfile.publish.serve import serve\n"
    code += f"serve(Path({str(site)!r}), port=0, announce=lambda url: print(url, flush=True))"
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(Path(backfile.__file__).parents[1])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout
    assert process.stdout.readline().startswith("http://127.0.0.1:")
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=10)
    assert (process.returncode, errors) == (0, "")
