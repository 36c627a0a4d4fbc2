"""The bytes of a PDF in, its pages as printed lines with their places out, read by a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from backfile.errors import CaptureError, DamagedCapture, UnknownForm
from backfile.model import Run, Style

SECONDS = 180
WORKER = Path(__file__).with_name("pdf_worker.py")
_ADVICE = {
    "encrypted": "Save it without its password, and add that",
    "large": "Split it, or save its text, and add that",
    "damaged": "Fetch or print it again",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its box in points from the upper left corner, the size of most of its letters, and its runs.

    `raised` are the numbers of the runs that stand small above the line.
    """

    left: float
    top: float
    right: float
    bottom: float
    size: float
    runs: tuple[Run, ...]
    raised: frozenset[int] = frozenset()
    page: int = 1

    @property
    def text(self) -> str:
        """The line's words."""
        return "".join(run.text for run in self.runs)

    @property
    def bold(self) -> bool:
        """Whether every word of it is bold."""
        return all(Style.STRONG in run.styles for run in self.runs if run.text.strip())


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size in points, and its lines as they were found."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """What a PDF holds: its pages, what it says about itself, and what is doubtful about it."""

    pages: tuple[Page, ...]
    said: Mapping[str, str]
    doubts: tuple[str, ...]


def read_pages(body: bytes, origin: str = "") -> Printed:
    """The pages of a PDF. Raises UnknownForm if it is encrypted, CaptureError if it passes a limit, DamagedCapture."""
    try:
        run = subprocess.run(
            [sys.executable, "-I", str(WORKER)],
            input=body,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _refusal("large", "the PDF takes too long to be read", origin) from error
    if run.returncode:
        raise _refusal("large", "the PDF takes more time or memory to be read than it may have", origin)
    answer = json.loads(run.stdout)
    if "error" in answer:
        raise _refusal(str(answer["error"][0]), str(answer["error"][1]), origin)
    pages = tuple(_page(number, page) for number, page in enumerate(answer["pages"], 1))
    return Printed(pages, answer["said"], tuple(answer["doubts"]))


def _refusal(kind: str, words: str, origin: str) -> CaptureError:
    kinds = {"encrypted": UnknownForm, "damaged": DamagedCapture}
    return kinds.get(kind, CaptureError)(words, where=origin, advice=_ADVICE[kind])


def _page(number: int, page: Mapping[str, object]) -> Page:
    lines = page["lines"]
    found = tuple(_line(number, line) for line in lines) if isinstance(lines, list) else ()
    return Page(number, float(str(page["width"])), float(str(page["height"])), found)


def _line(page: int, line: Mapping[str, list[list[object]]]) -> Line:
    left, top, right, bottom = (float(str(side)) for side in line["box"])
    pieces = line["pieces"]
    raised = frozenset(at for at, piece in enumerate(pieces) if piece[3])
    return Line(left, top, right, bottom, float(str(line["size"])), tuple(map(_run, pieces)), raised, page)


def _run(piece: list[object]) -> Run:
    text, bold, slanted, _, address = piece
    styles = frozenset(style for style, on in ((Style.STRONG, bold), (Style.EMPHASIS, slanted)) if on)
    return Run(str(text), styles, str(address) if address else None)
