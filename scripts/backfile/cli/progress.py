"""A terminal and the items of a stage come in; the items go out while it shows how far the stage is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

Item = TypeVar("Item")
WIDEST = 60
"""Letters of an item that are shown."""


class Rate(ProgressColumn):
    """Items a second, or a minute where they are slow."""

    def render(self, task: Task) -> Text:
        """The rate of one stage; nothing before it is known."""
        speed = task.finished_speed or task.speed
        if not speed:
            return Text("")
        return Text(f"{speed:.1f}/s" if speed >= 1 else f"{speed * 60:.0f}/min")


class Shown:
    """Shows a stage in the terminal: its name, how many of how many, the rate, what remains, and the item at hand."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def __call__(self, items: Iterable[Item], stage: str) -> Iterator[Item]:
        """The same items."""
        if not self._console.is_terminal:
            yield from items
            return
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(20),
            MofNCompleteColumn(),
            Rate(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[item]}", markup=False),
        )
        with Progress(*columns, console=self._console, transient=True) as progress:
            task = progress.add_task(stage, total=len(items) if isinstance(items, Sized) else None, item="")
            for item in items:
                progress.update(task, item=named(item))
                yield item
                progress.advance(task)


def named(item: object) -> str:
    """What an item is called: its address or its origin, cut at the front if it is long."""
    text = str(getattr(item, "url", None) or getattr(item, "origin", None) or "")
    return text if len(text) <= WIDEST else f"…{text[1 - WIDEST :]}"
