"""The package and its libraries in, digests out, by which it is known whether what was made is still the same."""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from lxml import etree

PACKAGE = Path(__file__).resolve().parents[1]
CODE = ("errors.py", "files.py", "formats", "model", "plugins", "vocabularies", "write")
LIBRARIES = ("babel", "feedgenerator", "jinja2", "lxml", "markdown", "markupsafe", "nh3", "pelican", "snowballstemmer")


def code_digest() -> str:
    """The digest of every source file and library that has a part in what is made of the content."""
    return hashlib.sha256(f"{program()} {libraries()}".encode()).hexdigest()


@cache
def program(package: Path = PACKAGE) -> str:
    """The digest of the source files."""
    return digest_of_files(code_files(package))


@cache
def libraries() -> str:
    """The digest of the versions of the libraries, and of Python's own."""
    said = [sys.version, unicodedata.unidata_version, str(etree.LIBXML_VERSION)]
    said += [f"{name} {version(name)}" for name in LIBRARIES]
    return digest_of_files([], "\n".join(said))


def code_files(package: Path) -> Iterator[Path]:
    """The source files in order, with the vocabularies."""
    for name in CODE:
        place = package / name
        yield from [place] if place.is_file() else sorted(p for p in place.rglob("*.*") if p.suffix in (".py", ".toml"))


def digest_of_files(files: Iterable[Path], said: str = "") -> str:
    """One digest of files, by their places and bytes, and of a text."""
    found = hashlib.sha256(said.encode())
    for path in files:
        found.update(f"\n{path.parent.name}/{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}".encode())
    return found.hexdigest()
