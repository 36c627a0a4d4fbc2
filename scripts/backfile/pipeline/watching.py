"""The items of a stage come in and go out again, while somebody is shown how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Watch(Protocol):
    """Shows the progress of a stage while its items are taken."""

    def __call__(self, items: Iterable[Item], stage: str) -> Iterable[Item]:
        """The same items."""


def unwatched(items: Iterable[Item], stage: str) -> Iterable[Item]:
    """The items, with no progress shown."""
    return items
