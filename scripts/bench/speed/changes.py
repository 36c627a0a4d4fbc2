"""A site's folder and what happens to an archive in, the folder changed out; each change can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.speed.texts import Text, edited, next_issue, renamed
from bench.speed.tools import Tool

COLD = "cold"
CHANGES = (COLD, "no_change", "six_new", "one_edited", "one_renamed", "template")
END = "</article>"
ADDED = "<p>As printed.</p>\n"


@dataclass(frozen=True, slots=True)
class Edit:
    """One file before and after; None where there is no such file."""

    path: str
    before: str | None
    after: str | None

    @property
    def reverse(self) -> Edit:
        """What takes it back."""
        return Edit(self.path, self.after, self.before)


def changes(tool: Tool, template: str, chosen: Sequence[Text]) -> Mapping[str, tuple[Edit, ...]]:
    """What each change edits, in their order; of the two chosen texts one is edited and one renamed."""
    one, other = chosen
    return {
        COLD: (),
        "no_change": (),
        "six_new": tuple(replaced(tool, None, text) for text in next_issue()),
        "one_edited": (replaced(tool, one, edited(one)),),
        "one_renamed": (removed(tool, other), replaced(tool, None, renamed(other))),
        "template": (Edit(tool.template, template, with_line(template)),),
    }


def replaced(tool: Tool, before: Text | None, after: Text) -> Edit:
    """The edit that writes a text in the place of what stands there."""
    path, written = tool.file_of(after)
    return Edit(f"content/{path}", tool.file_of(before)[1] if before else None, written)


def removed(tool: Tool, text: Text) -> Edit:
    """The edit that takes a text away."""
    path, written = tool.file_of(text)
    return Edit(f"content/{path}", written, None)


def with_line(template: str) -> str:
    """An article's template that prints one line more at the end of each."""
    head, end, tail = template.rpartition(END)
    if not end:
        raise ValueError(f"the template has no {END}")
    return f"{head}{ADDED}{end}{tail}"


def apply(edits: Sequence[Edit], folder: Path) -> None:
    """Make the edits in a site's folder."""
    for edit in edits:
        path = folder / edit.path
        if edit.after is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(edit.after, "utf-8")
