"""The tree of a mail's HTML in, what a mail program would show of it out.

What a newsletter hides (the line that only the inbox lists, the other half of a layout for phones) is marked as hidden,
tables that only place things as presentation, and pictures that came with the mail hold their own bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from backfile.documents.html_tree import attribute
from backfile.model.pictures import enclosed

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}@]+)\{([^{}]*)\}")
_MOST_RULES = 500
_GONE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:!important\s*)?(?:;|$)"
    r"|max-height\s*:\s*0(?:px)?\s*(?:!important\s*)?(?:;|$))",
    re.IGNORECASE,
)
_TINY = re.compile(r"(?:^|;)\s*font-size\s*:\s*[01](?:\.\d+)?(?:px|pt)?\s*(?:!important\s*)?(?:;|$)", re.IGNORECASE)
_SIZED = re.compile(r"(?:^|;|\s)font(?:-size)?\s*:[^;]*[2-9]", re.IGNORECASE)
_DOT = re.compile(r"(?:^|;)\s*(?:max-)?(?:width|height)\s*:\s*[01](?:px)?\s*(?:!important\s*)?(?:;|$)", re.IGNORECASE)
_BORDER = re.compile(r"(?:^|;)\s*border(?:-\w+)?\s*:\s*(?!0|none)\S", re.IGNORECASE)
_COUNTER = re.compile(r"/(?:track/)?open(?:\.\w+)?(?:[/?]|$)|/(?:pixel|beacon)\b|[?&](?:open|pixel)=", re.IGNORECASE)


def show_mail(soup: BeautifulSoup, pictures: Mapping[str, bytes]) -> BeautifulSoup:
    """The tree, changed in place and given back."""
    for tag in [*_hidden_by_sheet(soup), *soup.find_all(style=True)]:
        if isinstance(tag, Tag) and is_gone(tag, sheet=not tag.has_attr("style")):
            tag["hidden"] = ""
    for image in soup.find_all("img"):
        if isinstance(image, Tag):
            _show_picture(image, pictures)
    for table in soup.find_all("table"):
        if isinstance(table, Tag) and not is_drawn(table):
            table["role"] = "presentation"
    return soup


def is_gone(tag: Tag, *, sheet: bool = False) -> bool:
    """Whether a tag's own style hides it, or makes its text too small to be seen; `sheet` says that a sheet did."""
    style = attribute(tag, "style")
    if sheet or _GONE.search(style):
        return tag.name not in ("html", "body")
    return bool(_TINY.search(style)) and not any(
        _SIZED.search(attribute(inner, "style")) or inner.name == "img"
        for inner in tag.find_all(True)
        if isinstance(inner, Tag)
    )


def is_drawn(table: Tag) -> bool:
    """Whether a table has what data has and a layout does not: a head, or lines between its cells."""
    if table.find(["th", "thead", "caption"]) is not None or attribute(table, "border") not in ("", "0"):
        return True
    cells = [table, *table.find_all("td")]
    lined = [cell for cell in cells if isinstance(cell, Tag) and _BORDER.search(attribute(cell, "style"))]
    return len(lined) * 2 > len(cells)


def _hidden_by_sheet(soup: BeautifulSoup) -> list[Tag]:
    """The tags that a style sheet hides on every screen."""
    text = "".join(sheet.get_text() for sheet in soup.find_all("style"))
    found: list[Tag] = []
    for selector, declared in _RULE.findall(_without_blocks(_COMMENT.sub(" ", text)))[:_MOST_RULES]:
        if _GONE.search(declared) and ":" not in selector:
            try:
                found += [tag for tag in soup.select(selector.strip()) if not tag.has_attr("style")]
            except (SelectorSyntaxError, NotImplementedError):
                continue
    return found


def _without_blocks(sheet: str) -> str:
    """A style sheet without what holds only for some screens."""
    kept, depth, inside = [], 0, 0
    for piece in re.split(r"([{}]|@[\w-]+[^{};]*)", sheet):
        if piece.startswith(";") and depth < inside:
            inside = 0  # the rule was one line, such as an @import
        if piece.startswith("@") and not inside:
            inside = depth + 1
        elif piece == "{":
            depth += 1
        elif piece == "}":
            depth -= 1
            if inside and depth < inside:
                inside = 0
                continue
        if not inside:
            kept.append(piece)
    return "".join(kept)


def _show_picture(image: Tag, pictures: Mapping[str, bytes]) -> None:
    """Give a picture that came with the mail its bytes, and hide one that only counts readers."""
    address = attribute(image, "src")
    if _DOT.search(attribute(image, "style")) or (not address.startswith("cid:") and _COUNTER.search(address)):
        image["hidden"] = ""
    body = pictures.get(address) or pictures.get(_plain(address))
    if body is not None:
        image["src"] = enclosed(body) or ""
        for other in ("srcset", "data-src", "data-srcset", "data-original", "data-lazy-src", "data-lazy-srcset"):
            if image.has_attr(other):
                del image[other]
    elif address.startswith("cid:"):
        image["src"] = ""


def _plain(address: str) -> str:
    return address.replace("CID:", "cid:").replace("%40", "@")
