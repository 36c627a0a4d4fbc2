"""A link's address in, the address it leads to out, where that stands in the link itself: nobody is asked.

Mails count who follows a link by sending readers over an address of their own. Where the target is written in it, plain
or encoded, the link leads there at once; where only the owner knows it, the link stays as it is.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from binascii import Error
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from urllib.parse import parse_qsl, unquote, urlsplit

from backfile.model import Block, Run
from backfile.vocabularies import phrases

_WEB = re.compile(r"https?://[^\s\"'<>\\^`{|}]+", re.IGNORECASE)
_CODED = re.compile(r"[\w-]{16,}={0,2}")
_DEFENDED = re.compile(r"/v3/__(?P<address>.+?)__;", re.IGNORECASE)
_NO_REDIRECT = re.compile(r"(?:^|\.)(?:archive|translate|webcache)\.\w+|share|intent|login|signin|oauth|proxy", re.I)
_TARGETS = re.compile(
    r"(?:redirect|target|dest(?:ination)?|goto|out|link)(?:_?(?:to|ur[il]))?|ur[il]\d?|[ueqlrpdkt]|upn|to|href|data|location",
    re.IGNORECASE,
)
_DEEPEST = 5


def direct_blocks(blocks: tuple[Block, ...], *, everywhere: bool = False) -> tuple[Block, ...]:
    """The blocks with each link as direct as it can be; `everywhere` undoes those of unknown hosts too."""
    return tuple(
        replace(
            block,
            runs=_direct_runs(block.runs, everywhere),
            rows=tuple(tuple(_direct_runs(cell, everywhere) for cell in row) for row in block.rows),
        )
        for block in blocks
    )


def _direct_runs(runs: tuple[Run, ...], everywhere: bool) -> tuple[Run, ...]:
    return tuple(replace(run, href=direct(run.href, everywhere=everywhere)) if run.href else run for run in runs)


def direct(address: str, *, everywhere: bool = False) -> str:
    """The address that a redirect leads to, over as many as stand in each other; any other address as it is."""
    for _ in range(_DEEPEST):
        if not (everywhere or _known().match(address)) or (target := target_in(address)) is None:
            return address
        address = target
    return address


def is_counting(address: str) -> bool:
    """Whether an address only counts who follows it, and its target is not written in it."""
    return re.fullmatch(phrases("counting_addresses"), address, re.IGNORECASE) is not None


def target_in(address: str) -> str | None:
    """The one web address that is written in another; None if there is none, or more than one."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or _NO_REDIRECT.search(f"{parts.hostname or ''}"):
        return None
    if _NO_REDIRECT.search(parts.path):
        return None
    if found := _DEFENDED.search(address):
        return _whole(found["address"])
    written = {target for target in _written(parts.path, parts.query, parts.hostname or "") if target}
    return written.pop() if len(written) == 1 else None


def _written(path: str, query: str, host: str) -> Iterator[str | None]:
    """Every web address that a path or a query holds."""
    for name, value in parse_qsl(query):
        if not _TARGETS.fullmatch(name):
            continue
        if host.startswith("urldefense."):
            value = unquote(value.replace("-", "%").replace("_", "/"))
        yield _whole(value)
        yield from _decoded(value)
    for piece in path.split("/"):
        yield _whole(unquote(piece))
        yield from _decoded(piece)


def _whole(value: str) -> str | None:
    """A value that is a web address, once or twice percent-encoded."""
    for _ in range(3):
        if _WEB.fullmatch(value) and _is_sound(value):
            return value
        value = unquote(value)
    return None


def _decoded(value: str) -> Iterator[str | None]:
    """The first web address in what base64 holds, alone or in JSON or a signed token."""
    for coded in _CODED.findall(value):
        try:
            text = urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode("utf-8")
        except (Error, ValueError):
            continue
        found = _WEB.search(text.replace("\\/", "/"))
        yield found.group() if found and _is_sound(found.group()) else None


def _is_sound(address: str) -> bool:
    """Whether an address has a host with a dot in it."""
    try:
        return "." in (urlsplit(address).hostname or "")
    except ValueError:
        return False


@cache
def _known() -> re.Pattern[str]:
    return re.compile(phrases("redirects"), re.IGNORECASE)
