"""A reading in, the reading with clean link addresses out: tracking gone, dead schemes unlinked, no text lost."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from backfile.clean.footnotes import runs_of
from backfile.model import Block, Note, Reading, Run
from backfile.vocabularies import phrases

TRACKING = re.compile(r"utm_\w+|fbclid|gclid|yclid|mc_[ce]id|igshid|_ga|ref_src|cmpid|wt_mc", re.IGNORECASE)
KEPT_SCHEMES = frozenset({"http", "https", "mailto"})


def clean_links(reading: Reading, language: str) -> Reading:
    """With every link of the body clean; a link that leads nowhere in the archive becomes its text.

    Links whose targets only the owner of a counting address knows stay, and are told.
    """
    body = tuple(clean_block(block) for block in reading.body)
    counting = re.compile(phrases("counting_addresses"), re.IGNORECASE)
    places = [block.place for block in body for run in runs_of(block) if run.href and counting.fullmatch(run.href)]
    text = f"{len(places)} links lead over addresses that count their readers, and do not say where to"
    told = Note(text, places[0] if places else 0, "Open them, and write down where they lead")
    notes = (*reading.notes, told) if places and told not in reading.notes else reading.notes
    return replace(reading, body=body, notes=notes)


def clean_block(block: Block) -> Block:
    """The block with clean links in its runs and cells."""
    rows = tuple(tuple(tuple(map(clean_run, cell)) for cell in row) for row in block.rows)
    return replace(block, runs=tuple(map(clean_run, block.runs)), rows=rows)


def clean_run(run: Run) -> Run:
    """The run with its address cleaned, or unlinked where the address cannot be followed from an archive."""
    return replace(run, href=clean_address(run.href)) if run.href else run


def clean_address(address: str) -> str | None:
    """The address without tracking parameters; None if it is not absolute or not of a kept scheme."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in KEPT_SCHEMES or (parts.scheme != "mailto" and not parts.netloc):
        return None
    if not TRACKING.search(parts.query):
        return address.strip()
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0])]
    return urlunsplit(parts._replace(query=urlencode(query)))
