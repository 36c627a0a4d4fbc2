"""HTML source in, its tree out, each tag with the line it stands on; and what one tag says by its attributes."""

from __future__ import annotations

import re
import warnings
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from lxml import etree

_PROLOG = re.compile(r"\A\s*<\?xml\b[^>]*>")
_INVISIBLE = re.compile(r"display\s*:\s*none", re.I)
_IN_THE_LINE = re.compile(r"display\s*:\s*(?:-\w+-)?inline", re.I)
_SHOWN = ["img", "picture", "amp-img", "iframe", "video", "audio", "object", "embed", "input", "br", "hr"]
_NOT_AN_ADDRESS = ("javascript:", "data:", "vbscript:", "about:", "blob:")
_NOT_IN_AN_ADDRESS = re.compile(r"[\t\n\r]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|-)")
_WHOLE_LANGUAGES = {"be-tarask": "be-tarask", "be-x-old": "be-tarask"}
_FOLDED = re.compile(r"(?:accordion|collaps[ei]\w*)[-_]*(?:content|panel|body|text|section)", re.I)
_SAYS_SO = ("id", "class", "data-theme-key")
_PAGE = ("html", "body", "main")


def parse(markup: str) -> BeautifulSoup:
    """The tree of an HTML page; `sourceline` of its tags is set as far as it could be told."""
    source = _PROLOG.sub(lambda prolog: "\n" * prolog.group().count("\n"), markup)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # BeautifulSoup wonders aloud whether a short page is a file name
        soup = BeautifulSoup(source, "lxml")
    _number_lines(soup, source)
    return soup


def _number_lines(soup: BeautifulSoup, source: str) -> None:
    """Set each tag's line, which BeautifulSoup does not learn from lxml, from a second tree of the same parser.

    That tree is cut where the nesting is absurd; tags from there on have no line.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(source.encode(), parser)
    if root is None:
        return
    for tag, element in zip(soup.find_all(True), root.iter(etree.Element), strict=False):
        if tag.name != element.tag:
            return
        tag.sourceline = element.sourceline


def place(tag: Tag) -> int:
    """The 1-based line a tag stands on, 0 if it could not be told."""
    return tag.sourceline or 0


def attribute(tag: Tag, name: str) -> str:
    """An attribute's value without the blanks around it, "" if there is none."""
    value = tag.get(name)
    return (" ".join(value) if isinstance(value, list) else value or "").strip()


def words_of(tag: Tag, name: str) -> tuple[str, ...]:
    """The words of an attribute such as `class`, `rel` or `role`, in lower case."""
    return tuple(attribute(tag, name).lower().split())


def is_hidden(tag: Tag) -> bool:
    """Whether a browser would not show the tag, nor let a reader open it. The page as a whole is never hidden."""
    if tag.name in _PAGE or not tag.attrs:
        return tag.name == "dialog"
    attributes = tag.attrs
    hides = (
        "hidden" in attributes
        or ("aria-hidden" in attributes and attribute(tag, "aria-hidden").lower() == "true")
        or ("style" in attributes and bool(_INVISIBLE.search(attribute(tag, "style"))))
        or (tag.name == "dialog" and "open" not in attributes)
    )
    return hides and not _unfolds(tag)


def is_badge(tag: Tag) -> bool:
    """Whether the tag is a division in the line with nothing in it, such as an extension puts behind a link."""
    style = tag.attrs.get("style") if tag.name == "div" else None
    if not style or not _IN_THE_LINE.search(str(style)):
        return False
    return tag.find(_SHOWN) is None and not any(map(str.strip, tag.strings))


def _unfolds(tag: Tag) -> bool:
    """Whether the tag is a section that a reader opens by its heading, however it hides itself until then."""
    if attribute(tag, "hidden").lower() == "until-found":
        return True
    if "region" in words_of(tag, "role") and tag.has_attr("aria-labelledby"):
        return True
    return any(_FOLDED.search(attribute(tag, name)) for name in _SAYS_SO if tag.has_attr(name))


def language_of(value: str) -> str | None:
    """A language tag as `be`, `en`, or `be-tarask`; None if it does not begin with a language code."""
    tag = value.strip().lower().replace("_", "-")
    found = _LANGUAGE.match(tag)
    return _WHOLE_LANGUAGES.get(tag) or (found.group() if found else None)


def absolute(base: str, address: str) -> str | None:
    """An address as a browser would follow it from `base`; as printed if there is no base, None if it leads nowhere."""
    address = _NOT_IN_AN_ADDRESS.sub("", address.strip()).replace(" ", "%20")
    if address in ("", "#") or address.lower().startswith(_NOT_AN_ADDRESS):
        return None
    if address.startswith("//") and not base:
        return f"https:{address}"
    try:
        return urljoin(base, address)
    except ValueError:  # such as "http://[the page]"
        return address


def base_address(soup: BeautifulSoup, origin: str) -> str:
    """The address that a page's relative links start from, "" if nothing tells.

    It is the page's <base>, else the address it came from, else the one it calls canonical.
    """
    own = origin if _is_web(origin) else _linked(soup, "link", rel="canonical")
    base = soup.find("base", href=True)
    told = absolute(own, attribute(base, "href")) if isinstance(base, Tag) else None
    return told if told and _is_web(told) else own


def _linked(soup: BeautifulSoup, name: str, **attributes: str) -> str:
    tag = soup.find(name, attrs=dict(attributes), href=True)
    address = attribute(tag, "href") if isinstance(tag, Tag) else ""
    return address if _is_web(address) else ""


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc)
