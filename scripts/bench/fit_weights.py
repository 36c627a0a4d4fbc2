"""Pages with a marked text in, the weights of the generic recipe's evidence out; how `weights.toml` was made.

Two steps, in two environments, on the fitted half of the pages alone:

    PYTHONPATH=scripts .venv/bin/python -m bench.fit_weights ../shared/pages/articles ../shared/pages/wcxb > evidence
    .cache/bench/bin/python scripts/bench/fit_weights.py < evidence > scripts/backfile/sources/generic/weights.toml
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

CAREFUL = 0.03  # how strongly small weights are preferred; chosen by cross-validation inside the fitted half
COUNTS = {"articles": 2.0}  # a smaller set whose texts were marked with more care
HEAD = """# What each piece of evidence counts for (above 0) or against (below 0) a block being a part of the text.
# Fitted by scripts/bench/fit_weights.py; to be made again by it, not by hand.

[weights]"""


def rows(folders: Iterable[Path]) -> Iterator[str]:
    """A line for each block that says something: its evidence, whether it is marked as text, how much it counts."""
    from backfile.clean.typography import typeset_document
    from backfile.documents.html import read_html
    from backfile.sources.generic.alignment import covered, words_of
    from backfile.sources.generic.page import lines_of
    from backfile.sources.generic.titles import title_of
    from backfile.sources.generic.verdict import evidence_of
    from backfile.sources.generic.voices import heard
    from bench.extraction_pages import pages_of

    for page in (page for folder in folders for page in pages_of(folder) if not page.held_out):
        document = typeset_document(read_html(page.markup, digest="", origin=page.url))
        lines, title = lines_of(document.blocks), title_of(document)
        evidence = evidence_of(document.blocks, heard(document.markup), title.text if title else "")
        marked, total = covered(lines, words_of(page.text)), sum(map(len, lines)) or 1
        for found, share, line in zip(evidence, marked, lines, strict=True):
            if line:
                yield json.dumps([found, share >= 0.5, COUNTS.get(page.set, 1.0) * (len(line) / total) ** 0.5])


def fitted(lines: Iterable[str]) -> Iterator[str]:
    """The weights of a logistic regression as TOML."""
    from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-not-found]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found]

    evidence, marked, counts = zip(*map(json.loads, lines), strict=True)
    names = DictVectorizer(sparse=True)
    table = names.fit_transform(evidence)
    model = LogisticRegression(C=CAREFUL, max_iter=300).fit(table, marked, sample_weight=[100 * n for n in counts])
    yield HEAD
    yield f'"of every block" = {model.intercept_[0]:.3f}'
    for name, weight in sorted(zip(names.feature_names_, model.coef_[0], strict=True)):
        if abs(weight) >= 0.0005:
            yield f'"{name}" = {weight:.3f}'


if __name__ == "__main__":
    folders = [Path(name) for name in sys.argv[1:]]
    for printed in rows(folders) if folders else fitted(sys.stdin):
        print(printed)
