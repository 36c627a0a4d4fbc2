"""What the tests of following share: certificates for the test sites."""

from __future__ import annotations

import pytest

from sites.serving import Certificates


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("authority"))
