"""A page's tree in, its footnotes out: which links are markers, which elements their notes, what leads back.

A marker is a link such as "1", "[1]" or "*" in a text, to a later place of the page that is a list item, a paragraph,
a division or a definition, or stands in one. A marker whose note is not on the page is only text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import unquote, urldefrag

from bs4 import BeautifulSoup, Tag

from backfile.documents.html_context import BLOCKS
from backfile.documents.html_inline import settle
from backfile.documents.html_tree import absolute, attribute, words_of
from backfile.model import Run

_MARKER = re.compile(r"(\d{1,3}|[*†‡§¶]{1,4})|[\[(]\s*(\d{1,3}|[a-z]|[ivxlc]{1,5}|[*†‡§¶]{1,4})\s*[\])]")
_NOTES = ("li", "p", "div", "dd")
_NOT_IN_A_NOTE = ["h1", "h2", "h3", "h4", "h5", "h6", "article", "main", "nav", "form", "table"]
LARGEST = 500  # tags and texts in a note; a larger element is a chapter
_BACK = re.compile(
    r"[↩↑^⤴⇧↵⬆\ufe0e\ufe0f\s]*"
    r"(jump up|back( to (text|top|content))?|return( to text)?|zurück|назад|вернуться|вярнуцца)?",
    re.I,
)
_BACK_CLASSES = re.compile(r"back-?(link|ref)", re.I)
_LEFT_AT_START = re.compile(r"\s*(\[\s*\]|\(\s*\)|[.):^↑](?=\s|$))\s*")
_LEFT_AT_END = re.compile(r"\s*(\[\s*\]|\(\s*\))\s*\Z")


@dataclass(frozen=True, slots=True)
class Footnotes:
    """Tags of one page, by `id()`: keys of markers and of notes, markers without a note, and what is left out."""

    markers: dict[int, str]
    notes: dict[int, str]
    labels: dict[str, str]
    dangling: frozenset[int]
    left_out: frozenset[int]

    def trimmed(self, runs: tuple[Run, ...], key: str) -> tuple[Run, ...]:
        """A note's text without its printed number and what the link back leaves behind; the key says the number."""
        label = re.escape(self.labels[key])
        alone = rf"{label}[.):](?=\s|\Z)" if self.labels[key].isalnum() else label
        printed = re.compile(rf"\s*(\[{label}\]|\({label}\)|{alone})\s*")
        first = printed.sub("", runs[0].text, count=1) if printed.match(runs[0].text) else runs[0].text
        if found := _LEFT_AT_START.match(first):
            first = first[found.end() :]
        cut = [replace(runs[0], text=first), *runs[1:]]
        cut[-1] = replace(cut[-1], text=_LEFT_AT_END.sub("", cut[-1].text))
        return settle(cut)


def label_of(link: Tag) -> str:
    """What a marker's text says without its brackets, "" if it is no marker's text."""
    found = _MARKER.fullmatch("".join(link.strings).strip())
    return (found.group(1) or found.group(2)) if found else ""


def find_footnotes(soup: BeautifulSoup, *, base: str = "") -> Footnotes:
    """The footnotes of a page whose links start from `base`."""
    page = _Page(soup, base)
    markers: dict[int, str] = {}
    notes: dict[int, str] = {}
    labels: dict[str, str] = {}
    dangling = set()
    for link in page.links:
        label = label_of(link)
        target = page.target(link)
        if label and target is None:
            dangling.add(id(link))
        note = page.note(link) if label else None
        if note is None:
            continue
        key = notes.setdefault(id(note), _new_key(label, labels))
        if labels.setdefault(key, label) == label:  # else two markers share a place, and only the first is its own
            markers[id(link)] = key
    left_out = {id(tag) for note in page.noted(notes) for tag in page.back(note, markers, notes, labels)}
    return Footnotes(markers, notes, labels, frozenset(dangling), frozenset(left_out))


def _new_key(label: str, taken: dict[str, str]) -> str:
    """The label itself where Markdown can use it and no other note has it, else `note-<n>`."""
    return label if label.isalnum() and label not in taken else f"note-{len(taken) + 1}"


class _Page:
    """The tags of a page in order, its named places and the links to them."""

    def __init__(self, soup: BeautifulSoup, base: str) -> None:
        self._base = base
        self._tags = [tag for tag in soup.find_all(True) if isinstance(tag, Tag)]
        self._position = {id(tag): position for position, tag in enumerate(self._tags)}
        self._places: dict[str, Tag] = {}
        for tag in self._tags:
            if tag.attrs:
                for name in (attribute(tag, "id"), attribute(tag, "name") if tag.name == "a" else ""):
                    self._places.setdefault(name, tag)
        self.links = [tag for tag in self._tags if tag.name == "a" and self._fragment(tag)]

    def _fragment(self, link: Tag) -> str:
        """The place on this page that a link goes to, "" if it leads elsewhere."""
        printed = attribute(link, "href")
        if "#" not in printed:
            return ""
        address, fragment = urldefrag(absolute(self._base, printed) or "")
        return unquote(fragment) if printed.startswith("#") or address == urldefrag(self._base).url else ""

    def target(self, link: Tag) -> Tag | None:
        """The tag a link on this page goes to, None if there is no such place."""
        return self._places.get(self._fragment(link))

    def note(self, marker: Tag) -> Tag | None:
        """The element that holds the note of a marker, None if what it leads to is no note."""
        target = self.target(marker)
        note = _block_around(target) if target is not None else None
        if note is None or note.name not in _NOTES or self._position[id(note)] < self._position[id(marker)]:
            return None
        around = _block_around(marker.parent)
        is_in_text = around is not None and _has_words(around)
        return note if is_in_text and _is_note(note) else None

    def noted(self, notes: dict[int, str]) -> Iterator[Tag]:
        """The elements that are notes."""
        return (tag for tag in self._tags if id(tag) in notes)

    def back(self, note: Tag, markers: dict[int, str], notes: dict[int, str], labels: dict[str, str]) -> Iterator[Tag]:
        """The parts of a note that only lead back to the text or print its number."""
        first = next((tag for tag in note.find_all(True) if isinstance(tag, Tag)), None)
        if (
            first is not None
            and first.name == "sup"
            and _is_first(first)
            and label_of(first) == labels[notes[id(note)]]
        ):
            yield first
        for tag in note.find_all(["a", "span"]):
            if not isinstance(tag, Tag) or id(tag) in markers:
                continue
            if _BACK_CLASSES.search(" ".join(words_of(tag, "class"))) or (
                self._fragment(tag) and self._leads_out(tag, notes) and _is_back("".join(tag.strings))
            ):
                yield tag

    def _leads_out(self, link: Tag, notes: dict[int, str]) -> bool:
        target = self.target(link)
        around = _block_around(target) if target is not None else None
        return around is None or id(around) not in notes


def _is_back(text: str) -> bool:
    return bool(_BACK.fullmatch(text.strip()) or _MARKER.fullmatch(text.strip()) or re.fullmatch("[a-z]", text.strip()))


def _is_first(tag: Tag) -> bool:
    return not any(str(before).strip() for before in tag.previous_siblings)


def _block_around(tag: Tag | None) -> Tag | None:
    """The innermost block element that a tag is or stands in."""
    while tag is not None and tag.name not in BLOCKS:
        tag = tag.parent
    return tag


def _is_note(tag: Tag) -> bool:
    """Whether an element is small, says something, and is no part of the page's structure."""
    nodes = list(islice(tag.descendants, LARGEST + 1))
    return len(nodes) <= LARGEST and _has_words(tag) and tag.find(_NOT_IN_A_NOTE) is None


def _has_words(tag: Tag) -> bool:
    """Whether an element says more than markers."""
    texts = (text.strip() for text in tag.strings)
    return any(any(map(str.isalpha, text)) and not _MARKER.fullmatch(text) for text in texts)
