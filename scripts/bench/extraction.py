"""Folders of real pages in, a table of what each tool reads of them out, and as its last line one flat JSON object.

`make bench-extract [PAGES=DIR]` runs it: Backfile's generic recipe here, the peers in an environment of their own, on
the same pages, each tool in a process of its own, two at a time. A tool has read nothing of a page on which it takes
too long or its process ends; the next page is read by a new one.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import fmean
from typing import Any

from bench.extraction_limit import LIMIT
from bench.extraction_measures import (
    KINDS,
    blocks_of,
    body_score,
    first_words,
    kept_of,
    rendered,
    same_names,
    same_words,
    score,
    words_of,
)
from bench.extraction_pages import Page, pages_of

HERE = Path(__file__).parent
BODY_TOOLS: tuple[str, ...] = (
    *("backfile", "trafilatura", "trafilatura_precision", "trafilatura_recall", "trafilatura_fast"),
    *("readability", "newspaper4k", "goose3", "resiliparse"),
)
STRUCTURE_TOOLS = ("backfile", "trafilatura_markdown", "readability", "resiliparse")
TOGETHER = {"wcxb": 1}  # that set counts single words
GOOD = 0.95

Answers = dict[str, dict[str, Any]]
Figures = dict[str, float]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the tools and print what they read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--peers", type=Path, help="the Python of the peers' environment; without it Backfile alone")
    parser.add_argument("--every", type=int, default=1, help="take every Nth page only")
    parser.add_argument("--half", choices=("fitted", "held-out"), help="take one half of the pages only")
    parser.add_argument("--tools", nargs="+", choices=dict.fromkeys((*BODY_TOOLS, *STRUCTURE_TOOLS)), help="only these")
    parser.add_argument("--together", type=int, default=2, help="how many tools run at a time")
    asked = parser.parse_args(arguments)
    figures: Figures = {}
    for folder in asked.folders:
        pages = [page for page in pages_of(folder) if asked.half in (None, half_of(page))][:: asked.every]
        print(f"\n{folder.name}: {len(pages)} pages")
        figures |= measured(pages, asked)
    print(json.dumps({name: round(value, 4) for name, value in figures.items()}))


def half_of(page: Page) -> str:
    """The half that a page belongs to."""
    return "held-out" if page.held_out else "fitted"


def measured(pages: Sequence[Page], asked: argparse.Namespace) -> Figures:
    """All figures of one set; a row is printed when its tool and those before it have ended."""
    wanted = STRUCTURE_TOOLS if any(page.structure for page in pages) else BODY_TOOLS
    tools = [tool for tool in wanted if asked.peers or tool == "backfile"]
    tools = [tool for tool in tools if not asked.tools or tool in asked.tools]
    figures: Figures = {}
    with ThreadPoolExecutor(max_workers=asked.together) as pool:
        for tool, read in zip(tools, pool.map(lambda tool: answers_of(tool, pages, asked.peers), tools), strict=True):
            found = figures_of(tool, pages, read)
            print(f"  {tool:22}", "  ".join(f"{name} {value:.3f}" for name, value in found.items()), flush=True)
            figures |= {f"{name}_{tool}_{pages[0].set}": value for name, value in found.items()}
    return figures


def figures_of(tool: str, pages: Sequence[Page], read: Answers) -> Figures:
    """The figures of one tool; the pages that it did not end, or that do not come back, are named."""
    structured = any(page.structure for page in pages)
    found = structure_figures(pages, read) if structured else body_figures(pages, read)
    if any(page.facts for page in pages):
        found |= fact_figures(pages, read)
    found["pages_per_s"] = len(pages) / sum(answer["seconds"] for answer in read.values())
    late = [page for page, answer in read.items() if not answer["ended"]]
    found["not_ended"] = len(late) / len(read)
    print("".join(f"  {tool} did not end {page}\n" for page in late), end="")
    if tool == "backfile":
        if not structured:
            found["f1_captioned"] = body_figures(pages, read, "captioned")["f1"]
        lost = [page for page, answer in read.items() if not answer.get("round_trip", True)]
        found["round_trip"] = 1 - len(lost) / len(read)
        print("".join(f"  {page} does not come back from its Markdown\n" for page in lost), end="")
    return found


def answers_of(tool: str, pages: Sequence[Page], peers: Path | None) -> Answers:
    """What one tool reads of the pages, by their ids."""
    own = [sys.executable, "-m", "bench.extraction_backfile"]
    return answers_from(own if tool == "backfile" else [str(peers), str(HERE / "extraction_peers.py"), tool], pages)


def answers_from(command: Sequence[str], pages: Sequence[Page]) -> Answers:
    """What a command answers for the pages; one at which its process ends is not ended, and the rest is asked anew."""
    answers: Answers = {}
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent), "PYTHONHASHSEED": "0"}
    while left := pages[len(answers) :]:
        asked = "".join(json.dumps({"id": p.id, "path": str(p.path), "url": p.url}) + "\n" for p in left)
        done = subprocess.run(command, input=asked, capture_output=True, encoding="utf-8", env=environment)
        if done.returncode > 0:
            raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
        answers |= {answer["id"]: answer for answer in map(json.loads, done.stdout.splitlines())}
        if len(answers) < len(pages):  # a signal ended it
            answers[pages[len(answers)].id] = {"seconds": LIMIT, "ended": False}
    return answers


def body_figures(pages: Sequence[Page], read: Answers, told: str = "text") -> Figures:
    """Precision, recall and F1 of the text, pages averaged, and the share of pages that are good."""
    marked = [page for page in pages if page.text]
    together = TOGETHER.get(pages[0].set, 4)
    scores = [body_score(read[page.id].get(told), page.text, together) for page in marked]
    named = {name: fmean(getattr(each, name) for each in scores) for name in ("f1", "precision", "recall")}
    return {**named, "good": fmean(each.f1 >= GOOD for each in scores)}


def fact_figures(pages: Sequence[Page], read: Answers) -> Figures:
    """How often title, author and date are right where a page has them, and how often they are invented."""
    figures: Figures = {}
    rights: dict[str, Callable[[str | None, str], bool]] = {
        "title": same_words,
        "author": same_names,
        "date": lambda found, truth: (found or "")[:10] == truth[:10],
    }
    for fact, is_right in rights.items():
        having = [page for page in pages if getattr(page, fact)]
        lacking = [page for page in pages if not getattr(page, fact)]
        figures[fact] = fmean(is_right(read[page.id].get(fact), getattr(page, fact)) for page in having)
        if lacking and fact != "title":
            figures[f"invented_{fact}"] = fmean(bool(read[page.id].get(fact)) for page in lacking)
    return figures


def structure_figures(pages: Sequence[Page], read: Answers) -> Figures:
    """Recall and precision of what reaches the Markdown, all pages together."""
    shared, found, wanted = (Counter[str]() for _ in range(3))
    for page in pages:
        ours, text = kept_by(read[page.id], page.url)
        truth = kept_of(blocks_of(page.structure, page.url))
        for headings in (ours["headings"], truth["headings"]):  # a title is kept above the body
            headings.pop(first_words(read[page.id].get("title")), None)
        for kind in KINDS:
            both = sum((ours[kind] & truth[kind]).values())
            if kind == "captions":  # Markdown has no captions: they are kept if their words are
                both = sum(times for key, times in truth[kind].items() if f" {key} " in text)
            shared[kind] += both
            found[kind] += ours[kind].total() if kind != "captions" else both
            wanted[kind] += truth[kind].total()
    return dict(recalls_and_precisions(shared, found, wanted))


def kept_by(answer: dict[str, Any], url: str) -> tuple[dict[str, Counter[str]], str]:
    """What stands in what a tool read, and all its words."""
    html = answer.get("html") or rendered(answer.get("markdown") or "")
    blocks = blocks_of(html, url)
    return kept_of(blocks), " ".join(["", *(word for block in blocks for word in words_of(block.text)), ""])


def recalls_and_precisions(
    shared: Counter[str], found: Counter[str], wanted: Counter[str]
) -> Iterable[tuple[str, float]]:
    """The two figures of each kind."""
    for kind in KINDS:
        each = score(shared[kind], found[kind], wanted[kind])
        yield f"recall_{kind}", each.recall
        if kind not in ("captions", "footnotes"):
            yield f"precision_{kind}", each.precision


if __name__ == "__main__":
    main()
