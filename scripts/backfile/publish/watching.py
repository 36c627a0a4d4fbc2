"""Folders and files go in; each time that something in them has changed, a word comes out, until the end is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from watchfiles import watch

from backfile.publish.ingredients import PACKAGE
from backfile.publish.settings import told

QUIET = 40
"""Milliseconds without a change after which an edit counts as done: an editor's program writes in several steps."""
LONGEST = 400
PULSE = 200


def places(content: Path, settings: Path) -> tuple[Path, ...]:
    """What the site is made of, as far as the settings say it in plain data."""
    known = told(settings)
    found = (content, settings, PACKAGE, *((known.theme, *known.plugins) if known else ()))
    return tuple(dict.fromkeys(path.resolve() for path in found if path.exists()))


def changes(watched: Sequence[Path], end: Event) -> Iterator[None]:
    """A word as soon as no edit is missed any more, then one for each edit, or for several in one moment."""
    waiting = watch(
        *watched,
        stop_event=end,
        debounce=LONGEST,
        step=QUIET,
        rust_timeout=PULSE,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    first = True
    for found in waiting:
        if found or first:
            first = False
            yield None
