"""Captured pages of sources' listings come in; the weeks they name stand in the commentaries, now and in later runs.

Which captures are listings is remembered in `<store>/listings.txt`, a digest a line. Nothing else is kept: each run
reads them again, so that a commentary that is added anew finds its week again (docs/decisions/0012).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from backfile.discovery.paths import numbered
from backfile.enrich.listed import TELL_YEAR, ListedPage, Weeks, date_pages, fill, week_said
from backfile.errors import BackfileError
from backfile.files import write_whole
from backfile.inputs.store import CaptureStore
from backfile.model import Capture, Document, Listed, Note, Period, Status
from backfile.model.addresses import fold
from backfile.pipeline.writing import Read, failure
from backfile.report import Outcome
from backfile.sources import moved_hosts, sources
from backfile.street import document_of, listing_in
from backfile.write.archive import Archive, Written
from backfile.write.header import Header

FIRST_YEAR = 1990


@dataclass
class Listings:
    """The pages of listings that a store holds, those of this run with them."""

    store: CaptureStore
    record: Path
    digests: set[str] = field(default_factory=set)
    pages: dict[str, ListedPage] = field(default_factory=dict)
    warnings: list[Note] = field(default_factory=list)
    weeks: dict[str, Weeks] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)

    @classmethod
    def kept_in(cls, folder: Path, store: CaptureStore) -> Listings:
        """Those that were kept in the store below `folder`; a warning for each that cannot be read any more."""
        listings = cls.none_yet(folder, store)
        listings.recall()
        return listings

    @classmethod
    def none_yet(cls, folder: Path, store: CaptureStore) -> Listings:
        """None, until those in the store below `folder` are recalled."""
        return cls(store, folder / "listings.txt")

    def recall(self) -> None:
        """Reads those that were kept in the store; a warning for each that cannot be read any more."""
        lines = self.record.read_text("utf-8").split() if self.record.is_file() else []
        self.digests.update(lines)
        new = set(self.new)
        for digest in lines:
            try:
                capture = self.store.get(digest)
                self.take(capture, document_of(capture), None)
            except (BackfileError, ValueError) as error:
                self.warnings.append(Note(f"{self.record}: the listing {digest[:12]} cannot be read: {error}"))
        self.new = new

    def take(self, capture: Capture, document: Document, named: str | None) -> int:
        """How many commentaries a page names, if it is a page of a listing, which is then kept in mind; else 0."""
        found = listing_in(document, named)
        if found is None:
            return 0
        source, listed = found
        address = listed[0].index
        place = numbered(address) if address else None
        topic = listed[0].topic or ""
        self.pages[capture.digest] = ListedPage(
            source=source.id,
            walk=fold(f"https:{place.base}", moved_hosts()) if place else f"{topic} {capture.digest}",
            number=place.number if place else 1,
            captured=capture.captured.date(),
            origin=address or capture.origin,
            listed=listed,
        )
        self.new.add(address or capture.origin)
        return len(listed)

    def keep(self) -> None:
        """Remembers which captures are listings, those that cannot be read now with them."""
        if digests := self.digests | self.pages.keys():
            write_whole(self.record, "".join(f"{digest}\n" for digest in sorted(digests)).encode())

    def date(self, read: Iterable[Read], archive: Archive) -> None:
        """Tells the weeks, by the listings and by the weeks that the commentaries of the run and the archive print."""
        printed = Printed()
        for _, header in archive.standing():
            if header.period:
                printed.add(header.source, (header.url, *header.aliases), header.title, header.period)
        for result in read:
            said = result.commentary
            if said.period:
                printed.add(said.source, (said.url, *said.aliases), said.title, said.period)
        by_source: dict[str, list[ListedPage]] = defaultdict(list)
        for digest in sorted(self.pages):
            by_source[self.pages[digest].source].append(self.pages[digest])
        for name, pages in by_source.items():
            promise = sources()[name].promise
            earliest = int(promise.none_before[:4]) if promise else FIRST_YEAR
            dated = [*date_pages(pages, printed.of(name), earliest)]
            self.weeks[name] = Weeks(dated, moved_hosts())
            lost = Counter(found.origin for found in dated if found.period is None and found.origin in self.new)
            self.warnings += [
                Note(f"{origin}: the year of {count} weeks could not be told", advice=TELL_YEAR)
                for origin, count in sorted(lost.items())
            ]

    def filled(self, result: Read | Outcome) -> Read | Outcome:
        """The result, its commentary with the week that the listings of its source name."""
        if isinstance(result, Outcome) or result.commentary.source not in self.weeks:
            return result
        said = result.commentary
        addresses = [address for address in (said.url, *said.aliases) if address]
        return replace(result, commentary=fill(said, self.weeks[said.source].of(addresses, said.title)))

    def fill_archive(self, archive: Archive, run: set[str]) -> Iterator[Outcome]:
        """Commentaries that stand in the archive and are not of this `run`, by their captures, with the weeks named."""
        for path, header in [*archive.standing()]:
            if header.capture in run or header.source not in self.weeks:
                continue
            addresses = [address for address in (header.url, *header.aliases) if address]
            period, note = week_said(header.period, self.weeks[header.source].of(addresses, header.title))
            if note is None:
                continue
            try:
                written = archive.state_week(path, period, note)
            except (BackfileError, OSError) as error:
                yield failure(str(path), error, header.capture)
                continue
            if written.status is not Status.UNCHANGED:
                yield _outcome(written, header, note)


def _outcome(written: Written, header: Header, note: Note) -> Outcome:
    return Outcome(
        written.status, str(written.path), written.reason or note.text, path=str(written.path), capture=header.capture
    )


@dataclass
class Printed:
    """The weeks that commentaries print themselves, by source and address, and by source and title."""

    weeks: dict[tuple[str, str], set[Period]] = field(default_factory=lambda: defaultdict(set))

    def add(self, source: str, addresses: Sequence[str | None], title: str, period: Period) -> None:
        """Notes the week of one commentary."""
        for name in (*(fold(address, moved_hosts()) for address in addresses if address), " ".join(title.split())):
            self.weeks[source, name].add(period)

    def of(self, source: str) -> Callable[[Listed], Period | None]:
        """What a commentary of the source prints, by what a listing says of it; None if it is not known for certain."""

        def printed(listed: Listed) -> Period | None:
            names = (fold(listed.url, moved_hosts()) if listed.url else "", " ".join((listed.title or "").split()))
            weeks = next((self.weeks[source, name] for name in names if name and (source, name) in self.weeks), set())
            return next(iter(weeks)) if len(weeks) == 1 else None

        return printed
