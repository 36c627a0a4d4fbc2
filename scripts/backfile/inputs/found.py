"""What a walk through files finds: a file that can be read, one that was left out on purpose, one that was refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from backfile.errors import BackfileError


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that can be read. `origin` is its name relative to the folder that was named, the same on any machine.

    `path` is where it lies and `folder` the folder that was named, or the file's own if it was named itself. A file
    inside a container has the origin `<container>#<name>`, or its own address, and the container's path. `captured` is
    when it was saved and `charset` what it was sent as, where the file itself or its container says so. A large
    container is not `whole`: its body is only its beginning, and the rest is to be read from its path, or from where it
    was `unpacked` to for as long as it is read.
    """

    origin: str
    body: bytes
    media_type: str
    path: Path
    folder: Path
    captured: dt.datetime | None = None
    charset: str | None = None
    whole: bool = True
    unpacked: Path | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """A file that was left out on purpose: a picture or a style sheet that is no page of its own."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A file or folder that could not be read."""

    origin: str
    error: BackfileError


Found = FoundFile | Passed | Refused
