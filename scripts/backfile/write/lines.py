"""The text of a Markdown file comes in; the lines of its header, key by key, and its body go out.

In a list, a separator inside a value is percent-encoded (`;` as `%3B` in Authors and Tags, a comma as `%2C` in
Missing, a middle dot as `%B7` in Repairs, Changes and Notes, a blank as `%20` in Aliases), and so is the percent
sign of a value that already holds such a code. A single author or tag with a comma ends in `;`, because Pelican
splits a line without any `;` at its commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from backfile.errors import HeaderError
from backfile.write.text import one_line

KEYS = (
    *("Title", "Slug", "Date", "Date_from", "Modified", "Category", "Tags", "Authors", "Lang", "Summary", "Period"),
    *("Trend", "Trend_phrase", "Source", "Publisher", "First_published", "Original", "Aliases", "Translations"),
    *("Captured", "Capture", "Gone", "Credit", "Rights", "Missing", "Repairs", "Changes", "Notes", "Schema"),
)
"""Every key that a header may have, in the order in which they are written."""

LISTS = MappingProxyType(
    {
        **{"Tags": "; ", "Authors": "; ", "Aliases": " ", "Missing": ", "},
        **{"Repairs": " · ", "Changes": " · ", "Notes": " · "},
    }
)
"""The keys whose values are lists, with what stands between two values."""

_LINE = re.compile(r" {0,3}([A-Za-z0-9_-]+):[ \t]*(.*)")
_SPELT = {key.lower(): key for key in KEYS}


@dataclass(frozen=True, slots=True)
class Split:
    """A file's header as lines: the value of each key as it stands, the line of each key, and the body."""

    values: Mapping[str, str]
    lines: Mapping[str, int]
    body: str
    body_line: int


def split_header(text: str, where: str) -> Split:
    """The header's lines of `text`, not yet understood; HeaderError for a line that is no known key or stands twice."""
    rows = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    end = next((number for number, row in enumerate(rows) if not row.strip()), len(rows))
    for number, row in enumerate(rows[:end], 1):
        key, value = _key(row, f"{where}:{number}")
        if key in values:
            raise HeaderError(
                f"{key} stands here a second time, first on line {lines[key]}",
                where=f"{where}:{number}",
                advice="Keep one of the two lines",
            )
        values[key], lines[key] = value, number
    if not values:
        raise HeaderError(
            "the file does not begin with a header",
            where=f"{where}:1",
            advice="Begin it with `Title: …` on its first line",
        )
    return Split(MappingProxyType(values), MappingProxyType(lines), "\n".join(rows[end + 1 :]), end + 2)


def restated(text: str, key: str, value: str | None) -> str:
    """The text of a file with `value` under `key`, or without that key. Raises HeaderError as `split_header` does."""
    split = split_header(text, "text")
    values = {**split.values, key: value or ""}
    rows = "".join(f"{name}: {values[name]}\n" for name in KEYS if values.get(name))
    return f"{rows}\n{split.body}"


def split_values(key: str, value: str) -> tuple[str, ...]:
    """The values of a list as they stand in the header under `key`."""
    mark = LISTS[key].strip() or " "
    parts = (part.strip() for part in value.split(LISTS[key] if mark == "·" else mark))
    return tuple(dict.fromkeys(_plain(part, mark) for part in parts if part))


def join_values(key: str, values: Iterable[str]) -> str:
    """`values` as one line to stand under `key`, each once."""
    mark = LISTS[key].strip() or " "
    coded = list(dict.fromkeys(_coded(text, mark) for value in values if (text := one_line(value))))
    line = LISTS[key].join(coded)
    return f"{line};" if mark == ";" and len(coded) == 1 and "," in line else line


def _code(mark: str) -> str:
    return f"%{ord(mark):02X}"


def _coded(value: str, mark: str) -> str:
    """`value` without the separator; a percent sign is encoded only where it would read as a code."""
    return re.sub(f"%(?=25|{_code(mark)[1:]})", "%25", value).replace(mark, _code(mark))


def _plain(value: str, mark: str) -> str:
    return re.sub(f"%25|{_code(mark)}", lambda code: "%" if code[0] == "%25" else mark, value)


def _key(row: str, where: str) -> tuple[str, str]:
    found = _LINE.fullmatch(row)
    if not found:
        raise HeaderError(
            "this line of the header is not understood",
            where=where,
            advice="Expected `Key: value` in one line, and a blank line before the body",
        )
    if found[1].lower() not in _SPELT:
        raise HeaderError(f"the key {found[1]} is not known", where=where, advice=f"Expected one of {', '.join(KEYS)}")
    return _SPELT[found[1].lower()], found[2].strip()
