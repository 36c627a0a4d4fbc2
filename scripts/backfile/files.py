"""Bytes and a path come in; the file is there whole, or as it was before."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_LEFTOVER = ".backfile-*.part"


def write_whole(path: Path, data: bytes) -> bool:
    """Puts `data` at `path` in one step, with the folders above it; False if these bytes already stand there."""
    if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".backfile-{os.getpid()}.part")
    part.unlink(missing_ok=True)
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    flush(path.parent)
    return True


def remove(path: Path) -> None:
    """Removes a file of ours, if it is there."""
    if path.exists():
        path.unlink()
        flush(path.parent)


def clear_leftovers(root: Path) -> None:
    """Removes what killed runs left half-written below `root`."""
    for part in root.rglob(_LEFTOVER):
        part.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Makes one file, or the names in one folder, survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
