"""The files of the search index before they are made: each says by its key what its bytes depend on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple


class Part(NamedTuple):
    """A file that is not made yet: its address in the site, a digest of all that it is made of, and how it is made."""

    address: str
    key: str
    make: Callable[[], bytes]


def key_of(*said: object) -> str:
    """The digest of what something is made of."""
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def made_already(files: Iterable[tuple[str, bytes]]) -> Iterable[Part]:
    """Files that are made, as parts: their key is that of their bytes."""
    return (Part(address, hashlib.sha256(made).hexdigest(), partial(bytes, made)) for address, made in files)
