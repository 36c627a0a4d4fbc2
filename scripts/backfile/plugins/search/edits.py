"""Two lists of digests in, where one differs from the other out, unless too much of it does."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

MANY = 4  # where every fourth commentary is another, rows are made anew sooner than changed
MOVES = 8  # each looks through all rows


class Edit(NamedTuple):
    """Places in a list, and the places in another one of what stands there instead."""

    before: range
    after: range

    @property
    def distance(self) -> int:
        """How far all that comes behind has moved."""
        return len(self.after) - len(self.before)


def edits_between(before: Sequence[str], after: Sequence[str]) -> Sequence[Edit] | None:
    """The edits that make of one list another, None if they are so many that it is better to begin anew."""
    if len({*before}.difference(after)) * MANY > len(before):
        return None
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    edits = [Edit(range(a, b), range(c, d)) for kind, a, b, c, d in steps if kind != "equal"]
    places = sum(max(map(len, edit)) for edit in edits)
    moves = sum(1 for edit in edits if edit.distance)
    return None if places * MANY > len(after) or moves > MOVES else edits
