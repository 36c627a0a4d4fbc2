"""Pages in, what Backfile's generic recipe reads of each out, in the form of the peers' answers."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from backfile.errors import BackfileError
from backfile.inputs.pictures import picture_in
from backfile.model import Block, Capture, Commentary, Kind
from backfile.street import read_capture
from backfile.write.markdown import render_body
from bench.extraction_limit import timed
from bench.extraction_measures import blocks_of, kept_of, rendered, words_of

LONG_AGO = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def read(line: str) -> str:
    """The answer for the page that a line of the input names."""
    page = json.loads(line)
    body = gzip.decompress(Path(page["path"]).read_bytes())
    taken = timed(lambda: reading(body, page["url"]))
    told = answer(taken.made) if taken.made else {}
    return json.dumps({"id": page["id"], "seconds": taken.seconds, "ended": taken.ended, **told})


def reading(body: bytes, url: str) -> Commentary | None:
    """The commentary in a page, None if it cannot be read."""
    try:
        capture = Capture(body, hashlib.sha256(body).hexdigest(), LONG_AGO, "text/html", url)
        return read_capture(capture, "generic")[0]
    except BackfileError:
        return None


def answer(commentary: Commentary) -> dict[str, str | bool | None]:
    """What a commentary says, as the measures want it."""
    body = tuple(map(with_file, commentary.body))
    source = render_body(body)
    return {
        "round_trip": comes_back(body, source),
        "text": "\n".join(block.text for block in body if is_printed(block) and block.kind is not Kind.CAPTION),
        "captioned": "\n".join(block.text for block in body if is_printed(block)),
        "markdown": source,
        "title": commentary.title,
        "author": ", ".join(commentary.authors) or None,
        "date": commentary.published.isoformat() if commentary.published else None,
    }


def with_file(block: Block) -> Block:
    """The block with the file's name that `backfile add` gives a picture that is inside its page."""
    picture = picture_in(block.src) if block.src and block.src.startswith("data:") else None
    return replace(block, src=picture.name) if picture else block


def comes_back(body: tuple[Block, ...], source: str) -> bool:
    """Whether the Markdown of a body, rendered, has the same words and the same structure."""
    back = blocks_of(rendered(source), "")
    here, there = kept_of(body), kept_of(back)
    same = all(here[kind] == there[kind] for kind in ("headings", "items", "quotes", "images", "tables", "links"))
    return same and Counter(all_words(body)) == Counter(all_words(back))


def all_words(blocks: tuple[Block, ...]) -> list[str]:
    """The words of blocks, without those of a picture and a footnote's number."""
    return [
        word
        for block in blocks
        if block.kind is not Kind.IMAGE
        for run in (block.runs, *(cell for row in block.rows for cell in row))
        for word in words_of("".join(part.text for part in run if not part.note))
    ]


def is_printed(block: Block) -> bool:
    """Whether a block's words are the page's: no picture's alternative text, no address put for a player."""
    return block.kind is not Kind.IMAGE and not (len(block.runs) == 1 and block.runs[0].href == block.text)


if __name__ == "__main__":
    for asked in sys.stdin:
        print(read(asked), flush=True)
