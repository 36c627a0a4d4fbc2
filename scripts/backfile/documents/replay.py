"""A page as a web archive shows it in, the page as it was captured out: no banner, no changed links, its own address.

The Wayback Machine and pywb put scripts and a banner into a page and lead its links through themselves. In the form
`id_` they do neither, and nothing is changed here.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from backfile.model.addresses import original_address

MOMENT = rb"\d{4,14}"
WAYBACK = rb"(?:https?:)?(?:\\?/){2}web(?:-static)?\.archive\.org"
REPLAY = re.compile(
    r"(?P<root>https?://[^/]+)(?P<path>/(?:[^/?#]+/)*?)(?P<moment>\d{4,14})(?P<kind>[a-z]{2}_)?/https?:/"
)
MARKS = (b"web.archive.org", b"WAYBACK TOOLBAR", b"WB Insert")
INSERTED = (
    re.compile(rb"<!-- BEGIN WAYBACK TOOLBAR INSERT -->.*?<!-- END WAYBACK TOOLBAR INSERT -->\s?", re.DOTALL),
    re.compile(
        rb"<script[^>]*\bsrc=[\"'][^\"']*archive\.org/[^>]*>.*?<!-- End Wayback Rewrite JS Include -->\s?", re.DOTALL
    ),
    re.compile(rb"<!--\s*(?:FILE ARCHIVED ON|playback timings).*?-->\s?", re.DOTALL),
    re.compile(
        rb"<!-- (?:WB Insert|BEGIN WB INSERT) -->.*?<!-- (?:End WB Insert|END WB INSERT) -->\s?",
        re.DOTALL | re.IGNORECASE,
    ),
)


@dataclass(frozen=True, slots=True)
class Replayed:
    """A page out of a web archive: its bytes as captured, its own address, and when the archive took it, in UTC."""

    body: bytes
    address: str
    moment: dt.datetime | None


def undo_replay(body: bytes, address: str = "") -> Replayed:
    """The page in an archive's answer. `address` is where it was asked, "" for a page saved from the Wayback Machine.

    A page that no archive has touched comes back as it is. Only whole addresses that lead through the archive are
    changed back; everything else stays byte for byte.
    """
    found = REPLAY.match(address)
    if found is None and not any(mark in body for mark in MARKS):
        return Replayed(body, original_address(address), None)
    for pattern in INSERTED:
        body = pattern.sub(b"", body)
    roots = [WAYBACK + rb"(?:\\?/)web"]
    if found:
        place, path = re.escape(found["root"].partition(":")[2].encode()), found["path"].rstrip("/").encode()
        slashes = rb"(?:\\?/)".join(map(re.escape, path.split(b"/")))
        roots.append(rb"(?:(?:https?:)?" + place.replace(rb"/", rb"\\?/") + rb")?" + slashes)
    elif b"web.archive.org" in body:
        roots.append(rb"(?<![\w.])/web")
    held = rb"(?=https?:\\?/|mailto:|//)"
    body = re.sub(rb"(?:" + rb"|".join(roots) + rb")\\?/" + MOMENT + rb"(?:[a-z]{2}_)?\\?/" + held, b"", body)
    return Replayed(body, original_address(address), moment_of(found["moment"]) if found else None)


def moment_of(digits: str) -> dt.datetime | None:
    """The moment that an archive writes as digits, as far as they go; None if there is no such one."""
    whole = digits + "00000101000000"[len(digits) :]
    try:
        return dt.datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    except ValueError:
        return None
