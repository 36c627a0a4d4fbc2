"""Pages in, one JSON object a line, what one other tool reads of each out; runs in the peers' own environment.

`python extraction_peers.py TOOL`: a line of the input is `{"id", "path", "url"}`, one of the output has `id`, `text`,
`html` or `markdown` for the structure, `title`, `author`, `date`, the
`seconds` of the processor that the reading took, and whether it `ended` within its limit.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import logging
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

from bench.extraction_limit import timed

Told = dict[str, str | None]


def trafilatura(markup: str, url: str, **settings: object) -> Told:
    """trafilatura as its documentation calls it, with its Markdown and its metadata."""
    from trafilatura import extract, extract_metadata

    text = extract(markup, include_comments=False, include_tables=True, **settings)
    told = extract_metadata(markup, default_url=url)
    return {"text": text, "title": told.title, "author": told.author, "date": told.date}


def trafilatura_markdown(markup: str, url: str) -> Told:
    """trafilatura's Markdown with links and images."""
    from trafilatura import extract, extract_metadata

    kept = {"include_links": True, "include_images": True, "include_comments": False, "include_tables": True}
    title = extract_metadata(markup, default_url=url).title
    return {"markdown": extract(markup, url=url, output_format="markdown", **kept), "title": title}


def readability(markup: str, url: str) -> Told:
    """readability-lxml with markdownify."""
    from lxml.html import fromstring
    from markdownify import markdownify
    from readability import Document

    page = Document(markup, url=url)
    kept = page.summary(html_partial=True)
    tree = fromstring(kept)
    for element in tree.iter("p", "div", "li", "br", "h1", "h2", "h3", "h4", "td", "blockquote", "pre"):
        element.tail = f"\n{element.tail or ''}"
    return {"text": tree.text_content(), "markdown": markdownify(kept), "title": page.short_title()}


def newspaper4k(markup: str, url: str) -> Told:
    """newspaper4k with the page's text handed to it."""
    from newspaper import article

    read = article(url, input_html=markup)
    day = str(read.publish_date)[:10] if read.publish_date else None
    return {"text": read.text, "title": read.title, "author": ", ".join(read.authors), "date": day}


def goose3(markup: str, url: str) -> Told:
    """goose3 with the page's text handed to it."""
    from goose3 import Goose

    with Goose({"enable_image_fetching": False}) as goose:
        read = goose.extract(raw_html=markup)
    day = str(read.publish_datetime_utc)[:10] if read.publish_datetime_utc else None
    return {"text": read.cleaned_text, "title": read.title, "author": ", ".join(read.authors), "date": day}


def resiliparse(markup: str, url: str) -> Told:
    """resiliparse's main content, as text and as its reduced HTML."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(markup)
    html = extract_plain_text(markup, preserve_formatting="minimal_html", main_content=True, links=True)
    return {"text": extract_plain_text(tree, main_content=True, alt_texts=False), "html": html, "title": tree.title}


TOOLS: dict[str, Callable[[str, str], Told]] = {
    "trafilatura": trafilatura,
    "trafilatura_precision": lambda markup, url: trafilatura(markup, url, favor_precision=True),
    "trafilatura_recall": lambda markup, url: trafilatura(markup, url, favor_recall=True),
    "trafilatura_fast": lambda markup, url: trafilatura(markup, url, fast=True),
    "trafilatura_markdown": trafilatura_markdown,
    "readability": readability,
    "newspaper4k": newspaper4k,
    "goose3": goose3,
    "resiliparse": resiliparse,
}


def read(tool: str, line: str) -> str:
    """What a tool reads of the page that a line of the input names; nothing where it fails or does not end."""
    page = json.loads(line)
    markup = gzip.decompress(Path(page["path"]).read_bytes()).decode("utf-8", "replace")
    taken = timed(lambda: told_by(tool, markup, page["url"]))
    return json.dumps({"id": page["id"], "seconds": taken.seconds, "ended": taken.ended, **(taken.made or {})})


def told_by(tool: str, markup: str, url: str) -> Told:
    """What a tool tells of a page, nothing where it fails."""
    with contextlib.suppress(Exception):
        return TOOLS[tool](markup, url)
    return {}


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(10_000)
    for asked in sys.stdin:
        print(read(sys.argv[1], asked), flush=True)
