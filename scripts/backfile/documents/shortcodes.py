"""A WordPress post's text with shortcodes in, HTML in their place out, and the names of those that nobody here knows.

`[caption]`, `[gallery]`, `[embed]` and players become what they stand for. One of a plugin keeps the text that it
encloses and is told. Brackets without an attribute and without an end, such as `[sic]`, are the author's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape

_TAG = re.compile(r"\[(?P<end>/)?(?P<name>[A-Za-z][\w-]*)(?P<said>(?:[\s=/][^\[\]]*)?)\]")
_SAID = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'\]]+))")
_DOUBLED = re.compile(r"\[(\[/?[A-Za-z][^\[\]]*\])\]")
_PICTURE = re.compile(r"\s*((?:<a\s[^>]*>)?\s*<img\b[^>]*>\s*(?:</a>)?)", re.IGNORECASE)
_HIDE = str.maketrans("[]", "\ue000\ue001")
_SHOW = str.maketrans("\ue000\ue001", "[]")
_SOURCES = ("src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv", "url")

Pictures = Mapping[str, str]
Said = Mapping[str, str]


def expanded(text: str, pictures: Pictures) -> tuple[str, tuple[str, ...]]:
    """The text with every shortcode replaced, and the names of the unknown ones; `pictures`: addresses by number."""
    hidden = _DOUBLED.sub(lambda found: found.group(1).translate(_HIDE), text)
    reader = _Reader(pictures, Counter(tag["name"] for tag in _TAG.finditer(hidden) if tag["end"]))
    place = 0
    for tag in _TAG.finditer(hidden):
        reader.say(hidden[place : tag.start()])
        place = tag.end()
        reader.take(tag)
    reader.say(hidden[place:])
    return reader.whole().translate(_SHOW), tuple(dict.fromkeys(reader.unknown))


@dataclass
class _Open:
    """A shortcode that has begun, and what it encloses so far."""

    name: str
    said: Said
    inside: list[str] = field(default_factory=list)


@dataclass
class _Reader:
    """One walk through a text: the shortcodes that are open, innermost last, and how many ends of each are to come."""

    pictures: Pictures
    ends: Counter[str]
    unknown: list[str] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=lambda: [_Open("", {})])

    def say(self, text: str) -> None:
        self.stack[-1].inside.append(text)

    def take(self, tag: re.Match[str]) -> None:
        """Open, close or show what stands between two brackets."""
        name, said = tag["name"], {a[0].lower(): a[1] or a[2] or a[3] for a in _SAID.findall(tag["said"] or "")}
        if tag["end"]:
            self.ends[name] -= 1
            if any(code.name == name for code in self.stack):
                self._close(name)
            else:
                self.say(tag.group())
        elif self.ends[name] > 0:
            self.stack.append(_Open(name, said))
        elif said or name in _KNOWN:
            self.say(self._shown(name, said, ""))
        else:
            self.say(tag.group())

    def whole(self) -> str:
        """All the text, those that never ended closed."""
        while len(self.stack) > 1:
            self._close(self.stack[-1].name)
        return "".join(self.stack[0].inside)

    def _close(self, name: str) -> None:
        while True:
            code = self.stack.pop()
            self.say(self._shown(code.name, code.said, "".join(code.inside)))
            if code.name == name:
                return

    def _shown(self, name: str, said: Said, inside: str) -> str:
        shown = _KNOWN[name](said, inside, self.pictures) if name in _KNOWN else None
        if shown is None:
            self.unknown.append(name)
        return inside if shown is None else shown


def _caption(said: Said, inside: str, _pictures: Pictures) -> str | None:
    found = _PICTURE.match(inside)
    if found is None:
        return None
    words = said.get("caption") or inside[found.end() :].strip()
    return f"\n\n<figure>{found.group(1)}<figcaption>{words}</figcaption></figure>\n\n"


def _gallery(said: Said, _inside: str, pictures: Pictures) -> str | None:
    numbers = [number.strip() for number in said.get("ids", "").split(",") if number.strip()]
    if not numbers or any(number not in pictures for number in numbers):
        return None
    return "".join(f'\n\n<figure><img src="{escape(pictures[number])}" alt=""></figure>\n\n' for number in numbers)


def _player(said: Said, inside: str, _pictures: Pictures) -> str | None:
    address = next((said[name] for name in _SOURCES if said.get(name)), inside.strip())
    if not address.lower().startswith(("http://", "https://")):
        return None
    return f'\n\n<p><a href="{escape(address)}">{escape(address)}</a></p>\n\n'


_KNOWN: Mapping[str, Callable[[Said, str, Pictures], str | None]] = {
    **dict.fromkeys(("caption", "wp_caption"), _caption),
    "gallery": _gallery,
    **dict.fromkeys(("embed", "audio", "video"), _player),
}
