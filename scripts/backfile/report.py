"""What one run did, its outcomes in; its words for an editor or its JSON for a program out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from backfile.model import Commentary, Kind, Note, Reading, Status

TITLES = {
    Status.NEW: "New",
    Status.CHANGED: "Changed",
    Status.SKIPPED: "Skipped",
    Status.CONFLICT: "Conflicts",
    Status.FAILED: "Failed",
}
WORD = re.compile(r"\w+")
ALIKE = 5
"""Commentaries of which the same is said one by one; of more it is said once."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of a run's report."""

    status: Status
    origin: str
    reason: str = ""
    advice: str = ""
    path: str | None = None
    capture: str | None = None
    commentary: Commentary | None = None
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What one run did; `warnings` belong to the run as a whole, `told` are its first lines, one for each source."""

    outcomes: tuple[Outcome, ...] = ()
    warnings: tuple[Note, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether anything did not go well."""
        return any(o.status in (Status.FAILED, Status.CONFLICT) for o in self.outcomes)


def as_text(report: Report) -> str:
    """The report as an editor reads it: new, changed, skipped, failed, then what changed at a source, what is
    uncertain, then a count.

    What was uncertain about a commentary that has not changed is told in the JSON, and by its file's header.
    """
    parts = ["\n".join(report.told)] if report.told else []
    parts += [section(TITLES[status], lines) for status in TITLES if (lines := [*with_status(report, status)])]
    fresh = [outcome for outcome in report.outcomes if outcome.status is not Status.UNCHANGED]
    if changed := [line for outcome in fresh for line in changes(outcome)]:
        parts.append(section("Changed at the source", changed))
    if uncertain := summed_up([doubt for outcome in fresh for doubt in doubts(outcome)]):
        parts.append(section("Uncertain", uncertain))
    if report.warnings:
        parts.append(section("Warnings", [f"{note.text}. {note.advice}".strip(" .") for note in report.warnings]))
    return "\n\n".join([*parts, summary(report)])


def section(title: str, lines: list[str]) -> str:
    """A title and its lines."""
    return "\n".join([f"{title} ({len(lines)})", *(f"  {line}" for line in lines)])


def with_status(report: Report, status: Status) -> Iterator[str]:
    """One line for each outcome of a status: where, why, what to do."""
    for outcome in report.outcomes:
        if outcome.status is status:
            said = ". ".join(text for text in (outcome.reason, outcome.advice) if text)
            name = outcome.origin if status is Status.SKIPPED else outcome.path or outcome.origin
            yield one_line(f"{name}: {said}" if said else f"{name} ← {outcome.origin}")


def one_line(text: str) -> str:
    """The text with line breaks shown, as a name of a file may hold them."""
    return text.replace("\n", "\\n").replace("\r", "\\r")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that is uncertain about the commentary called `name`, and what to do; `place` is a line, 0 for none."""

    name: str
    text: str
    place: int = 0

    def __str__(self) -> str:
        """The doubt as one line."""
        return f"{self.name}, line {self.place}: {self.text}" if self.place else f"{self.name}: {self.text}"


def doubts(outcome: Outcome) -> Iterator[Doubt]:
    """What a commentary lacks, each repair and each note on it, and what changed since its last capture."""
    commentary = outcome.commentary
    if commentary is None or outcome.status is Status.SKIPPED:
        return
    name = outcome.path or outcome.origin
    if commentary.missing:
        yield Doubt(name, f"missing {', '.join(commentary.missing)}. Add what you know to the header")
    for repair in commentary.repairs:
        yield Doubt(name, f"{repair.rule}: {repair.before} → {repair.after}. Check it", repair.place)
    for note in commentary.notes:
        yield Doubt(name, note.text + (f". {note.advice}" if note.advice else ""), note.place)


def summed_up(doubts: Sequence[Doubt]) -> list[str]:
    """The doubts line by line; what is said of many commentaries stands once, with their number and one of them."""
    alike: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        alike.setdefault(doubt.text, []).append(doubt)
    lines: list[str] = []
    for text, found in alike.items():
        names = list(dict.fromkeys(doubt.name for doubt in found))
        few = len(names) <= ALIKE
        lines += map(str, found) if few else [f"{len(names)} commentaries, such as {names[0]}: {text}"]
    return lines


def changes(outcome: Outcome) -> Iterator[str]:
    """One line for each place at which a source says otherwise than before."""
    for change in outcome.commentary.changes if outcome.commentary and outcome.status is not Status.SKIPPED else ():
        name = outcome.path or outcome.origin
        yield f"{name}, {change.place}: {change.before or 'nothing'} → {change.after or 'nothing'}"


def summary(report: Report) -> str:
    """The count of each status, in one line."""
    counts = {status: sum(outcome.status is status for outcome in report.outcomes) for status in Status}
    uncertain = sum(any(doubts(outcome)) for outcome in report.outcomes)
    told = [f"{count} {status}" for status, count in counts.items() if count]
    return f"{', '.join(told) or 'nothing to do'}; {uncertain} uncertain"


def as_json(report: Report) -> str:
    """The report as one JSON object: `outcomes`, `warnings`, `counts` and whether anything `failed`."""
    counts = {status: sum(outcome.status is status for outcome in report.outcomes) for status in Status}
    whole = {
        "outcomes": [outcome_object(outcome) for outcome in report.outcomes],
        "sources": report.told,
        "warnings": [asdict(note) for note in report.warnings],
        "counts": counts,
        "failed": report.failed,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def outcome_object(outcome: Outcome) -> dict[str, object]:
    """One outcome as a JSON object; what was read stands in `commentary`."""
    fields: dict[str, object] = {
        name: getattr(outcome, name) for name in ("status", "origin", "path", "reason", "advice", "capture")
    }
    fields["uncertain"] = [str(doubt) for doubt in doubts(outcome)]
    if outcome.commentary is not None:
        layout = outcome.reading.layout if outcome.reading else None
        fields["commentary"] = {"layout": layout, **commentary_object(outcome.commentary)}
    return fields


def commentary_object(commentary: Commentary) -> dict[str, object]:
    """A commentary's facts and the measure of its body, without its text."""
    facts = {
        "title": commentary.title,
        "source": commentary.source,
        "generic": commentary.generic,
        "language": commentary.language,
        "published": commentary.published.isoformat() if commentary.published else None,
        "period": str(commentary.period) if commentary.period else None,
        "topic": commentary.topic,
        "trend": commentary.trend,
        "authors": commentary.authors,
        "credit": commentary.credit,
        "summary": commentary.summary,
        "publisher": commentary.publisher,
        "first_published": commentary.first_published,
        "original": commentary.url,
        "missing": commentary.missing,
        "repairs": [asdict(repair) for repair in commentary.repairs],
        "changes": [f"{change.place}: {change.before} → {change.after}" for change in commentary.changes],
        "cuts": [asdict(cut) for cut in commentary.cuts],
        "notes": [asdict(note) for note in commentary.notes],
    }
    return {**facts, "body": body_measure(commentary)}


def body_measure(commentary: Commentary) -> dict[str, object]:
    """Paragraphs, headings and words of a body, and the sha256 of its paragraphs joined by one blank line."""
    paragraphs = [block.text for block in commentary.body if block.kind is Kind.PARAGRAPH]
    whole = "\n\n".join(paragraphs)
    return {
        "paragraphs": len(paragraphs),
        "headings": sum(block.kind is Kind.HEADING for block in commentary.body),
        "words": len(WORD.findall(whole)),
        "sha256": hashlib.sha256(whole.encode()).hexdigest(),
    }
