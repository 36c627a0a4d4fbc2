"""A place in, the ways to cite what is on its page out, and the page on citing and on the data."""

from __future__ import annotations

from backfile.plugins.addresses import ADDRESSES, cite_address, cite_page_address
from backfile.plugins.citations.facts import citation_of
from backfile.plugins.citations.forms import FORMS
from backfile.plugins.citations.plain import plain
from backfile.plugins.pages.place import Dataset, Place
from backfile.plugins.pages.records import Link
from backfile.plugins.pages.records_lists import CitePage, DataFile
from backfile.plugins.pages.shell import shell_of
from backfile.plugins.words import Words
from backfile.write.permalinks import NAME

KILO = 1000


def citation_files(place: Place) -> tuple[Link, ...]:
    """The files beside the place's page, the media type as the note."""
    return tuple(Link(name, place.href(cite_address(place.address, form)), note=kind) for form, name, kind in FORMS)


def cite_page(place: Place) -> CitePage:
    """How to cite, and the data on the whole archive."""
    say, others = place.words.say, place.others(cite_page_address, bool)
    lead = say("Every commentary, topic, author and year can be cited; the facts on all commentaries are one file.")
    return CitePage(
        shell=shell_of(place, say("Cite and data"), lead, others),
        title=say("Cite and data"),
        lead=lead,
        example=plain(citation_of(place.shelf.entries[0], place.archive.site), place.words),
        files=tuple(data_file(place, dataset) for dataset in place.archive.datasets()),
        lists=(
            place.link(say("Which page here keeps which address of a source"), ADDRESSES),
            place.link(say("Every address this archive has ever published"), NAME),
        ),
        columns=columns(place.words),
    )


def data_file(place: Place, dataset: Dataset) -> DataFile:
    """One file of data."""
    name = dataset.address.rpartition("/")[2]
    says = {
        "csv": place.words.say("a table, for a spreadsheet"),
        "jsonl": place.words.say("a record a line, for a program"),
        "csl.json": place.words.say("citations, for Zotero and the like"),
    }[name.partition(".")[2]]
    size = place.words.kilobytes(max(1, round(dataset.size / KILO)))
    return DataFile(place.link(name, dataset.address), says, size, dataset.digest)


def columns(words: Words) -> tuple[tuple[str, str], ...]:
    """The columns of the table that do not explain themselves."""
    say = words.say
    return (
        ("id", say("the same on every mirror and after every move")),
        ("date_from", say("“period” where the source prints no day and the last day of its period stands for it")),
        ("week", say("the ISO week that the commentary is filed under")),
        ("trend", say("better, unchanged or worse, as the source marks it")),
        ("translations", say("one key for all languages of a commentary")),
        ("capture", say("SHA-256 of the page as it was received")),
        ("gone", say("since when its source has it no more")),
        ("rights", say("how much of the text the archive may show")),
    )
