"""Pages of a source come in; how much furniture learning takes from them, and how many words of texts, goes out.

Each page is read by a recipe without a single rule of what is furniture: its head is found, all behind it is body, but
for what stands in the page's own landmarks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from backfile.clean.learned import Trace, cut, learn, trace_of
from backfile.model import Block, Capture, Document, Reading
from backfile.sources import known as source_named
from backfile.sources.platforms.layout import Field, Layout, Slot, Source
from backfile.sources.platforms.reading import read, recognised
from backfile.street import document_of
from sites.issues import words
from sites.newsletter import Newsletter
from sites.theme import HOME, issue_page
from sites.weekly_review_site import HOME as REVIEW_HOME
from sites.weekly_review_site import ReviewSite

SAMPLE = Path(__file__).parent.parent.parent / "sample" / "captures"
FORMS = {".html": "text/html", ".txt": "text/plain"}
MOMENT = dt.datetime(2026, 1, 5, 6, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Page:
    """A page as it is read without rules; `is_own` tells the blocks of its text, `is_head` what is neither."""

    reading: Reading
    trace: Trace
    is_own: Callable[[Block], bool]

    def sorted_out(self) -> tuple[list[Block], list[Block]]:
        """The blocks of the text, and those of furniture. Lines of a head, such as a day, are neither."""
        own = [self.is_own(block) for block in self.reading.body]
        first = own.index(True)
        body = self.reading.body
        return [b for b, is_own in zip(body, own, strict=True) if is_own], [
            b for at, (b, is_own) in enumerate(zip(body, own, strict=True)) if not is_own and at > first
        ]


@dataclass(frozen=True)
class Measure:
    """Words of furniture that were there and went, words of texts that were there and went."""

    furniture: int
    gone: int
    body: int
    lost: int
    left: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def share(self) -> float:
        """How much of the furniture is gone, as a share of 1."""
        return self.gone / self.furniture if self.furniture else 1.0

    def __str__(self) -> str:
        gone = f"{self.gone} of {self.furniture} furniture words gone ({self.share:.2%})"
        return f"{gone}, {self.lost} of {self.body} body words lost"


def measure(pages: Sequence[Page]) -> Measure:
    """What is cut from some pages that teach each other."""
    known = learn(page.trace for page in pages)
    furniture = gone = body = lost = 0
    left, missed = list[str](), list[str]()
    for page in pages:
        stays = {id(block) for block in cut(page.reading, page.trace, known).body}
        texts, around = page.sorted_out()
        furniture += count(around)
        body += count(texts)
        gone += count(block for block in around if id(block) not in stays)
        lost += count(block for block in texts if id(block) not in stays)
        left += [block.text for block in around if id(block) in stays and block.text.strip()]
        missed += [block.text for block in texts if id(block) not in stays and block.text.strip()]
    return Measure(furniture, gone, body, lost, tuple(left), tuple(missed))


def count(blocks: Iterable[Block]) -> int:
    return sum(len(words(block.text)) for block in blocks)


BARE = Source(
    id="bare", name="Bare", home="", hosts=(), languages=(),
    layouts=(Layout(name="bare", head=(Slot(Field.TITLE, required=True, heading=True),)),),
)  # fmt: skip


def document(html: str | bytes, address: str) -> Document:
    body = html.encode() if isinstance(html, str) else html
    return document_of(Capture(body, address, MOMENT, FORMS.get(Path(address).suffix, "text/html"), address))


def page(html: str, address: str, texts: Iterable[str]) -> Page:
    """A page whose text is known."""
    own = {" ".join(text.split()) for text in texts}
    reading = read(BARE, document(html, address), named=True)
    return Page(
        reading,
        trace_of(reading, address, address),
        lambda block: any(same(block.text, text) for text in own),
    )


def same(shown: str, text: str) -> bool:
    shown = " ".join(shown.split())
    return shown == text or (shown.startswith(text) and len(shown) - len(text) <= 4)


@cache
def newsletter(count: int | None = None) -> tuple[Page, ...]:
    """The pages of the test site's 300 issues, or of the newest of them."""
    letter = Newsletter()
    found = []
    shown = letter.issues[:count]
    for at, issue in enumerate(shown):
        others = [one for one in shown if one.number == issue.number and one is not issue]
        similar = [one for one in shown[at + 1 : at + 12] if one.language == issue.language][:3]
        html = issue_page(issue, others, similar)
        found.append(page(html, f"{HOME}{issue.path}", [part.text for part in issue.parts]))
    return tuple(found)


@cache
def status_pages() -> tuple[Page, ...]:
    """The pages of the weekly review that end in "Similar articles", with those they tease."""
    site = ReviewSite()
    shown = [piece for piece in site.review.pieces if piece.layout == "status"]
    return tuple(page(site.page_of(piece), f"{REVIEW_HOME}{piece.path}", piece.paragraphs) for piece in shown)


@cache
def sample() -> tuple[Page, ...]:
    """The sample newsletter's pages, read by its recipe without rules, and held against its reading with them."""
    return tuple(sample_pages())


def sample_pages() -> Iterator[Page]:
    source = source_named("talvaria-weekly")
    bare = replace(source, layouts=tuple(replace(layout, ends=(), furniture=()) for layout in source.layouts))
    for path in sorted(path for path in SAMPLE.rglob("*") if path.suffix in FORMS):
        found = document(path.read_bytes(), path.name)
        if len(recognised(source, found)) != 1 or len(recognised(bare, found, named=True)) != 1:
            continue
        own = {(block.place, block.text) for block in read(source, found).body}
        reading = read(bare, found, named=True)
        address = found.hint("url") or path.name
        yield Page(
            reading,
            trace_of(reading, address, address),
            lambda block, own=own: (block.place, block.text) in own,  # type: ignore[misc]
        )
