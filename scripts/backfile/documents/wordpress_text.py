"""The text of a WordPress post as it is stored in, the HTML that WordPress shows out: its paragraphs.

Blank lines part paragraphs and line ends break lines, but not inside the blocks of WordPress's newer editor, which are
HTML already; the comments that mark those blocks go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BLOCK = (
    "address|area|article|aside|audio|blockquote|caption|col|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure"
    "|footer|form|h[1-6]|header|hgroup|hr|iframe|legend|li|main|map|menu|nav|ol|p|pre|section|style|script|summary"
    "|table|tbody|td|tfoot|th|thead|tr|ul|video"
)
_OPENS = re.compile(rf"<(?:{_BLOCK})(?=[\s/>])[^>]*>", re.IGNORECASE)
_CLOSES = re.compile(rf"</(?:{_BLOCK})\s*>|<hr(?=[\s/>])[^>]*>", re.IGNORECASE)
_BEGINS = re.compile(rf"</?(?:{_BLOCK})(?=[\s/>])", re.IGNORECASE)
_TWO_BREAKS = re.compile(r"<br\s*/?>\s*<br\s*/?>", re.IGNORECASE)
_BREAK = re.compile(r"(?:<br\s*/?>)?\n", re.IGNORECASE)
_PARTED = re.compile(r"\n\s*\n")
_WHOLE = re.compile(r"<(pre|script|style|textarea)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_MARK = re.compile(r"<!--\s*(?P<end>/)?wp:(?P<name>[\w/-]+)\b.*?(?P<void>/)?\s*-->", re.DOTALL)
_FREE = ("freeform", "core/freeform")


def shown_html(stored: str) -> str:
    """The HTML of a post's text, however it was written."""
    text = stored.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(part if in_block else _paragraphs(part) for in_block, part in _parts(text) if part.strip())


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """The text without the editor's marks, in order, each part with whether it stands in one of its blocks."""
    depth, place = 0, 0
    for mark in _MARK.finditer(text):
        yield depth > 0, text[place : mark.start()]
        place = mark.end()
        if mark["name"] not in _FREE and not mark["void"]:
            depth = max(depth - 1, 0) if mark["end"] else depth + 1
    yield depth > 0, text[place:]


def _paragraphs(text: str) -> str:
    """Text with a `<p>` around each of its paragraphs that no block element makes."""
    whole: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        whole.append(found.group())
        return f"\n\n<pre {len(whole) - 1}>\n\n"

    text = _WHOLE.sub(put_aside, text)
    text = _TWO_BREAKS.sub("\n\n", text)
    text = _OPENS.sub(lambda found: f"\n\n{found.group()}", text)
    text = _CLOSES.sub(lambda found: f"{found.group()}\n\n", text)
    parts = [part for piece in _PARTED.split(text) if (part := piece.strip())]
    made = "\n".join(_broken(part) if _BEGINS.match(part) else f"<p>{_broken(part)}</p>" for part in parts)
    return re.sub(r"<pre (\d+)>", lambda found: whole[int(found.group(1))], made)


def _broken(part: str) -> str:
    """A paragraph with a line break for each line end that is none inside a tag."""
    return "".join(piece if piece.startswith("<") else _BREAK.sub("<br>\n", piece) for piece in _pieces(part))


def _pieces(part: str) -> list[str]:
    return re.split(r"(<[^<>]*>)", part)
