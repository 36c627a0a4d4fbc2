"""A folder of Markdown files in, the site's entries out: each version of a file's bytes is read once and remembered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from backfile.crew import shared
from backfile.errors import HeaderError
from backfile.plugins.copies import MARKS, marks_text
from backfile.plugins.entries import Body, Entry
from backfile.plugins.facts import entry_of, facts_text
from backfile.plugins.memory import Memory
from backfile.plugins.reading import Manner, reader_of
from backfile.plugins.search.fields import terms_in
from backfile.plugins.search.growth import TERMS, text_of
from backfile.write.walk import named_files

STAMPS, FACTS, BODIES = "stamps", "facts", "bodies"
UNSETTLED = 2_000_000_000  # nanoseconds: a file that is younger may change again and bear the same time
BATCH = 64  # files are remembered in one step
AT_HAND = 64  # bodies: a page asks more than once for its own
FEW = 500  # files are read here; more are shared with other processes


class Found(NamedTuple):
    """A Markdown file: its name below the content, its size, times and number on the disk, and its last change."""

    name: str
    stamp: str
    changed: int


class Made(NamedTuple):
    """What was read of a file: the digest of its bytes, and by kind what is remembered under that digest."""

    digest: str
    kept: Mapping[str, bytes]


def read_entries(content: Path, memory: Memory, manner: Manner) -> Iterator[Entry]:
    """Every Markdown file below `content`, in the order of their paths; any error names its file and stops."""
    files, facts, stamps = list(files_in(content)), memory.recall_all(FACTS), memory.recall_all(STAMPS)
    digests = known_digests(files, content, stamps, look=bool(facts))
    unread = [file for file in files if digests.get(file.name) not in facts]
    for file, made in read_anew(unread, content, memory, manner):
        digests[file.name], facts[made.digest] = made.digest, made.kept[FACTS]
    memory.remember(STAMPS, settled(files, digests, stamps, memory.moment()))
    if unread:
        memory.keep_only(STAMPS, digests.keys())
        for kind in (FACTS, BODIES, MARKS):
            memory.keep_only(kind, {*digests.values()})
    bodies = Bodies(content, memory, manner)
    for file in files:
        digest = digests[file.name]
        yield entry_of(facts[digest], file.name, load=partial(bodies.load, file.name, digest))


def files_in(content: Path) -> Iterator[Found]:
    """The Markdown files below the content. Raises HeaderError for one that is a link."""
    for name, entry in named_files(content):
        if entry.is_symlink():
            raise HeaderError("is a link", where=entry.path, advice="Put the file itself here")
        seen = entry.stat(follow_symlinks=False)
        stamp = f"{seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_ino}"
        yield Found(name, stamp, max(seen.st_mtime_ns, seen.st_ctime_ns))


def known_digests(files: Sequence[Found], content: Path, stamps: Mapping[str, bytes], *, look: bool) -> dict[str, str]:
    """The digests of files that are as they were when they were last read, by name; of the others too if to `look`."""
    found = dict[str, str]()
    for file in files:
        stamp, _, digest = stamps.get(file.name, b"").decode().rpartition(" ")
        if stamp == file.stamp:
            found[file.name] = digest
        elif look:
            found[file.name] = hashlib.sha256((content / file.name).read_bytes()).hexdigest()
    return found


def settled(
    files: Sequence[Found], digests: Mapping[str, str], stamps: Mapping[str, bytes], moment: int
) -> Iterator[tuple[str, bytes]]:
    """What tells that a file is still the same without a look into it, for those that have been so for a while.

    `moment` is the time by the clock of the file system, which has stamped the files too; `stamps` are known already.
    """
    for file in files:
        stamp = f"{file.stamp} {digests[file.name]}".encode()
        if file.changed < moment - UNSETTLED and stamps.get(file.name) != stamp:
            yield file.name, stamp


def read_anew(files: Sequence[Found], content: Path, memory: Memory, manner: Manner) -> Iterator[tuple[Found, Made]]:
    """What is read of files, in order, each remembered when it is read."""
    work = partial(read_file, content, manner)
    read = zip(files, shared(work, [file.name for file in files], alone=FEW), strict=True)
    while batch := list(islice(read, BATCH)):
        for kind in batch[0][1].kept:
            memory.remember(kind, [(made.digest, made.kept[kind]) for _, made in batch])
        yield from batch


def read_file(content: Path, manner: Manner, name: str) -> Made:
    """All that depends on one file alone, since the text is at hand. Raises HeaderError, which names the file."""
    entry = reader_of(manner).entry((content / name).read_bytes(), name)
    kept = {FACTS: facts_text(entry), BODIES: body_text(entry.body)}
    return Made(entry.digest, {**kept, MARKS: marks_text(entry), TERMS: text_of(terms_in(entry))})


def body_text(body: Body) -> bytes:
    """A body as it is remembered."""
    return json.dumps(astuple(body), ensure_ascii=False, separators=(",", ":")).encode()


def body_of_text(text: bytes) -> Body:
    """A body as it was remembered."""
    html, lead, plain, images = json.loads(text)
    return Body(html, lead, plain, tuple(images))


class Bodies:
    """The bodies of entries, for as long as a build lasts."""

    def __init__(self, content: Path, memory: Memory, manner: Manner) -> None:
        self._content, self._memory, self._manner = content, memory, manner
        self._at_hand = lru_cache(AT_HAND)(self._recalled)

    def load(self, name: str, digest: str) -> Body:
        """The body of a file whose bytes have this digest. Raises HeaderError if the file has changed since."""
        return self._at_hand(name, digest)

    def _recalled(self, name: str, digest: str) -> Body:
        text = self._memory.recall(BODIES, digest)
        if text is None:  # the memory was lost in the middle of a build
            made = read_file(self._content, self._manner, name)
            if made.digest != digest:
                raise HeaderError("was changed while the site was built", where=name, advice="Build again")
            text = made.kept[BODIES]
        return body_of_text(text)
