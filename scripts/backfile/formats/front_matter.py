"""The text of a Markdown file in, its front matter and its body out: YAML, TOML, JSON, or Pelican's lines of keys.

Values stay as they are printed, as texts, lists and tables of texts: a date is not read here, and `no` is not false.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

Value = str | list["Value"] | dict[str, "Value"]

MOST_LETTERS = 64_000
"""Letters that front matter may have; YAML of that length takes a second."""
_YAML = re.compile(r"---[ \t]*\n(?P<said>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(?P<said>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_YAML_KEY = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[\"']?[\w][\w .-]*[\"']?\s*:(?:\s|\Z)")
_TOML_KEY = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*(?:[\"']?[\w][\w.-]*[\"']?\s*=|\[)")
_LINE = re.compile(r"(?P<key>[A-Za-z][\w-]*):[ \t]*(?P<value>.*)")
_PELICAN = frozenset((
    *("title", "date", "modified", "category", "tags", "keywords", "slug", "author", "authors", "summary", "lang"),
    *("status", "template", "translation", "save_as", "url"),
))  # fmt: skip
_DEEPEST = 20
_MOST_VALUES = 10_000


class Unreadable(ValueError):
    """Front matter that breaks the rules of its own form; the message says how, `line` where in the file."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Matter:
    """What stands before a text: its keys in small letters, and the text, which begins behind `lines` lines."""

    said: Mapping[str, Value]
    body: str
    lines: int

    def texts(self, *names: str) -> list[str]:
        """The texts under the first of the names that has any, in order."""
        for name in names:
            if found := list(_texts(self.said.get(name, ""))):
                return found
        return []

    def text(self, *names: str) -> str:
        """The first of these texts, "" if there is none."""
        return next(iter(self.texts(*names)), "")


def has_matter(text: str) -> bool:
    """Whether a text begins with front matter, sound or not."""
    start = text.replace("\r\n", "\n").lstrip("\ufeff\n")
    yaml_block, toml_block = _YAML.match(start), _TOML.match(start)
    if yaml_block:
        return _YAML_KEY.match(yaml_block["said"]) is not None
    if toml_block:
        return _TOML_KEY.match(toml_block["said"]) is not None
    return _json_end(start) is not None or _pelican_lines(start) > 0


def read_matter(text: str) -> Matter | None:
    """The front matter of a text; None if it has none. Raises Unreadable if it is broken."""
    start = text.replace("\r\n", "\n").lstrip("\ufeff\n")
    before = text.replace("\r\n", "\n").count("\n") - start.count("\n")
    if not has_matter(text):
        return None
    for block, parse in ((_YAML.match(start), _yaml), (_TOML.match(start), _toml)):
        if block:
            said, end = parse(block["said"], before + 1), block.end()
            break
    else:
        end = _json_end(start) or 0
        said, end = (_json(start[:end]), end) if end else _pelican(start)
    plainer = _Plainer(before + 1)
    keys = {str(key).strip().lower(): plainer.plain(value) for key, value in said.items()}
    return Matter(keys, start[end:], before + start.count("\n", 0, end))


def _yaml(said: str, before: int) -> Mapping[str, object]:
    if len(said) > MOST_LETTERS:
        raise Unreadable("it is longer than front matter may be", before)
    try:
        found: object = yaml.load(said, Loader=yaml.BaseLoader)  # noqa: S506  # gives texts, lists and tables only
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise Unreadable(error.problem or "it is no YAML", before + (mark.line + 1 if mark else 1)) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise Unreadable("it is no YAML", before) from error
    if not isinstance(found, dict):
        raise Unreadable("it has no keys", before)
    return {str(key): value for key, value in found.items()}


def _toml(said: str, before: int) -> Mapping[str, object]:
    try:
        return tomllib.loads(said)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise Unreadable(str(error), before + int(line.group(1)) if line else before) from error


def _json_end(start: str) -> int | None:
    """Where a JSON table ends that a text follows; None if there is none."""
    if not start.startswith("{") or start.startswith(("{%", "{{")):
        return None
    try:
        said, end = json.JSONDecoder().raw_decode(start)
    except (ValueError, RecursionError):
        return None
    return end if isinstance(said, dict) and "title" in said and start[end:].strip() else None


def _json(said: str) -> Mapping[str, object]:
    found: dict[str, object] = json.loads(said, parse_int=str, parse_float=str)
    return found


def _pelican_lines(start: str) -> int:
    """How many lines of keys a text begins with, a blank line behind them; 0 if they are not Pelican's."""
    lines = start.split("\n\n", 1)[0].split("\n")
    keys = [found["key"].lower() for line in lines if (found := _LINE.match(line))]
    whole = all(_LINE.match(line) or line.startswith((" ", "\t")) for line in lines)
    return len(lines) if whole and "title" in keys and len(_PELICAN.intersection(keys)) > 1 else 0


def _pelican(start: str) -> tuple[Mapping[str, object], int]:
    lines = start.split("\n")[: _pelican_lines(start)]
    said: dict[str, str] = {}
    key = ""
    for line in lines:
        if found := _LINE.match(line):
            key = found["key"].lower()
            said[key] = found["value"].strip()
        elif key:
            said[key] = f"{said[key]} {line.strip()}"
    listed = {
        name: _parted(value) if name in ("tags", "keywords", "authors") else value for name, value in said.items()
    }
    return dict(listed), sum(len(line) + 1 for line in lines)


def _parted(value: str) -> list[str]:
    return [part.strip() for part in value.split(";" if ";" in value else ",") if part.strip()]


class _Plainer:
    """Makes values plain, and no more of them than a file could print: references can stand for billions."""

    def __init__(self, line: int) -> None:
        self._left, self._line = _MOST_VALUES, line

    def plain(self, value: object, depth: int = 0) -> Value:
        """A value as texts: dates as ISO prints them, `true` and `false` for those, "" for nothing."""
        self._left -= 1
        if self._left < 0 or depth > _DEEPEST:
            raise Unreadable("it holds too much", self._line)
        if isinstance(value, dict):
            return {str(key): self.plain(inner, depth + 1) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.plain(inner, depth + 1) for inner in value]
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, dt.datetime | dt.date | dt.time):
            return value.isoformat()
        return "" if value is None else str(value)


def _texts(value: Value) -> list[str]:
    """The texts of a value: of a list all, of a table its name or title."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, dict):
        named = next((value[key] for key in ("name", "title", "display_name") if key in value), "")
        return _texts(named) if not isinstance(named, dict) else []
    return [text for inner in value if not isinstance(inner, list) for text in _texts(inner)]
