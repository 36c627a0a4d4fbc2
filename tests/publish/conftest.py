"""An archive of commentaries from a country that does not exist, written as the tests need it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

Add = Callable[..., str]
DieAt = Callable[[int, Callable[[], object]], bool]
TOUCHES = (
    "open",
    "os.chmod",
    "os.link",
    "os.listdir",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.scandir",
    "os.symlink",
)
BODY = "The ferry between {0} and the isle of {0} stopped on Tuesday. Nobody at the {0} harbour office could say why.\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The archive's folder, empty."""
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def write(content: Path, slug: str, *, path: str | None = None, body: str | None = None, **keys: str | None) -> str:
    """Write one commentary, return its path below `content`; keys are header keys in small letters, None leaves out."""
    header: dict[str, str | None] = {
        "title": slug.capitalize(),
        "slug": slug,
        "date": "2024-01-14",
        "category": "Harbours",
        "lang": "en",
        "period": "2024-01-08/2024-01-14",
        "source": "talvaria-weekly",
        "rights": "full",
        "schema": "1",
        **keys,
    }
    date, lang = header["date"], header["lang"]
    name = path or (f"{lang}/{date[:4]}/{date}-{slug}.md" if date else f"{lang}/undated/{slug}.md")
    lines = "".join(f"{key.capitalize()}: {value}\n" for key, value in header.items() if value is not None)
    file = content / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{lines}\n{BODY.format(slug) if body is None else body}", "utf-8")
    return name


@pytest.fixture(scope="session")
def write_commentary() -> Add:
    """Write one commentary below the folder given first."""
    return write


@pytest.fixture
def add(content: Path) -> Add:
    """Write one commentary below the archive's folder."""
    return partial(write, content)


def die(moment: int, work: Callable[[], object]) -> bool:
    """Work in a process that is killed when it touches the disk for the `moment`th time; whether it was."""
    child = os.fork()
    if not child:
        count = 0

        def touch(event: str, _arguments: tuple[object, ...]) -> None:
            nonlocal count
            count += event in TOUCHES
            if event in TOUCHES and count > moment:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(touch)
        work()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.fixture(scope="session")
def die_at() -> DieAt:
    """Work in a process that dies at some moment."""
    return die
