"""A block's pieces of text, line breaks and images as they stand in the source in; settled runs out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum
from itertools import groupby

from backfile.model import Block, Run

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_NOTHING = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
LABEL = 60  # characters; a line of a label list is not longer


class Mark(Enum):
    """What stands between texts."""

    BREAK = "break"


Token = Run | Block | Mark
"""A text with its look, an image's block, or a line break."""


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing of a text: blanks of any width and characters of none."""
    return not text.translate(_NOTHING).strip()


def is_bare(run: Run) -> bool:
    """Whether a run is nothing but blanks."""
    return run.note is None and (not run.text or run.text.isspace())


def settle(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs with blanks collapsed as a browser does, none at the ends, and equal looks in one run.

    No-break spaces and soft hyphens are no blanks and stay. A blank alone has no look.
    """
    settled: list[Run] = []
    ends_blank = True
    for run in runs:
        text = _BLANKS.sub(" ", run.text)
        if ends_blank:
            text = text.removeprefix(" ")
        if text:
            ends_blank = text.endswith(" ")
            settled.append(Run(" ") if text == " " else Run(text, run.styles, run.href, run.note))
    if settled and ends_blank:
        settled[-1] = replace(settled[-1], text=settled[-1].text[:-1])
    return tuple(_with_brackets(list(merged(settled))))


def merged(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours with an equal look as one run; each footnote's marker stays one of its own."""
    for (styles, href, note), same in groupby(runs, key=lambda run: (run.styles, run.href, run.note)):
        if note is not None:
            yield from same
        elif text := "".join(run.text for run in same):
            yield Run(text, styles, href)


def _with_brackets(runs: list[Run]) -> Iterator[Run]:
    """The runs with "[", "1", "]" joined to "[1]" where the 1 is a footnote's marker."""
    for index, run in enumerate(runs):
        before = runs[index - 1] if index else Run("")
        after = runs[index + 1] if index + 1 < len(runs) else Run("")
        if run.note and before.text.endswith("[") and after.text.startswith("]"):
            runs[index - 1] = replace(before, text=before.text[:-1])
            runs[index] = replace(run, text=f"[{run.text}]")
            runs[index + 1] = replace(after, text=after.text[1:])
    return (run for run in runs if run.text)


def parts(tokens: Iterable[Token], *, whole: bool, labels: bool) -> Iterator[tuple[Run, ...] | Block]:
    """The texts and images of one block element, in reading order.

    Two line breaks, or a line break beside an image, part paragraphs. A single line break is a space; only
    where `labels` are possible and each line is a short one of its own ("By …", "January 6", "Photo: …"), it
    parts them too. An image inside a sentence follows its paragraph. `whole`: nothing parts the text.
    """
    lines: list[list[Run]] = []
    images: list[Block] = []
    breaks = marks = 0
    for token in tokens:
        if isinstance(token, Run):
            if is_blank(token.text) and (marks or not lines) and token.note is None:
                token = Run(" ")
            else:
                if not lines or (marks > 1 and not whole):
                    yield from _paragraph(lines, labels)
                    yield from images
                    lines, images = [[]], []
                elif breaks:
                    lines.append([])
                breaks = marks = 0
            if lines:
                lines[-1].append(token)
            continue
        marks += 1
        if isinstance(token, Block):
            images.append(token)
        else:
            breaks += 1
    yield from _paragraph(lines, labels)
    yield from images


def _paragraph(lines: list[list[Run]], labels: bool) -> Iterator[tuple[Run, ...]]:
    texts = ["".join(run.text for run in line).strip() for line in lines]
    if labels and _are_labels(texts):
        settled = [settle(line) for line in lines]
    else:
        settled = [settle(run for line in lines for run in (Run(" "), *line))]
    yield from (runs for runs in settled if not is_blank("".join(run.text for run in runs)))


def _are_labels(lines: list[str]) -> bool:
    """Whether each line stands for itself: all are short and none goes on in lower case."""
    return all(len(line) <= LABEL for line in lines) and not any(line[:1].islower() for line in lines[1:])
