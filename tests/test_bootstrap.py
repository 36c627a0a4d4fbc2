"""How the environment is made: what is pinned, what is refused, and when it is made anew."""

from __future__ import annotations

import hashlib
import http.server
import threading
import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import bootstrap

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
WHEEL = b"the bytes of a wheel"
PINNED = (
    f"pip==1.2 \\\n    --hash=sha256:{hashlib.sha256(WHEEL).hexdigest()} \\\n    --hash=sha256:{'0' * 64}\nplugin==3\n"
)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder `pip/` of a package index that is served on this machine."""
    folder = tmp_path / "simple" / "pip"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text('<a href="../../files/pip-1.2-py3-none-any.whl#sha256=00">pip 1.2</a>', "utf-8")
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "pip-1.2-py3-none-any.whl").write_bytes(WHEEL)
    (tmp_path / "requirements.lock").write_text(PINNED, "utf-8")
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{server.server_address[1]}/simple/")
        yield tmp_path
        server.shutdown()


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A checkout with a whole environment."""
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name, "utf-8")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").touch()
    bootstrap.write_stamp(tmp_path, bootstrap.stamp(tmp_path))
    return tmp_path


def test_pip_comes_from_the_index_by_its_pinned_digest(index: Path) -> None:
    assert bootstrap.fetch_pip(index / "requirements.lock", index).read_bytes() == WHEEL


def test_another_file_under_the_name_of_pip_is_refused(index: Path) -> None:
    (index / "files" / "pip-1.2-py3-none-any.whl").write_bytes(b"something else")
    with pytest.raises(SystemExit, match=r"is not the file that requirements.lock names"):
        bootstrap.fetch_pip(index / "requirements.lock", index)


def test_an_index_without_the_pinned_pip_is_named(index: Path) -> None:
    (index / "simple" / "pip" / "index.html").write_text("nothing", "utf-8")
    with pytest.raises(SystemExit, match=r"/simple/pip/: has no pip-1\.2-py3-none-any\.whl"):
        bootstrap.fetch_pip(index / "requirements.lock", index)


def test_an_index_that_does_not_answer_is_named(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(SystemExit, match=r"^http://127\.0\.0\.1:9/simple/pip/: .*Check the connection"):
        bootstrap.fetch_pip(index / "requirements.lock", index)


def test_a_whole_environment_is_left_alone(made: Path) -> None:
    before = (made / ".venv" / "stamp").stat()
    assert bootstrap.main(made) == 0
    assert (made / ".venv" / "stamp").stat() == before


def test_a_half_made_environment_counts_as_none(made: Path) -> None:
    (made / ".venv" / "stamp").unlink()
    assert bootstrap.stamped(made) == ()


def test_an_environment_whose_python_has_gone_counts_as_none(made: Path) -> None:
    (made / ".venv" / "bin" / "python").unlink()
    assert bootstrap.stamped(made) == ()


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_file_makes_the_environment_stale(made: Path, name: str) -> None:
    (made / name).write_text("changed", "utf-8")
    assert bootstrap.stamped(made) != bootstrap.stamp(made)


def test_a_checkout_that_was_moved_makes_its_environment_anew(made: Path) -> None:
    moved = made.rename(made.with_name("moved"))
    assert bootstrap.stamped(moved)[0] != bootstrap.stamp(moved)[0]


def test_the_lock_file_pins_pip_with_a_digest() -> None:
    version, digests = bootstrap.locked(LOCK, "pip")
    assert version[0].isdigit()
    assert digests


def test_the_lock_file_names_no_index() -> None:
    assert "://" not in LOCK
    assert "--index" not in LOCK


def test_the_lock_file_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for text in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        wanted = Requirement(text)
        assert bootstrap.locked(LOCK, wanted.name.lower())[0] in wanted.specifier, f"run `make lock`: {text}"
