"""The runs of one block come in; one line of Markdown goes out in which nothing but their looks is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from backfile.model import Run, Style
from backfile.write.address import safe_address, written_address
from backfile.write.text import one_spaced

FOOTNOTES_PLACE = "///Footnotes Go Here///"
"""The words by which Python-Markdown finds the place for footnotes, even in code."""

_LOOKS = frozenset({Style.EMPHASIS, Style.STRONG})
_MARKS = {frozenset({Style.EMPHASIS}): "*", frozenset({Style.STRONG}): "**", _LOOKS: "***"}
_MARKUP = re.compile(
    r"""(?P<escaped>[\\`\[\]])
    | (?P<star>(?<![ ])\*|\*(?![ ]))
    | (?P<bar>(?<!\w)_|_(?!\w)|(?<=_)_|_(?=_))
    | (?P<less><(?![ ]))
    | (?P<entity>&(?=\#|[A-Za-z0-9]+;))
    | (?P<place>///(?=Footnotes\ Go\ Here///))
    | (?P<pipe>\|)""",
    re.VERBOSE,
)
_REPLACED = {"less": "&lt;", "entity": "&amp;", "place": "&#47;//"}
_UNFIT_FOR_CODE = re.compile(r"<!--|&#|" + re.escape(FOOTNOTES_PLACE))
_LINE_START = re.compile(r"(?P<number>\d+(?=\. ))|(?=[-+*] |[#>]|--+[- ]*$)|(?P<note>\[\^\d+\](?=:))")


@dataclass(frozen=True, slots=True)
class _Span:
    """Neighbouring text with one look; `pieces` are its text and whether each is code."""

    look: frozenset[Style]
    pieces: tuple[tuple[str, bool], ...]


def render_line(runs: Sequence[Run], notes: Mapping[str, int], *, piped: bool = False) -> str:
    """`runs` as one line of Markdown without blanks at its ends, "" if there are no words.

    `notes` gives the printed number of each footnote that is defined; the marker of any other footnote stays
    text. `piped` escapes the upright bar, for cells and for lists, whose second line could make a table.
    """
    return _linked(list(_parted(_closed(list(_cleaned(runs, notes))))), notes, piped)


def escape_line_start(line: str) -> str:
    """`line` with a backslash before what Markdown would take at its start for a list, a heading, a quote or a rule."""
    found = _LINE_START.match(line)
    if not found:
        return line
    if found["number"]:
        return f"{found['number']}\\{line[found.end() :]}"
    if found["note"]:
        return f"{found['note']}&#58;{line[found.end() + 1 :]}"
    return f"\\{line}"


def fits_code(text: str) -> bool:
    """Whether `text` comes back unchanged from between backticks or from an indented block."""
    return not _UNFIT_FOR_CODE.search(text)


def _linked(runs: list[Run], notes: Mapping[str, int], piped: bool) -> str:
    line = ""
    for (href, note), group in groupby(runs, key=lambda run: (run.href, run.note)):
        inner = f"[^{notes[note]}]" if note else _styled(list(group), piped)
        if (note or href) and line.endswith("!") and inner.strip():
            line = f"{line[:-1]}\\!"
        line += _link(inner, href) if href and not note else inner
    return line


def _link(text: str, href: str) -> str:
    """A link, whose text may not look like the label of a definition."""
    return f"[{text.replace(_LABEL_END, _NO_LABEL_END)}]({written_address(href)})" if text.strip() else text


_LABEL_END, _NO_LABEL_END = "\\]:", "\\]&#58;"


def _parted(runs: list[Run]) -> Iterator[Run]:
    """The runs with the blanks at the ends of each link outside it."""
    for href, group in groupby(runs, key=lambda run: run.href):
        linked = list(group)
        if href is None:
            yield from linked
            continue
        text = "".join(run.text for run in linked)
        first = linked.pop(0)
        linked.insert(0, replace(first, text=first.text.removeprefix(" ")))
        last = linked.pop()
        yield from [Run(" ")] * text.startswith(" ")
        yield from (run for run in (*linked, replace(last, text=last.text.removesuffix(" "))) if run.text)
        yield from [Run(" ")] * (len(text) > 1 and text.endswith(" "))


def _cleaned(runs: Sequence[Run], notes: Mapping[str, int]) -> Iterator[Run]:
    for run in runs:
        note = run.note if run.note in notes else None
        text = one_spaced(run.text)
        if text or note:
            href = None if note else safe_address(run.href)
            styles = run.styles - {Style.CODE} if href and "]:" in text else run.styles
            yield Run(text, styles, href, note)


def _closed(runs: list[Run]) -> list[Run]:
    """The runs without blanks at the ends of the line, and with one where two would meet."""
    while runs and not runs[0].note and not runs[0].text.strip():
        runs.pop(0)
    while runs and not runs[-1].note and not runs[-1].text.strip():
        runs.pop()
    closed: list[Run] = []
    for run in runs:
        text = run.text if closed else run.text.lstrip()
        text = text[1:] if closed and closed[-1].text.endswith(" ") and text.startswith(" ") else text
        closed.append(replace(run, text=text))
    return [*closed[:-1], replace(closed[-1], text=closed[-1].text.rstrip())] if closed else []


def _styled(runs: list[Run], piped: bool) -> str:
    return "".join(_marked(span, piped) for span in _settled(list(_spans(runs))))


def _spans(runs: list[Run]) -> Iterator[_Span]:
    """The runs by look, with the blanks at their ends outside any look."""
    for look, group in groupby(runs, key=lambda run: run.styles & _LOOKS):
        pieces = tuple(piece for run in group for piece in _pieces(run))
        words = [place for place, (text, _) in enumerate(pieces) if text.strip()]
        first, last = (words[0], words[-1] + 1) if look and words else (0, 0)
        yield _Span(frozenset(), pieces[:first])
        yield _Span(look, pieces[first:last])
        yield _Span(frozenset(), pieces[last:])


def _pieces(run: Run) -> Iterator[tuple[str, bool]]:
    """The blanks before a run's words, the words and whether they are code, the blanks after them."""
    words = run.text.strip()
    before, after = (run.text.split(words, 1)) if words else (run.text, "")
    yield from (
        piece
        for piece in ((before, False), (words, Style.CODE in run.styles and fits_code(words)), (after, False))
        if piece[0]
    )


def _settled(spans: list[_Span]) -> Iterator[_Span]:
    """The spans without two looks that touch, which Markdown could read in more than one way.

    Spans that touch keep the look that they share; if they share none, the first keeps its own.
    """
    settled: list[_Span] = []
    for touching, group in groupby((span for span in spans if span.pieces), key=lambda span: bool(span.look)):
        chain = list(group)
        if touching and len(chain) > 1:
            shared = frozenset.intersection(*(span.look for span in chain))
            looks = [shared] * len(chain) if shared else [chain[0].look, *[frozenset[Style]()] * (len(chain) - 1)]
            chain = [replace(span, look=look) for span, look in zip(chain, looks, strict=True)]
        settled += chain
    for look, same in groupby(settled, key=lambda span: span.look):
        yield _Span(look, tuple(piece for span in same for piece in span.pieces))


def _marked(span: _Span, piped: bool) -> str:
    parts = []
    for code, group in groupby(span.pieces, key=lambda piece: piece[1]):
        text = "".join(text for text, _ in group)
        parts.append(_fenced(text) if code and fits_code(text) else escape_text(text, piped=piped))
    mark = _MARKS.get(span.look, "")
    return f"{mark}{''.join(parts)}{mark}"


def escape_text(text: str, *, piped: bool = False) -> str:
    """`text` with a backslash or an entity for each character that would be inline markup where it stands."""

    def escaped(found: re.Match[str]) -> str:
        if found.lastgroup == "pipe" and not piped:
            return found[0]
        return _REPLACED.get(found.lastgroup or "", f"\\{found[0]}")

    return _MARKUP.sub(escaped, text)


def _fenced(text: str) -> str:
    longest = max((len(ticks) for ticks in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"
