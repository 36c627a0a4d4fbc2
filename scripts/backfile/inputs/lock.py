"""The capture store's folder comes in; for as long as it is held, no other run may write to it."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from backfile.errors import SettingsError

_LOCK = ".lock"
_HOLDER = ".lock-holder"


class LockHeld(SettingsError):
    """Another run is writing to the same store."""


@contextmanager
def hold(store: Path) -> Iterator[None]:
    """Holds `store` until the block ends, however it ends: the system frees the lock of a dead process.

    Raises LockHeld, naming the process, its host and since when, if another run holds it.
    """
    store.mkdir(parents=True, exist_ok=True)
    lock, holder = FileLock(store / _LOCK), store / _HOLDER
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LockHeld(
            f"another run is at work: {_named(holder)}",
            where=str(store),
            advice="Wait until it has finished, then run again",
        ) from error
    try:
        since = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        holder.write_text(f"process {os.getpid()} on {platform.node()} since {since}\n", encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _named(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8").strip() or "it has not said yet which"
    except FileNotFoundError:
        return "it has not said yet which"
