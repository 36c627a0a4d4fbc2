"""A Markdown file with front matter in, the file itself out if it is published.

A draft, a planned or an expired one is left out; one whose front matter cannot be read is refused, as it might be one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from backfile.errors import DamagedCapture
from backfile.formats.front_matter import Matter, Unreadable, read_matter
from backfile.formats.front_matter_keys import opened_out, unknown_keys
from backfile.formats.media_types import MARKDOWN
from backfile.inputs.containers.streams import counted
from backfile.inputs.found import Found, FoundFile, Passed, Refused

_YES, _NO = ("true", "yes", "on", "1", "y"), ("false", "no", "off", "0", "n", "")
_HIDING = ("draft", "private", "hidden", "unlisted", "headless", "eleventyexcludefromcollections")
_STATES = {"draft": "is a draft", "hidden": "is hidden", "private": "is private", "skip": "is to be skipped"}
_SHOWN_STATES = ("published", "publish", "public", "")
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)-.")
_BEFORE_ZONE = re.compile(r"\s+(?=(?:[+-]\d\d:?\d\d|Z)\Z)")
_ADVICE = "Correct it; until then nobody can tell whether it is a draft"


def read_markdown(file: FoundFile, now: dt.datetime | None = None) -> Iterator[Found]:
    """The file, or why it is left out, as things stand `now`."""
    try:
        matter = read_matter(text_of(file.body))
        reason = None if matter is None else withheld(opened_out(matter), file.origin, now or dt.datetime.now(dt.UTC))
    except Unreadable as error:
        where = f"{file.origin}:{error.line}"
        problem = DamagedCapture(f"its front matter is not understood ({error})", where=where, advice=_ADVICE)
        yield Refused(file.origin, problem)
        return
    yield Passed(file.origin, reason) if reason else file


def keys_not_kept(found: Iterable[Found], name: str) -> Iterator[Found]:
    """The same finds, and behind the last one a line on the keys of front matter that nothing is known of."""
    keys: Counter[str] = Counter()
    for one in found:
        if isinstance(one, FoundFile) and one.media_type == MARKDOWN:
            matter = read_matter(text_of(one.body))
            keys.update(unknown_keys(matter) if matter else ())
        yield one
    if keys:
        yield Passed(name, f"keys of front matter that are not kept, and in how many files: {counted(keys)}")


def text_of(body: bytes) -> str:
    """The letters of a file, good enough for its keys, whatever its charset."""
    wide = body.startswith((b"\xff\xfe", b"\xfe\xff"))
    return body.decode("utf-16" if wide else "utf-8-sig", "replace")


def withheld(matter: Matter, origin: str, now: dt.datetime) -> str | None:
    """Why a file is not published; None if it is. Raises Unreadable for a value that could mean either."""
    path = PurePosixPath(origin)
    if path.stem == "_index":
        return "is the page of a section, not a text"
    if "_drafts" in path.parts or any(_is_set(matter, key) for key in _HIDING):
        return "is a draft or hidden"
    if "published" in matter.said and matter.text("published").lower() in _NO:
        return "is not published"
    if matter.text("permalink").lower() == "false":
        return "has no page of its own"
    state = matter.text("status").lower()
    if state not in _SHOWN_STATES:
        return _STATES.get(state) or _unclear("status", state)
    return _out_of_time(matter, path, now)


def _is_set(matter: Matter, key: str) -> bool:
    said = matter.text(key).lower()
    if said not in (*_YES, *_NO):
        _unclear(key, said)
    return said in _YES


def _unclear(key: str, said: str) -> str:
    raise Unreadable(f"{key}: {said}", 1)


def _out_of_time(matter: Matter, path: PurePosixPath, now: dt.datetime) -> str | None:
    dated = _DATED.match(path.name)
    stated = [matter.text(key) for key in ("publishdate", "date", "pubdate")] + ([dated.group(1)] if dated else [])
    first = next((moment for text in stated if (moment := moment_of(text))), None)
    if first and first > now:
        return "is planned for later"
    last = moment_of(matter.text("expirydate"))
    return "has expired" if last and last <= now else None


def moment_of(printed: str) -> dt.datetime | None:
    """The moment that an ISO date prints, in UTC where it names no zone; None for any other text."""
    try:
        moment = dt.datetime.fromisoformat(_BEFORE_ZONE.sub("", printed))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
