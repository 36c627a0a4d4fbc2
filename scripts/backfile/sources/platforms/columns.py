"""The family of dated columns: day, title, author and body, on an institute's site or in a blog that reposts it."""

from __future__ import annotations

from backfile.sources.platforms.layout import Field, Layout, Pattern, Slot, wording
from backfile.sources.platforms.shapes import AUTHOR, CREDIT, DAY

COMMENTS = wording(r"no comments:?", r"\d+ comments?:?", r"няма каментароў:?", r"комментариев нет:?")


def dated_column(
    name: str,
    *,
    marks: tuple[Pattern, ...],
    ends: tuple[Pattern, ...],
    furniture: tuple[Pattern, ...] = (),
    absent: tuple[Pattern, ...] = (),
) -> Layout:
    """Day, title, author, body."""
    return Layout(
        name=name,
        head=(
            Slot(Field.PUBLISHED, DAY, required=True),
            Slot(Field.TITLE, required=True),
            Slot(Field.TITLE_AGAIN, repeated=True),
            Slot(Field.AUTHOR, AUTHOR, required=True),
            Slot(Field.TITLE_AGAIN, repeated=True),
            Slot(Field.CREDIT, CREDIT),
        ),
        marks=marks,
        ends=ends,
        furniture=furniture,
        absent=absent,
    )
