"""What Pelican makes of a Markdown file, and what its HTML says again as blocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pelican.readers import MarkdownReader  # type: ignore[import-untyped,unused-ignore]
from pelican.settings import DEFAULT_CONFIG  # type: ignore[import-untyped,unused-ignore]

from backfile.model import Block, Commentary, Kind, Run, Style

_LOOKS = {"em": Style.EMPHASIS, "strong": Style.STRONG, "code": Style.CODE}


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[str, dict[str, object]]]:
    """The HTML and the metadata that Pelican reads from the text of a file."""
    page = tmp_path_factory.mktemp("published") / "page.md"

    def read(text: str) -> tuple[str, dict[str, object]]:
        page.write_bytes(text.encode())
        return _read(page)

    return read


def _read(page: Path) -> tuple[str, dict[str, object]]:
    names = ("meta", "tables", "footnotes", "sane_lists")
    markdown = {"extension_configs": {f"markdown.extensions.{name}": {} for name in names}, "output_format": "html5"}
    reader = MarkdownReader({**DEFAULT_CONFIG, "MARKDOWN": markdown, "FORMATTED_FIELDS": []})
    html, metadata = reader.read(str(page))
    return str(html), dict(metadata)


@pytest.fixture(scope="session")
def blocks_of() -> Callable[[str], tuple[Block, ...]]:
    """The blocks that a published body consists of."""

    def read(html: str) -> tuple[Block, ...]:
        reader = _BlockReader()
        reader.feed(html)
        reader.close()
        return tuple(reader.blocks)

    return read


class _BlockReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.looks: list[Style] = []
        self.lists: list[int | None] = []
        self.fresh = False
        self.quotes = 0
        self.href: str | None = None
        self.note: str | None = None
        self.heading = 0
        self.rows: list[list[tuple[Run, ...]]] = []
        self.in_notes = self.in_code = self.silent = False
        self.marker: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: C901
        known = dict(attrs)
        match tag:
            case "div" if known.get("class") == "footnote":
                self.in_notes = True
            case "ul" | "ol":
                self.flush()
                start = int(known.get("start") or 1)
                if not self.in_notes or self.lists:
                    self.lists.append(start - 1 if tag == "ol" else None)
                elif self.in_notes:
                    self.lists.append(None)
            case "li":
                self.flush()
                self.fresh = True
                if self.in_notes:
                    self.note = (known["id"] or "").removeprefix("fn:")
                elif self.lists[-1] is not None:
                    self.lists[-1] += 1
            case "p":
                self.flush()
            case "blockquote":
                self.flush()
                self.quotes += 1
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self.flush()
                self.heading = int(tag[1])
            case "pre":
                self.flush()
                self.in_code = True
            case "em" | "strong" | "code":
                if not self.in_code:
                    self.looks.append(_LOOKS[tag])
            case "a":
                if known.get("class") == "footnote-backref":
                    self.silent = True
                elif known.get("class") == "footnote-ref":
                    self.marker = (known["href"] or "").removeprefix("#fn:")
                else:
                    self.href = known["href"]
            case "img":
                self.flush()
                self.blocks.append(Block(Kind.IMAGE, (Run(known["alt"] or ""),), src=known["src"]))
            case "hr":
                if not self.in_notes:
                    self.flush()
                    self.blocks.append(Block(Kind.RULE))
            case "tr":
                self.rows.append([])
            case "table" | "thead" | "tbody" | "th" | "td" | "sup" | "div":
                self.flush() if tag == "table" else None
            case _:
                raise AssertionError(f"raw HTML came through: {self.get_starttag_text()}")

    def handle_endtag(self, tag: str) -> None:  # noqa: C901
        match tag:
            case "ul" | "ol":
                self.flush()
                self.lists.pop()
            case "p" | "li":
                self.flush()
            case "blockquote":
                self.flush()
                self.quotes -= 1
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self.flush()
                self.heading = 0
            case "pre":
                self.blocks.append(Block(Kind.CODE, (Run("".join(run.text for run in self.runs).strip("\n")),)))
                self.runs, self.in_code = [], False
            case "em" | "strong" | "code":
                if not self.in_code:
                    self.looks.pop()
            case "a":
                self.href, self.silent, self.marker = None, False, None
            case "th" | "td":
                self.rows[-1].append(tuple(self.runs))
                self.runs = []
            case "table":
                self.blocks.append(Block(Kind.TABLE, rows=tuple(tuple(row) for row in self.rows)))
                self.rows = []
            case _:
                pass

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.runs.append(Run(data, frozenset(self.looks), self.href, self.marker))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a raw comment came through: {data}")

    def flush(self) -> None:
        runs, self.runs = tuple(self.runs), []
        if self.in_notes and runs and runs[-1].text.endswith("\xa0"):
            runs = (*runs[:-1], Run(runs[-1].text[:-1], runs[-1].styles, runs[-1].href, runs[-1].note))
        if not "".join(run.text for run in runs).strip():
            return
        if self.in_notes:
            block = Block(Kind.NOTE, runs, note=self.note)
        elif self.heading:
            block = Block(Kind.HEADING, runs, level=self.heading)
        elif self.lists:
            block = Block(Kind.ITEM, runs, len(self.lists), self.lists[-1], continued=not self.fresh)
            self.fresh = False
        elif self.quotes:
            block = Block(Kind.QUOTE, runs, level=self.quotes)
        else:
            block = Block(Kind.PARAGRAPH, runs)
        self.blocks.append(block)


@pytest.fixture(scope="session")
def commentary() -> Commentary:
    """A small commentary about a place that does not exist."""
    return Commentary(
        title="A quiet week",
        body=tuple(Block(Kind.PARAGRAPH, (Run(f"Paragraph {n} about Ostmark."),)) for n in range(1, 5)),
        source="east-letter",
        language="en",
        capture="ab" * 32,
        captured=dt.datetime(2026, 11, 23, 5, 20, tzinfo=dt.UTC),
        published=dt.date(2025, 1, 12),
        url="https://example.org/1",
    )
