"""A WACZ file in, the pages of the WARC files in it out; what its own list of files states must hold."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from backfile.errors import CaptureError, DamagedCapture
from backfile.inputs.containers.gzip_members import MAGIC
from backfile.inputs.containers.warc import Walk
from backfile.inputs.containers.zips import broken, member, member_stream, unzipped
from backfile.inputs.found import Found, FoundFile, Refused

LIST = "datapackage.json"
_WARC = re.compile(r"archive/.+\.warc(\.gz)?", re.IGNORECASE)
_ALGORITHMS = ("sha256", "sha512", "sha1", "md5")
_AGAIN = "Download the file again"


def read_wacz(file: FoundFile) -> Iterator[Found]:
    """The pages of all WARC files in a WACZ file, one after the other by name."""
    with unzipped(file) as archive:
        if archive is None:
            yield Refused(file.origin, broken(file))
            return
        walk = Walk(file)
        for found in _found(archive, walk, file):
            walk.told = True
            yield found
        yield from walk.rest()


def _found(archive: zipfile.ZipFile, walk: Walk, file: FoundFile) -> Iterator[Found]:
    try:
        stated = digests(member(archive, archive.getinfo(LIST), file.origin))
    except (CaptureError, KeyError, ValueError, RecursionError):
        stated = {}
        yield _damaged(f"its {LIST} cannot be read, so what it states was not checked", file)
    warcs = sorted((info for info in archive.infolist() if _WARC.fullmatch(info.filename)), key=lambda i: i.filename)
    names = {info.filename for info in warcs}
    for missing in sorted(name for name in stated if _WARC.fullmatch(name) and name not in names):
        yield _damaged(f"{missing}, which its list names, is not in it", file)
    for info in warcs:
        with member_stream(archive, info, file.origin) as (stream, problem):
            if problem is not None:
                yield Refused(file.origin, problem)
            elif not has_digest(stream, stated.get(info.filename, "")):
                yield _damaged(f"{info.filename} in it has not the digest that its list states", file)
            if problem is None or stream.read(len(MAGIC)) == MAGIC:  # a gzipped one can tell its whole records itself
                yield from walk.members(stream)


def digests(package: bytes) -> Mapping[str, str]:
    """The digest that the list states for each file. Raises ValueError if it is no such list."""
    said = json.loads(package)
    resources = said.get("resources") if isinstance(said, dict) else None
    if not isinstance(resources, list):
        raise ValueError("no list of resources")
    named = [resource for resource in resources if isinstance(resource, dict)]
    return {str(resource.get("path", "")): str(resource.get("hash", "")) for resource in named}


def has_digest(stream: BinaryIO, stated: str) -> bool:
    """Whether a stream has the digest that is stated for it; yes if none is stated in a known form."""
    algorithm, _, value = stated.rpartition(":")
    if not value or (algorithm or "sha256") not in _ALGORITHMS:
        return True
    found = hashlib.new(algorithm or "sha256", usedforsecurity=False)
    while data := stream.read(1 << 20):
        found.update(data)
    stream.seek(0)
    return found.hexdigest() == value.lower()


def _damaged(text: str, file: FoundFile) -> Refused:
    return Refused(file.origin, DamagedCapture(text, where=file.origin, advice=_AGAIN))
