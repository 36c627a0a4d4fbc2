"""A web archive's index (CDX) in, as the Wayback Machine and pywb write it; the newest good copy of each page out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode, urlsplit

from backfile.discovery.indexes import Answer, Index, Item, Skip, Way
from backfile.model import Listed
from backfile.model.addresses import fold

LIMIT = 5000
FIELDS = ("timestamp", "original", "mimetype", "statuscode")
SPELLINGS = {"url": "original", "mime": "mimetype", "status": "statuscode"}
"""pywb's names of the fields → the Wayback Machine's."""

MOMENT = re.compile(r"\d{14}")


@dataclass(frozen=True, slots=True)
class Copy:
    """One good copy of a page in a web archive: when it was taken and of which address."""

    moment: str
    original: str


def is_wayback(endpoint: str) -> bool:
    """Whether an endpoint speaks as the Wayback Machine's CDX server does; pywb's stands at `/<collection>/cdx`."""
    return "/cdx/search" in urlsplit(endpoint).path or urlsplit(endpoint).path.rstrip("/").endswith("/timemap/cdx")


def cdx_index(endpoint: str, home: str) -> Index:
    """The index of all copies of pages below a site's home, in the web archive with this endpoint."""
    return Index(_asked(endpoint, home, ""), Way.CDX, chain=f"{endpoint} {home}", depth=1)


def _asked(endpoint: str, home: str, resume: str) -> str:
    parts = urlsplit(home)
    whole = parts.path.strip("/") == ""
    asked = {
        "url": parts.netloc if whole else f"{parts.netloc}{parts.path}",
        "matchType": "host" if whole else "prefix",
    }
    asked["output"] = "json"
    if is_wayback(endpoint):
        asked |= {"fl": ",".join(FIELDS), "filter": "statuscode:200", "collapse": "digest"}
        asked |= {"limit": str(LIMIT), "showResumeKey": "true"} | ({"resumeKey": resume} if resume else {})
    else:
        asked |= {"fl": "timestamp,url,mime,status", "filter": "=status:200"}
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"


def read_cdx(answer: Answer, index: Index) -> Iterator[Item]:
    """The newest copy with a good answer in HTML of each page, under its replay address in the form as received.

    The address it was taken from is its alias. Then the next part, where the archive says that there is one.
    """
    endpoint, _, home = index.chain.partition(" ")
    rows, resume = _rows(answer)
    if rows is None:
        yield Skip("it is no index of a web archive", answer.url, answer.url)
        return
    for copy in newest(rows):
        url = replay_address(endpoint, copy)
        yield Listed(url, Way.CDX, index=endpoint, aliases=(copy.original,))
    if resume:
        yield replace(index, url=_asked(endpoint, home, resume), number=index.number + 1)


def newest(rows: Iterator[Mapping[str, str]]) -> list[Copy]:
    """The newest good copy of each page, in the order in which the pages come first."""
    found: dict[str, Copy] = {}
    for row in rows:
        copy = Copy(row.get("timestamp", ""), row.get("original", ""))
        if not (row.get("statuscode", "").startswith("2") and row.get("mimetype", "").startswith("text/html")):
            continue
        if MOMENT.fullmatch(copy.moment) and copy.original.lower().startswith(("http://", "https://")):
            key = fold(copy.original)
            if key not in found or found[key].moment < copy.moment:
                found[key] = copy
    return list(found.values())


def replay_address(endpoint: str, copy: Copy) -> str:
    """Where an archive gives a copy out as it was received, without its own banner and changed links."""
    parts = urlsplit(endpoint)
    root = f"{parts.scheme}://{parts.netloc}"
    path = "/web" if is_wayback(endpoint) else parts.path.rstrip("/").removesuffix("-cdx").removesuffix("/cdx")
    return f"{root}{path}/{copy.moment}id_/{copy.original}"


def _rows(answer: Answer) -> tuple[Iterator[Mapping[str, str]] | None, str]:
    """The rows of an index by the names of their fields, and the key under which it goes on; None if it is none."""
    text = answer.body.decode("utf-8", errors="replace").strip()
    if not text:
        return iter(()), ""
    try:
        if text.startswith("["):
            return _table(json.loads(text))
        return (_named(json.loads(line)) for line in text.splitlines()) if _is_object(text) else None, ""
    except (ValueError, RecursionError, TypeError):
        return None, ""


def _is_object(text: str) -> bool:
    return all(isinstance(json.loads(line), dict) for line in text.splitlines())


def _named(row: Mapping[str, object]) -> dict[str, str]:
    return {SPELLINGS.get(name, name): str(value) for name, value in row.items()}


def _table(table: list[list[str]]) -> tuple[Iterator[Mapping[str, str]], str]:
    """The Wayback Machine's form: the names of the fields, the rows; an empty row and the key to go on with."""
    names, rows = (table[0], table[1:]) if table else ([], [])
    resume = str(rows[-1][0]) if len(rows) > 1 and rows[-2] == [] and len(rows[-1]) == 1 else ""
    kept = rows[:-2] if resume else rows
    return (dict(zip(names, map(str, row), strict=False)) for row in kept if row), resume
