"""Text from anywhere comes in; text that may stand in one line of a UTF-8 file goes out."""

from __future__ import annotations

import re

_BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_LINES = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_HALVES = re.compile(r"[\ud800-\udfff]")


def one_spaced(text: str) -> str:
    """`text` with each stretch of blanks, line breaks and control characters as one space.

    Half surrogates, which no file can hold, become U+FFFD. Other spaces, such as the no-break space, are the
    author's and stay.
    """
    return _HALVES.sub("\ufffd", _BREAKS.sub(" ", text))


def one_line(text: str) -> str:
    """`text` as the value of one line: as `one_spaced`, without blanks at its ends."""
    return one_spaced(text).strip()


def printed_lines(text: str) -> list[str]:
    """The lines of `text` as they were set, tabs as blanks to every fourth column, nothing at their ends."""
    return [_HALVES.sub("\ufffd", _CONTROLS.sub(" ", line.expandtabs(4))).rstrip() for line in _LINES.split(text)]
