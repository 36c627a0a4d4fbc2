"""The test sites' pages in, read without a rule; how much furniture learning takes from them, and how fast, out."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from backfile.clean.learned import Trace, cut, learn
from clean.learned.measured import measure, newsletter, sample, status_pages

MANY = 10_000


def main() -> None:
    """Prints a line for each set, and all figures as one JSON object."""
    figures: dict[str, float] = {}
    for name, pages in (("sample", sample()), ("newsletter", newsletter()), ("similar_articles", status_pages())):
        found = measure(pages)
        print(f"{name}: {len(pages)} pages; {found}")
        figures |= {f"furniture_gone_{name}": round(found.share, 4), f"body_words_lost_{name}": found.lost}
    figures["s_to_learn_10000"], figures["s_to_cut_10000"] = timed()
    print(json.dumps(figures))


def timed() -> tuple[float, float]:
    """The seconds that it takes to learn from many documents, and to cut all of them."""
    pages = newsletter()
    readings = [pages[at % len(pages)].reading for at in range(MANY)]
    traces = [copied(pages[at % len(pages)].trace, at) for at in range(MANY)]
    start = perf_counter()
    known = learn(traces)
    learned = perf_counter()
    for reading, trace in zip(readings, traces, strict=True):
        cut(reading, trace, known)
    return round(learned - start, 1), round(perf_counter() - learned, 1)


def copied(trace: Trace, number: int) -> Trace:
    """A document like one of the newsletter's, with a text of its own and the same furniture."""
    unlike = tuple(replace(mark, key=f"{mark.key}{number}") if mark.words > 12 else mark for mark in trace.body)
    return replace(trace, page=f"{trace.page}{number}", title=f"{trace.title}{number}", body=unlike)


if __name__ == "__main__":
    main()
