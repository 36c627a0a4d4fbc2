"""A commentary's blocks come in; the body of its Markdown file goes out, in which only the blocks are markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby

from backfile.model import Block, Kind, Run, Style
from backfile.write.address import safe_address, written_address
from backfile.write.inline import escape_line_start, escape_text, fits_code, render_line
from backfile.write.lists import render_lists
from backfile.write.text import one_line, printed_lines

_DEEPEST_QUOTE = 6


def render_body(blocks: tuple[Block, ...]) -> str:
    """`blocks` as Markdown: a line each, blank lines between, footnotes at the end; "" or ending in a newline.

    The highest level of heading becomes `##` and the deeper ones follow without gaps. Footnotes are numbered in
    the order of their first markers; a marker without a note stays text, a note without a marker comes last.
    Words are never lost; a look or a link that Markdown cannot hold is.
    """
    notes = _numbers(blocks)
    body = [block for block in blocks if not _is_note(block) and _shows(block, notes)]
    parts = [*_body(body, notes), *_definitions(blocks, notes)]
    return "\n\n".join(parts) + "\n" if parts else ""


def _is_note(block: Block) -> bool:
    return block.kind is Kind.NOTE and block.note is not None


def _shows(block: Block, notes: Mapping[str, int]) -> bool:
    """Whether anything is seen of a block: words, a footnote's marker, a picture or a rule."""
    if block.kind is Kind.RULE or (block.kind is Kind.IMAGE and safe_address(block.src)):
        return True
    return bool(one_line(block.text)) or any(run.note in notes for run in block.runs)


def _numbers(blocks: Sequence[Block]) -> dict[str, int]:
    """The number of each footnote that has words, by its key."""
    defined = dict.fromkeys(block.note for block in blocks if block.note and _is_note(block) and one_line(block.text))
    ordered = sorted(blocks, key=_is_note)
    cells = (cell for block in ordered for cell in (block.runs, *chain.from_iterable(block.rows)))
    marked = dict.fromkeys(run.note for cell in cells for run in cell if run.note in defined)
    return {key: number for number, key in enumerate({**marked, **defined}, 1) if key}


def _definitions(blocks: Sequence[Block], notes: Mapping[str, int]) -> Iterator[str]:
    for key, number in notes.items():
        lines = (_paragraph(block, notes) for block in blocks if _is_note(block) and block.note == key)
        first, *more = [line for line in lines if line]
        yield f"[^{number}]: {first}"
        yield from (f"    {line}" for line in more)


def _body(blocks: list[Block], notes: Mapping[str, int]) -> Iterator[str]:
    ranks = {level: rank for rank, level in enumerate(sorted({b.level for b in blocks if b.kind is Kind.HEADING}), 2)}
    taken = ""
    for name, group in groupby(_named(blocks), key=lambda pair: pair[0]):
        stretch = [block for _, block in group]
        if name == "list":
            parts = render_lists(stretch, lambda block, *, piped: render_line(block.runs, notes, piped=piped))
        elif name == "quote":
            parts = ["\n>\n".join(line for block in stretch if (line := _quote(block, notes)))]
        elif name == "code":
            parts = _code(stretch, notes, after=taken)
        else:
            parts = [_single(block, notes, ranks) for block in stretch]
        if parts := [part for part in parts if part]:
            taken = name
            yield from parts


def _named(blocks: list[Block]) -> Iterator[tuple[str, Block]]:
    """The blocks with the name of the stretch they belong to; a continued paragraph belongs to its list."""
    name = ""
    for block in blocks:
        names = {Kind.ITEM: "list", Kind.QUOTE: "quote", Kind.CODE: "code"}
        if not (block.continued and name == "list" and block.kind in (Kind.ITEM, Kind.PARAGRAPH)):
            name = names.get(block.kind, "single")
        yield name, block


def _single(block: Block, notes: Mapping[str, int], ranks: Mapping[int, int]) -> str:
    match block.kind:
        case Kind.HEADING:
            return _heading(block, notes, min(ranks[block.level], 6))
        case Kind.IMAGE:
            return _image(block)
        case Kind.CAPTION:
            runs = tuple(replace(run, styles=run.styles | {Style.EMPHASIS}) for run in block.runs)
            return _paragraph(replace(block, runs=runs), notes)
        case Kind.TABLE if block.rows:
            return _table(block, notes)
        case Kind.RULE:
            return "---"
        case _:
            return _paragraph(block, notes)


def _paragraph(block: Block, notes: Mapping[str, int]) -> str:
    return escape_line_start(render_line(block.runs, notes))


def _heading(block: Block, notes: Mapping[str, int], rank: int) -> str:
    line = render_line(block.runs, notes)
    if line.endswith("#"):
        line = f"{line[:-1]}\\#"
    return f"{'#' * rank} {line}" if line else ""


def _quote(block: Block, notes: Mapping[str, int]) -> str:
    line = _paragraph(block, notes)
    return "> " * min(max(block.level, 1), _DEEPEST_QUOTE) + line if line else ""


def _image(block: Block) -> str:
    alternative, address = escape_text(one_line(block.text)), safe_address(block.src)
    return f"![{alternative}]({written_address(address)})" if address else escape_line_start(alternative)


def _table(block: Block, notes: Mapping[str, int]) -> str:
    rows = [[render_line(cell, notes, piped=True) for cell in row] for row in block.rows]
    width = max(len(row) for row in rows)
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
    lines.insert(1, f"|{' --- |' * width}")
    return "\n".join(lines) if any(cell for row in rows for cell in row) else ""


def _code(blocks: Sequence[Block], notes: Mapping[str, int], *, after: str) -> list[str]:
    """The blocks indented; as paragraphs of code where an indented block would change or join what is before it."""
    first, *others = blocks
    text = "\n".join(printed_lines(first.text)).strip("\n")
    if after == "list" or not fits_code(text):
        parts = _code_lines(first, notes)
    else:
        parts = ["\n".join(f"    {line}".rstrip() for line in text.split("\n"))]
    return parts + [part for block in others for part in _code_lines(block, notes)]


def _code_lines(block: Block, notes: Mapping[str, int]) -> list[str]:
    lines = (Run(line, frozenset({Style.CODE})) for line in block.text.split("\n"))
    return [escape_line_start(text) for line in lines if (text := render_line((line,), notes))]
