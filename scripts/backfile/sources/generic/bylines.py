"""A document and the blocks of its text in, the authors that the page prints out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from backfile.model import Block, Document, Kind, Printed
from backfile.sources.generic.days import DATED
from backfile.sources.generic.head import behind_title, near_head
from backfile.sources.platforms.lines import line
from backfile.sources.platforms.shapes import BARE_NAMES, BYLINE, NAMES, UPPER
from backfile.vocabularies import phrases, read

WORDS = read("pageparts")["facts"]
PARTING = re.compile(r"\s*[|·•⋅●∙/]\s*|\s+[–—-]\s+|,? on(?= ?\|)")
GLUED = rf"(?-i:(?<=y)(?={UPPER}))"  # a name may be glued to its label: "ByMira", but neither "Byron" nor "BYRON"
WRITTEN = re.compile(
    rf"^(?:(?:{WORDS['written']}|published|article|report) )?by(?:\s*:\s*|\s+|{GLUED}|$)", re.IGNORECASE
)
WRITTEN_BY = re.compile(
    rf"(?:this \w+ (?:was|is) )?(?:{WORDS['written']}) by\s*:?\s*(?P<names>(?-i:{NAMES}))", re.IGNORECASE
)
OF_OTHERS = re.compile(rf"(?:{WORDS['changed']}|{WORDS['helped']}) by\b[^|]*", re.IGNORECASE)
OF_A_DAY = re.compile(
    rf"{WORDS['changed']}|\b(?:published|posted)\b(?! by)(?: on)?"
    r"|(?-i:(?<=[^\W\d_A-ZА-Я])(?:Updated|Published|Posted)\b)(?: on)?",
    re.IGNORECASE,
)
LED_BY_NAMES = re.compile(rf"({NAMES})(?:$|\s*[,;(&*].*)")
BEHIND_NAMES = re.compile(r",?\s+(?:on|in|for|at)(?:\s.*)?$")
ROLE = re.compile(rf"\b(?:{phrases('author_roles')}|{WORDS['no_people']})\b", re.IGNORECASE)
NO_NAME = re.compile(r"[\d@:.!?]|https?:|^(?:our|your|an?|this|that|clicking|using)\b", re.IGNORECASE)
PORTRAIT = re.compile(
    r"^(?:headshot|photo|picture|portrait|image|avatar) of "
    r"|(?:['’]s)?\W*\b(?:headshot|photo|picture|portrait|image|avatar)$",
    re.IGNORECASE,
)
CALLED_AUTHOR = re.compile(r"author|byline|creator", re.IGNORECASE)
PART_OF_HEAD = re.compile("|".join(read("pageparts")["names"][part] for part in ("author", "meta")), re.IGNORECASE)
NO_ARTICLES_AUTHOR = re.compile(r"related|card|teaser|comment|recent|popular", re.IGNORECASE)
MOST_WORDS = 4
"""The most words of what a byline names that does not look like people's names."""


def authors_near(document: Document, body: tuple[Block, ...], title: Printed) -> tuple[Printed, ...]:
    """The authors that the page prints, where its metadata name none but the house.

    A byline at the head counts first, then a name in what is called the author's there, then the one byline that
    says "written by" anywhere, then the one name that stands in an author's box.
    """
    houses = {name.casefold() for name in (*document.hinted("site"), *document.hinted("publisher"))}
    if any(name.casefold() not in houses for name in document.hinted("author")):
        return ()
    near = near_head(document, body)
    behind = behind_title(near, body, title)
    stated = {name.casefold() for name in document.hinted("author")}
    ways = (bylined(near, behind), called(near), repeated(behind, stated), at_the_foot(document))
    return next((found for found in ways if found), ())


def bylined(near: list[Block], behind: list[Block]) -> tuple[Printed, ...]:
    """Whom the first byline names; one between title and text first, and last one there that names no people.

    That may be a house, or somebody by one name, if it stands in what the page calls its author or its line of facts.
    """
    for lines, anybody in ((behind, False), (near, False), (behind, True)):
        for block in lines:
            is_sure = anybody and PART_OF_HEAD.search(words_around(block)) is not None
            for part in parts_of(line(block)) if block.kind is not Kind.IMAGE else ():
                if names := behind_label(part, is_sure):
                    return (Printed(names, block.place),)
    return ()


def behind_label(part: str, anybody: bool) -> str:
    """Whom a part of a line names behind a byline's label; people only behind "von", with which names may begin."""
    if label := WRITTEN.match(part):
        return named(part[label.end() :], anybody)
    byline = BYLINE.fullmatch(part)
    return str(byline["value"]) if byline else ""


def named(text: str, anybody: bool) -> str:
    """The names that a text behind a byline's label begins with, without what the people are."""
    text = BEHIND_NAMES.sub("", text)
    if match := LED_BY_NAMES.fullmatch(text):
        names = re.split(r"(, | and | und | і | и )", match[1])
        first = next((at for at, name in enumerate(names) if ROLE.search(name)), len(names) + 1)
        return "".join(names[: max(first - 1, 0)])
    is_short = 0 < len(text.split()) <= MOST_WORDS
    return text if anybody and is_short and not NO_NAME.search(text) else ""


def called(near: list[Block]) -> tuple[Printed, ...]:
    """A name in what the page's head calls its author, or with which the line beside a portrait of that name begins."""
    shown = ""
    for block in near:
        is_authors = CALLED_AUTHOR.search(words_around(block)) is not None
        for part in parts_of(line(block)) if block.kind is not Kind.IMAGE else ():
            if is_authors and shown and part.startswith(shown):
                return (Printed(shown, block.place),)
            if (is_authors or part == shown) and is_person(part):
                return (Printed(part, block.place),)
        shown = portrayed(block)
    return ()


def portrayed(block: Block) -> str:
    """Whom a portrait shows, if it says so."""
    name = PORTRAIT.sub("", line(block)) if block.kind is Kind.IMAGE else ""
    return name if is_person(name) else ""


def is_person(text: str) -> bool:
    """Whether a line is people's names and no office or label of theirs."""
    return BARE_NAMES.fullmatch(text) is not None and not ROLE.search(text)


def repeated(behind: list[Block], stated: set[str]) -> tuple[Printed, ...]:
    """What metadata call the author, though it is the house, printed between title and text."""
    found = (Printed(part, b.place) for b in behind for part in parts_of(line(b)) if part.casefold() in stated)
    return tuple(found)[:1]


def at_the_foot(document: Document) -> tuple[Printed, ...]:
    """Whom bylines that say "written by" name, wherever they stand; without any, the name in an author's box.

    Nobody if they name different people.
    """
    blocks = [block for block in own(document.blocks) if block.kind is not Kind.IMAGE]
    matches = [(match, block.place) for block in blocks if (match := WRITTEN_BY.match(line(block)))]
    bylines = [Printed(names, place) for match, place in matches if (names := named(match["names"], False))]
    boxed = [Printed(line(block), block.place) for block in blocks if is_boxed(block)]
    found = bylines or boxed
    return (found[0],) if len({printed.text for printed in found}) == 1 else ()


def is_boxed(block: Block) -> bool:
    """Whether a block is a name in what the page calls its author."""
    return CALLED_AUTHOR.search(words_around(block)) is not None and is_person(line(block))


def own(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks that do not stand in teasers, comments and menus."""
    return (
        block
        for block in blocks
        if block.region not in ("nav", "form", "footer") and not NO_ARTICLES_AUTHOR.search(words_around(block))
    )


def words_around(block: Block) -> str:
    """What the three innermost elements around a block call themselves."""
    return " ".join(element.words for element in list(block.around.outwards())[:3]) if block.around else ""


def parts_of(text: str) -> list[str]:
    """The parts of a line at the head of a page, without its days and without what is said of them."""
    apart = OF_A_DAY.sub("|", OF_OTHERS.sub("|", DATED.sub("|", text)))
    apart = re.sub(r"\|[\s|:]*", "|", apart).strip(" |")
    return PARTING.split(WRITTEN.sub("by ", apart).strip())
