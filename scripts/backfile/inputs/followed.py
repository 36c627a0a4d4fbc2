"""`sources.toml` comes in; the publications that are followed go out, and a new one is written at its end."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from backfile.errors import SettingsError
from backfile.model import Rights

PACE = 1.0
"""Seconds between two requests to one host, unless its robots.txt asks for more."""
GENERIC = "generic"
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Followed:
    """A publication that is followed.

    `recipe` is the id of the recipe that reads it, `hosts` are further hosts that it has or had, `pace` is in seconds,
    `archive` is the address of a web archive's CDX endpoint that holds what the site has no more.
    """

    id: str
    home: str
    name: str | None = None
    recipe: str = GENERIC
    languages: tuple[str, ...] = ()
    rights: Rights = Rights.EXCERPT
    pace: float = PACE
    hosts: tuple[str, ...] = ()
    archive: str | None = None


@dataclass(frozen=True, slots=True)
class Following:
    """What `sources.toml` says: who asks, and what is followed."""

    contact: str | None = None
    sources: tuple[Followed, ...] = ()


def read_followed(path: Path) -> Following:
    """What is followed; nothing if there is no such file. Raises SettingsError for a file that is not understood."""
    if not path.exists():
        return Following()
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"is not TOML in UTF-8 ({error})", where=str(path), advice="Mend that line") from error
    if unknown := sorted(set(tables) - {"contact", "source"}):
        raise _wrong(path, unknown[0], "Expected contact, and [[source]] for each publication")
    contact = tables.get("contact")
    if not isinstance(contact, str | None) or not isinstance(tables.get("source", []), list):
        raise _wrong(path, "contact or source", "Expected a text, and [[source]] for each publication")
    sources = tuple(_followed(table, path) for table in tables.get("source", []))
    ids = [source.id for source in sources]
    if twice := next((name for name in ids if ids.count(name) > 1), None):
        raise SettingsError(f"{twice} stands there twice", where=str(path), advice="Give each source an id of its own")
    return Following(contact, sources)


def append_followed(path: Path, source: Followed, contact: str | None = None) -> None:
    """Writes `source` at the end of the file, and `contact` at its beginning if that is given; the rest stays."""
    text = path.read_text("utf-8") if path.exists() else ""
    if contact:
        text = f"contact = {_toml(contact)}\n\n{text}"
    path.write_text(f"{text.rstrip()}\n\n{as_toml(source)}".lstrip(), "utf-8")


def as_toml(source: Followed) -> str:
    """The entry of a source, without what is left as it is by default."""
    values: dict[str, object] = {
        "id": source.id,
        "name": source.name,
        "home": source.home,
        "recipe": source.recipe,
        "languages": list(source.languages),
        "rights": source.rights.value,
        "pace": source.pace,
        "hosts": list(source.hosts),
        "archive": source.archive,
    }
    return "[[source]]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in values.items() if value)


def _toml(value: object) -> str:
    """A text, a number or a list of texts as TOML; its texts are written as JSON's are."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _followed(table: object, path: Path) -> Followed:
    if not isinstance(table, Mapping):
        raise _wrong(path, "source", "Expected [[source]] before each publication")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    name = values.get("id")
    if not isinstance(name, str) or not ID.fullmatch(name):
        raise _wrong(path, f"the id {name!r}", "Expected small Latin letters, digits and single hyphens")
    for key, value in values.items():
        if key not in _KEYS:
            raise _wrong(path, f"{key} of {name}", f"Expected one of {', '.join(_KEYS)}")
        if not _KEYS[key](value):
            raise _wrong(path, f"{key} = {value!r} of {name}", _EXPECTED.get(key, "Expected a text"))
    if "home" not in values:
        raise SettingsError(f"{name} has no home", where=str(path), advice='Add its address: home = "https://…/"')
    return Followed(**{**values, "rights": Rights(values.get("rights", Rights.EXCERPT))})


def _wrong(path: Path, what: str, advice: str) -> SettingsError:
    return SettingsError(f"{what} is not understood", where=str(path), advice=advice)


def is_web_address(value: object) -> bool:
    """Whether it is an http or https address with a host."""
    return isinstance(value, str) and urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).hostname)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _are_texts(value: object) -> bool:
    return isinstance(value, tuple) and all(map(_is_text, value))


def _is_pace(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 3600


_KEYS = {
    "id": _is_text,
    "name": _is_text,
    "home": is_web_address,
    "recipe": _is_text,
    "languages": _are_texts,
    "rights": lambda value: value in set(Rights),
    "pace": _is_pace,
    "hosts": _are_texts,
    "archive": is_web_address,
}
_EXPECTED = {
    "home": "Expected an address such as https://hilltop.example/",
    "archive": "Expected the address of a CDX endpoint",
    "languages": 'Expected a list such as ["en", "be"]',
    "hosts": 'Expected a list such as ["old.hilltop.example"]',
    "rights": f"Expected one of {', '.join(Rights)}",
    "pace": "Expected seconds, more than 0",
}
