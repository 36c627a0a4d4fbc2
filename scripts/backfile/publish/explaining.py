"""A page and a build's report go in; why the page was made, or was not, comes out in words."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from backfile.errors import SettingsError
from backfile.publish.outcome import BuildReport
from backfile.publish.record import read_record
from backfile.write.ledger import Ledger, Row, parts, read_ledger


def explain(report: BuildReport, page: str) -> str:
    """Why the build did with `page` what it did, in one line.

    `page` is an address in the site, the path of its file there or of a commentary's Markdown. Raises SettingsError if
    there is no such page.
    """
    ledger = read_ledger(report.release.with_name(f"{report.release.name}.ledger")) or Ledger()
    address = next((name for name in names(report, page) if (report.release / name).is_file()), None)
    if address is None:
        raise SettingsError(
            "there is no such page", where=page, advice="Name its address, such as en/index.html, or its Markdown file"
        )
    row = ledger.row(address)
    if row is None:
        return f"{address} is made by every build: nothing is noted down of what it is made of"
    return f"{address} {because(row, ledger, report)}"


def names(report: BuildReport, page: str) -> list[str]:
    """The addresses that a page may be meant by."""
    path = Path(page).resolve()
    found = [str(PurePosixPath(page))]
    found += [
        path.relative_to(place).as_posix() for place in (report.release, report.site) if path.is_relative_to(place)
    ]
    record = read_record(report.release.with_name(f"{report.release.name}.record"))
    if record:
        content = Path(record.content)
        markdown = path.relative_to(content).as_posix() if path.is_relative_to(content) else page
        found += [each.address for name, each in record.expected.items() if name == markdown]
    return [name for name in found if not Path(name).is_absolute()]


def because(row: Row, ledger: Ledger, report: BuildReport) -> str:
    """The end of the sentence."""
    known = ", ".join(parts(row, ledger.kinds.get(row.kind))) or "nothing else"
    if report.untouched:
        return f"was kept: nothing that goes into the site has changed. It is made of: {known}"
    why = ledger.why.get(row.address, ())
    if not why:
        return f"was kept: nothing that it is made of has changed. It is made of: {known}"
    if why == ("new",):
        return f"is new, or nothing was known of it. It is made of: {known}"
    return f"was made again, because this has changed: {', '.join(why)}"
