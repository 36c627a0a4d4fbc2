"""A shelf in, its commentaries' pages out, each among its neighbours and with its provenance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from markupsafe import Markup

from backfile.plugins.addresses import undated_address
from backfile.plugins.citations.facts import Citation, citation_of
from backfile.plugins.citations.metadata import Said, json_ld, metas
from backfile.plugins.citations.plain import plain
from backfile.plugins.entries import Entry
from backfile.plugins.pages.citing import citation_files
from backfile.plugins.pages.place import Place, cut
from backfile.plugins.pages.provenance import amendments, provenance, rights_said, web_address
from backfile.plugins.pages.records import Link, Page, Row
from backfile.plugins.pages.records_texts import Citing, CommentaryPage
from backfile.plugins.pages.shell import feeds_of, shell_of
from backfile.plugins.shelves import Heading
from backfile.plugins.words import own_name


def commentary_pages(place: Place, year: int | None) -> Iterator[Page]:
    """A page for each entry of a year; topic by topic, so that each knows its neighbours."""
    for topic in place.shelf.topics:
        mine = topic.by_year.get(year, ())
        after, before = topic.beside(year) if mine else (None, None)
        for later, entry, earlier in zip((after, *mine), mine, (*mine[1:], before), strict=False):
            yield planned(place.at(entry.address), entry, topic, dated(earlier, entry), dated(later, entry))


def planned(place: Place, entry: Entry, topic: Heading, earlier: Entry | None, later: Entry | None) -> Page:
    """The page of an entry."""
    make = partial(commentary, entry=entry, topic=topic, earlier=earlier, later=later)
    others = {other.lang: other.address for other in place.archive.translations.get(entry.address, ())}
    parts = parts_of(place, entry, topic, earlier, later)
    return place.page("commentary.html", make, parts, others, entry.modified or entry.date)


def parts_of(place: Place, entry: Entry, topic: Heading, earlier: Entry | None, later: Entry | None) -> dict[str, str]:
    """All that the page of an entry depends on."""
    archive, shelf, address = place.archive, place.shelf, entry.address
    copies = archive.copies.get(address)
    return {
        "its text": entry.sign,
        "its topic": f"{topic.slug} {topic.is_timed}",
        "the names on it": "\t".join(names_on(place, entry)),
        "the same week": shelf.week_signs[entry.week] if entry.week else "",
        "earlier in its topic": earlier.sign if earlier else "",
        "later in its topic": later.sign if later else "",
        "its translations": "\t".join([other.sign for other in archive.translations.get(address, ())]),
        "its copies": place.listed(copies) if copies else "",
    }


def names_on(place: Place, entry: Entry) -> Iterator[str]:
    """Where the names on the page of an entry lead, and what its source is called."""
    named = place.shelf.named
    source = named["sources"][entry.source]
    yield from (named["authors"][name].slug for name in entry.authors)
    yield source.slug
    yield from (person.slug for person in place.shelf.people.get(entry.address, ()))
    yield place.heading_name("sources", source)


def dated(neighbour: Entry | None, entry: Entry) -> Entry | None:
    """A neighbour in time, which the undated do not have and are not."""
    return neighbour if neighbour and neighbour.week and entry.week else None


def commentary(
    place: Place, entry: Entry, topic: Heading, earlier: Entry | None, later: Entry | None
) -> CommentaryPage:
    """The page of one entry."""
    words, translations = place.words, place.archive.translations.get(entry.address, ())
    issue = place.shelf.weeks[entry.week] if entry.week else ()
    source = place.named("sources", entry.source)
    return CommentaryPage(
        shell=shell_of(
            place,
            entry.title,
            cut(entry.dek),
            {other.lang: other.address for other in translations},
            feeds_of(place, f"{place.lang}/{topic.slug}", place.topic_name(topic.name), topic.entries),
        ),
        title=entry.title,
        topic=place.topic(topic.name),
        week=place.week(entry.week) if entry.week else place.link(words.say("undated"), undated_address(place.lang)),
        span=words.span(entry.period.first, entry.period.last) if entry.period else "",
        mark=place.mark(entry.trend, entry.trend_phrase),
        authors=tuple(place.named("authors", name) for name in entry.authors),
        date=words.date(entry.date) if entry.date and not entry.dated_by_period else "",
        iso=entry.date.isoformat() if entry.date else "",
        modified=words.date(entry.modified) if entry.modified else "",
        source=replace(source, text=entry.publisher or source.text),
        original=web_address(entry.original),
        credit=entry.credit or "",
        summary=entry.standfirst,
        body=Markup(entry.body.html),  # noqa: S704  it has passed the allow-list: see bodies
        rights=entry.rights.value,
        also_in=tuple(translation(place, other) for other in translations),
        issue=tuple(neighbour(place, other) for other in issue if other is not entry),
        earlier=neighbour(place, earlier, topic=False) if earlier else None,
        later=neighbour(place, later, topic=False) if later else None,
        copies=tuple(neighbour(place, other) for other in place.archive.copies.get(entry.address, ())),
        people=tuple(place.named("names", person.name) for person in place.shelf.people.get(entry.address, ())),
        provenance=provenance(place, entry),
        amendments=amendments(words, entry),
        citing=citing(place, entry),
    )


def neighbour(place: Place, entry: Entry, *, topic: bool = True) -> Row:
    """Another commentary; a reference manager that found its ContextObject here would take it for this page's."""
    return replace(place.row(entry, dek=False, topic=topic), coins="")


def translation(place: Place, other: Entry) -> Link:
    """The way to the same commentary in another language."""
    return Link(own_name(other.lang), place.href(other.address), lang=other.lang, note=other.title)


def citing(place: Place, entry: Entry) -> Citing:
    """How an entry is cited."""
    site, words = place.archive.site, place.words
    citation = citation_of(entry, site)
    said = Said(site.name, cut(entry.dek), words.locale, rights_said(words, entry.rights.value))
    return Citing(
        sentence=plain(citation, words),
        files=citation_files(place),
        metas=metas(citation, entry, said),
        json_ld=json_ld(citation, entry, web_address(citation.original)),
        relations=relations(citation),
    )


def relations(citation: Citation) -> tuple[tuple[str, str], ...]:
    """Where to cite it (RFC 8574) and what it is a copy of (RFC 7089)."""
    pairs = (("cite-as", citation.url), ("original", web_address(citation.original)))
    return tuple((relation, address) for relation, address in pairs if address)
