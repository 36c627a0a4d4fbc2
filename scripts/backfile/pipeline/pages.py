"""A page's last answer comes in; its commentaries, and what changed in them, go out, or what stands in their place."""

from __future__ import annotations

from dataclasses import replace

from backfile.enrich.changes import changes_between
from backfile.enrich.listed_facts import fill_in
from backfile.enrich.rulings import Ruling, apply_rulings
from backfile.enrich.standing import StandIn, stands_in
from backfile.errors import BackfileError, ReadingError
from backfile.inputs.followed import GENERIC
from backfile.inputs.state import PageRecord
from backfile.model import Capture, Commentary, Document, Reading, Status
from backfile.pipeline.visiting import Visit
from backfile.pipeline.writing import Read, failure
from backfile.report import Outcome
from backfile.street import Adopted, document_of, holds_several, read_commentaries, read_page
from backfile.write.archive import Archive


class PageReader:
    """Reads the pages of one visit, each against what the archive has of it."""

    def __init__(self, visit: Visit, archive: Archive, rules: tuple[Ruling, ...]) -> None:
        source = visit.source
        self._visit = visit
        self._archive = archive
        self._rules = rules
        self._named = None if source.recipe == GENERIC else source.recipe
        self._adopted = Adopted(source.id, source.name, source.languages, source.rights)

    def read(self, page: PageRecord) -> list[Read | Outcome]:
        """The commentaries of a page, most often one; an outcome for a page that cannot be read, or is no longer it.

        A fault of our own is a failure of this page alone.
        """
        try:
            capture = self._visit.captures.get(page.capture or "")
            document = document_of(capture)
            return self._several(page, document, capture) or [self._read(page, document, capture)]
        except BackfileError as error:
            return [failure(page.url, error, page.capture)]
        except Exception as error:
            reason = f"Backfile itself failed on this page: {type(error).__name__}: {error}"
            return [Outcome(Status.FAILED, page.url, reason, "Please report it with the page", capture=page.capture)]

    def _several(self, page: PageRecord, document: Document, capture: Capture) -> list[Read | Outcome]:
        """The commentaries of a page that holds a whole issue; none if it holds one.

        The page's address is no commentary's of them: each has the one that its title leads to, or none.
        """
        try:
            several = holds_several(document, self._named)
        except ReadingError:  # _read tells it, unless something else stands there
            several = False
        if not several:
            return []
        found = enumerate(read_commentaries(document, capture, self._named, self._adopted), start=1)
        ruled = [(number, apply_rulings(one, self._rules), reading) for number, (one, reading) in found]
        return [Read(f"{page.url}#{number}", one, reading, {}) for number, one, reading in ruled]

    def _read(self, page: PageRecord, document: Document, capture: Capture) -> Read | Outcome:
        trouble: ReadingError | None = None
        try:
            found = self._commentary(page, document, capture)
        except ReadingError as error:
            found, trouble = None, error
        earlier = self._earlier(page)
        if kind := stands_in(document, found[0] if found else None, earlier):
            self._visit.pages.has_read(page, kind.value)
            return standing_in(page, kind, earlier)
        if found is None:
            self._visit.pages.has_read(page)
            return failure(page.url, trouble or ReadingError("there is no text"), page.capture)
        commentary, reading = found
        if earlier is None and is_undated_page(page, commentary):
            self._visit.pages.has_read(page)
            return Outcome(Status.SKIPPED, page.url, UNDATED, "If it is one, save it and `backfile add` it")
        if earlier and earlier.capture != commentary.capture:
            commentary = replace(commentary, changes=changes_between(earlier, commentary))
        return Read(page.url, commentary, reading, {})

    def _commentary(self, page: PageRecord, document: Document, capture: Capture) -> tuple[Commentary, Reading]:
        commentary, reading = read_page(document, capture, self._named, self._adopted)
        commentary = fill_in(self._addressed(page, commentary), page.facts)
        return apply_rulings(commentary, self._rules), reading

    def _addressed(self, page: PageRecord, commentary: Commentary) -> Commentary:
        """With every address at which the page was found; a page that calls the home page its own is not believed."""
        fold, home = self._visit.fold, self._visit.source.home
        said = [url for url in (commentary.url, *commentary.aliases) if url and fold(url) != fold(home)]
        urls = dict.fromkeys([*said, page.url, *self._visit.pages.aliases(page)])
        first, *others = urls
        self._visit.pages.found_at(page, first)
        return replace(commentary, url=first, aliases=tuple(others))

    def _earlier(self, page: PageRecord) -> Commentary | None:
        """What was last written of the page, read again; None if nothing was, or if its capture is lost."""
        digest = self._archive.last_capture(page.url, *self._visit.pages.aliases(page))
        if digest is None or "#" in digest:  # part of a capture that holds several, such as a mail
            return None
        try:
            capture = self._visit.captures.get(digest)
            return self._commentary(page, document_of(capture), capture)[0]
        except BackfileError:
            return None


def standing_in(page: PageRecord, kind: StandIn, earlier: Commentary | None) -> Outcome:
    """What is told of a page in whose place something else stands."""
    stays = "the last good version stays published" if earlier else "nothing was written"
    advice = (
        "If it is the same commentary all the same, save the page and `backfile add` it"
        if kind is StandIn.OTHER
        else "Look at the page; it is asked for again each day"
    )
    return Outcome(Status.FAILED, page.url, f"{kind} stands at its address now; {stays}", advice, capture=page.capture)


UNDATED = "neither the page nor an index dates it: it is taken for a page of the site itself, not for a commentary"
UNSURE = frozenset({"sitemap", "home", "cdx"})
"""Ways that name all pages of a site, and not only its commentaries."""


def is_undated_page(page: PageRecord, commentary: Commentary) -> bool:
    """Whether it is only some page of the site: no recipe knows its form, and no way of its commentaries names it."""
    return commentary.generic and commentary.date is None and page.facts.via in UNSURE and not page.facts.published
