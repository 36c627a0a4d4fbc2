"""What a file of the search index is made of in, the planned file out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

from backfile.plugins.planning import Planned
from backfile.write.ledger import SIGNS


def planned(address: str, digest: str, make: Callable[[], bytes]) -> Planned:
    """A file that is made of commentaries, of all of which this is the digest."""
    return Planned(address, {"its commentaries": digest[:SIGNS]}, make)


def key_of(*said: object) -> str:
    """The digest of what something is made of."""
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
