"""A body's Markdown in, what Python-Markdown and `bodies` would make of it out, if it is plain; nothing if it is not.

Plain is what our own writer makes of most texts: paragraphs, headings, short lists, quotes, pictures, tables and
footnotes, each in its one form. Whatever has any other form is left to the reference. The law that both give the same
stands in tests/plugins/test_plain.py. What is printed here is escaped text between tags of our own, so that the
allow-list would let it pass as it is, which the same law holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from backfile.plugins.entries import Body
from backfile.plugins.words import Words

TEXT = r"[^\\`*_\[\]<&!\n]"  # what is no markup wherever it stands in a line
INNER = rf"(?:(?!\s){TEXT})(?:{TEXT}*(?!\s){TEXT})?"
WEB = r"https?://[A-Za-z0-9][A-Za-z0-9.:-]*(?:[/?#][A-Za-z0-9._~:/?#@$+,=%-]*)?"
OWN = r"images(?:/[A-Za-z0-9][\w.-]*)+"
TOKEN = re.compile(
    rf"""(?P<text>{TEXT}+|!(?!\[)|&(?![\w\#]))
    | \\(?P<escaped>[\\`*_{{}}\[\]()>\#+\-.!|])
    | (?P<entity>&(?:lt|gt|amp);)
    | (?P<mark>(?<!\*)\*{{1,3}}(?!\*))(?P<marked>{INNER})(?P=mark)(?!\*)
    | \[(?!\^)(?P<label>{INNER})\]\((?P<href>{WEB})\)
    | \[\^(?P<note>[1-9][0-9]{{0,2}})\]""",
    re.VERBOSE | re.ASCII,
)
MARKUP = re.compile(r"[\\`*_\[\]<&!]")
STRANGE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff\U0001fffe-\U0010ffff]")
NOTES_PLACE = "///Footnotes Go Here///"  # Python-Markdown puts them there
BEGINS_BLOCK = re.compile(r"[-#>+=|:~]|\*\s|\d+\.", re.ASCII)
HEADING = re.compile(r"(#{2,6}) (.*[^#])")
PICTURE = re.compile(rf"!\[(?P<alt>(?:{INNER})?)\]\((?:(?P<own>{OWN})|(?P<web>{WEB}))\)", re.ASCII)
CAPTION = re.compile(rf"\*(?!\*)({INNER})\*")
NOTE = re.compile(r"\[\^([1-9][0-9]{0,2})\]: (.*)")
NUMBERED = re.compile(r"([1-9][0-9]{0,5})\. (.*)", re.ASCII)
RULE = re.compile(r"\|(?: --- \|)+")
LOOKS = {"*": ("<em>", "</em>"), "**": ("<strong>", "</strong>"), "***": ("<strong><em>", "</em></strong>")}
ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


class NotPlain(Exception):
    """The body has something that only the reference understands."""


def plain_body(text: str, root: str, words: Words) -> Body | None:
    """The body of a page from which `root` leads to the site's root; None if the text is not plain."""
    if NOTES_PLACE in text or STRANGE.search(text):
        return None
    try:
        return _Plain(root, words).body([block for block in text.strip("\n").split("\n\n") if block])
    except NotPlain:
        return None


def needs(condition: object) -> None:
    """Raise NotPlain unless it is so."""
    if not condition:
        raise NotPlain


def escaped(text: str) -> str:
    """A text as HTML prints it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


class _Plain:
    """A body in the making: its markup and its words so far, and what has been counted."""

    def __init__(self, root: str, words: Words) -> None:
        self._root, self._words = root, words
        self._html, self._said = list[str](), list[str]()
        self._lead: str | None = None
        self._paragraphs = self._headings = self._tables = 0
        self._above = 1
        self._images = dict[str, None]()
        self._marked = Counter[str]()

    def body(self, blocks: Sequence[str]) -> Body:
        """The body of the blocks, one or more lines each."""
        kinds = [self._kind(block) for block in blocks]
        needs(all(one != other or one not in ("list", "quote") for one, other in pairwise(kinds)))
        end = next((place for place, kind in enumerate(kinds) if kind == "note"), len(kinds))
        for place, (kind, block) in enumerate(zip(kinds[:end], blocks[:end], strict=True)):
            if kind == "caption" and (not place or kinds[place - 1] != "picture"):
                kind = "paragraph"
            getattr(self, f"_{kind}")(block)
        self._notes([NOTE.fullmatch(block) for block in blocks[end:]])
        if kinds[-1:] == ["caption"]:  # where no line ends behind it, that before it stays
            self._html[-1] = re.sub(r"\n</figure>\Z", "</figure>\n", self._html[-1])
        said = " ".join(" ".join(self._said).split())
        return Body("\n".join(self._html), self._lead or "", said, tuple(self._images))

    def _kind(self, block: str) -> str:
        """What a block is, by how it begins."""
        start = block[:1]
        if start == "|":
            return "table"
        if start == ">":
            return "quote"
        if start == "#":
            return "heading"
        if start == "-" or (start.isdigit() and NUMBERED.match(block)):
            return "list"
        if start == "!" and PICTURE.fullmatch(block):
            return "picture"
        if start == "*" and CAPTION.fullmatch(block):
            return "caption"
        return "note" if start == "[" and NOTE.fullmatch(block) else "paragraph"

    def _paragraph(self, line: str, *, noted: bool = True) -> None:
        self._html.append(self._numbered(line, noted=noted))

    def _numbered(self, line: str, *, noted: bool) -> str:
        """A paragraph with the link to itself at its end."""
        html, said = self._line(line, noted=noted)
        self._paragraphs += 1
        number = self._paragraphs
        if self._lead is None:
            self._lead = " ".join(said.split())
        label = escaped(self._words.say("Paragraph %(number)s", number=str(number))).replace('"', "&quot;")
        return f'<p id="p{number}">{html}<a class="anchor" href="#p{number}" aria-label="{label}"></a></p>'

    def _heading(self, line: str) -> None:
        found = HEADING.fullmatch(line)
        if found is None:
            raise NotPlain
        self._headings += 1
        self._above = min(len(found[1]), self._above + 1)
        html, _ = self._line(found[2])
        self._html.append(f'<h{self._above} id="s{self._headings}">{html}</h{self._above}>')

    def _list(self, block: str) -> None:
        lines = block.split("\n")
        needs("|" not in block)
        found = [NUMBERED.fullmatch(line) for line in lines]
        if found[0]:
            numbers = [int(one[1]) for one in found if one]
            needs(numbers == list(range(numbers[0], numbers[0] + len(lines))))
            tag, start, items = "ol", f' start="{numbers[0]}"' * (numbers[0] != 1), [one[2] for one in found if one]
        else:
            needs(all(line.startswith("- ") for line in lines))
            tag, start, items = "ul", "", [line[2:] for line in lines]
        inner = "\n".join(f"<li>{self._line(item)[0]}</li>" for item in items)
        self._html.append(f"<{tag}{start}>\n{inner}\n</{tag}>")

    def _quote(self, block: str) -> None:
        lines = block.split("\n>\n")
        needs(all(line.startswith("> ") for line in lines))
        inner = "\n".join(self._numbered(line[2:], noted=False) for line in lines)
        self._html.append(f"<blockquote>\n{inner}\n</blockquote>")

    def _picture(self, line: str) -> None:
        found = PICTURE.fullmatch(line)
        if found is None or set("\"'<>&\xa0") & set(found["alt"]):
            raise NotPlain
        alt = found["alt"]
        if own := found["own"]:
            self._images[own] = None
            self._html.append(
                f'<figure class="picture"><img alt="{alt}" src="{self._root}{own}" loading="lazy"></figure>'
            )
            return
        say = self._words.say
        label = say("Picture at the source: %(alt)s", alt=alt) if alt else say("Picture at the source")
        self._said.append(label)
        link = f'<a href="{found["web"]}" rel="noreferrer">{escaped(label)}</a>'
        self._html.append(f'<figure class="elsewhere">{link}</figure>')

    def _caption(self, line: str) -> None:
        html, _ = self._line(line)
        figure = self._html[-1].removesuffix("</figure>")
        blank = " " * figure.endswith("</a>")
        self._html[-1] = f"{figure}{blank}<figcaption>{html}</figcaption>\n</figure>"

    def _table(self, block: str) -> None:
        head, rule, *rows = block.split("\n") + [""] * (block.count("\n") < 1)
        needs(RULE.fullmatch(rule) and rows and "\\" not in block)
        cells = [self._cells(row, rule.count("---")) for row in (head, *rows)]
        self._tables += 1
        label = escaped(self._words.say("Table %(number)s", number=str(self._tables))).replace('"', "&quot;")
        lines = [f'<div class="scroll" role="region" aria-label="{label}" tabindex="0"><table>', "<thead>", "<tr>"]
        lines += [*(f'<th scope="col">{cell}</th>' for cell in cells[0]), "</tr>", "</thead>", "<tbody>"]
        for row in cells[1:]:
            lines += ["<tr>", *(f"<td>{cell}</td>" for cell in row), "</tr>"]
        self._html.append("\n".join([*lines, "</tbody>", "</table></div>"]))

    def _cells(self, row: str, count: int) -> list[str]:
        needs(row.startswith("| ") and row.endswith(" |") and row.count("|") == count + 1)
        cells = row[2:-2].split(" | ")
        needs(len(cells) == count)
        return [self._line(cell)[0] if cell else "" for cell in cells]

    def _notes(self, found: Sequence[re.Match[str] | None]) -> None:
        """The footnotes at the end, in the order of their numbers and of their markers."""
        notes = [note for note in found if note]
        numbers = [str(number) for number in range(1, len(found) + 1)]
        needs([note[1] for note in notes] == numbers == list(self._marked))
        if not notes:
            return
        said = (self._words.say("Notes"), self._words.say("Back to the text"))
        label, back = (escaped(text).replace('"', "&quot;") for text in said)
        lines = [f'<div class="notes" role="doc-endnotes" aria-label="{label}">', "<ol>"]
        for note in notes:
            html, _ = self._line(note[2])
            marks = "".join(
                f'<a class="footnote-backref" href="#{mark(note[1], time)}" aria-label="{back}">↩</a>'
                for time in range(1, self._marked[note[1]] + 1)
            )
            lines += [f'<li id="fn:{note[1]}">', f"<p>{html}&nbsp;{marks}</p>", "</li>"]
        self._html += [*lines, "</ol>", "</div>"]

    def _line(self, line: str, *, noted: bool = False) -> tuple[str, str]:
        """A line of a block as markup and as words, which are the body's from now on."""
        needs(line and line == line.strip() and "\n" not in line and not BEGINS_BLOCK.match(line))
        if not MARKUP.search(line):
            self._said.append(line)
            return escaped(line), line
        html, said, place = list[str](), list[str](), 0
        while place < len(line):
            found = TOKEN.match(line, place)
            if found is None or (found["note"] and not noted):
                raise NotPlain
            markup, words = self._token(found)
            html.append(markup)
            said.append(words)
            place = found.end()
        self._said.append("".join(said))
        return "".join(html), "".join(said)

    def _token(self, found: re.Match[str]) -> tuple[str, str]:
        """One piece of a line."""
        if number := found["note"]:
            self._marked[number] += 1
            place = mark(number, self._marked[number])
            return f'<sup id="{place}"><a class="footnote-ref" href="#fn:{number}">{number}</a></sup>', ""
        if entity := found["entity"]:
            return entity, ENTITIES[entity]
        if said := found["marked"]:
            before, after = LOOKS[found["mark"]]
            return f"{before}{escaped(said)}{after}", said
        if said := found["label"]:
            return f'<a href="{found["href"]}" rel="noreferrer">{escaped(said)}</a>', said
        said = found["text"] or found["escaped"]
        return escaped(said), said


def mark(number: str, time: int) -> str:
    """The anchor of a footnote's marker, the second time of the same footnote another one."""
    return f"fnref{time if time > 1 else ''}:{number}"
