"""A page's blocks and the voices in, how likely each block is a part of the text out.

Every piece of evidence has a weight; they are added up. The weights are the data file beside this module: they were
fitted once (`scripts/bench/fit_weights.py`) on pages whose text people had marked, and are the same for every page.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import repeat
from math import exp
from operator import mul

from backfile.model import Block
from backfile.sources.generic.alignment import covered
from backfile.sources.generic.evidence import Evidence, gathered
from backfile.sources.generic.page import lines_of, weighed


@cache
def weights() -> Mapping[str, float]:
    """What each piece of evidence counts: above 0 for the text, below 0 against it."""
    table: dict[str, float] = tomllib.loads(files(__package__).joinpath("weights.toml").read_text("utf-8"))["weights"]
    return table


def evidence_of(blocks: Sequence[Block], voices: Mapping[str, Sequence[str]], title: str) -> list[Evidence]:
    """The evidence on each block of a page."""
    lines = lines_of(blocks)
    kept = {voice: covered(lines, words) for voice, words in voices.items()}
    together = [sum(shares) / len(shares) for shares in zip(*kept.values(), strict=True)]
    page = weighed(blocks, lines, together)
    return gathered(page, kept, title)


def verdicts(blocks: Sequence[Block], voices: Mapping[str, Sequence[str]], title: str) -> list[float]:
    """How likely each block is a part of the page's text, from 0 to 1."""
    return [likelihood(evidence) for evidence in evidence_of(blocks, voices, title)]


def likelihood(evidence: Evidence) -> float:
    """The weighed sum of the evidence on a block as a share of 1."""
    counts = weights()
    total = counts["of every block"] + sum(map(mul, map(counts.get, evidence, repeat(0.0)), evidence.values()))
    return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))
