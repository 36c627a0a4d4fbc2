"""A container that was found in, a seekable stream of all its bytes out, without all of them in memory."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO

from backfile.inputs.found import FoundFile


@contextmanager
def opened(file: FoundFile) -> Iterator[BinaryIO]:
    """The file's bytes as a stream: from the disk if only its beginning was read."""
    if file.whole:
        yield io.BytesIO(file.body)
    else:
        with (file.unpacked or file.path).open("rb") as stream:
            yield stream


def counted(passed: Mapping[str, int]) -> str:
    """Things, in the plural, and how many there are of each, as words: `pictures: 3, scripts: 1`."""
    return ", ".join(f"{name}: {count}" for name, count in sorted(passed.items()))
