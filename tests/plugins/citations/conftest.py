"""Citations with everything, with little, and with all that a format could trip over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from backfile.model import Period
from backfile.plugins.citations.facts import Citation
from backfile.plugins.citations.names import person

CANARY = r"""100 % of {Osta} & \Sorvik_: "a" <b> $x^2$ ~ </script> #1 „Паром“ – ў"""


@pytest.fixture
def citation() -> Callable[..., Citation]:
    """A citation; `citation(title="…")` changes it."""

    def make(**changes: object) -> Citation:
        plain: dict[str, object] = {
            "key": "en-2024-w02-a-late-ferry",
            "title": "A late ferry",
            "people": (person("Hanna Veras"), person("Telk, Jonas")),
            "lang": "en",
            "container": "Talvaria Weekly",
            "publisher": "Talvaria Press",
            "issn": "1234-5679",
            "topic": "Economy",
            "date": dt.date(2024, 1, 14),
            "period": Period(dt.date(2024, 1, 8), dt.date(2024, 1, 14)),
            "volume": "2024",
            "issue": "2",
            "url": "https://archive.example/en/2024/w02/a-late-ferry.html",
        }
        return Citation(**{**plain, **changes})  # type: ignore[arg-type]

    return make


@pytest.fixture
def bare(citation: Callable[..., Citation]) -> Citation:
    """One of which only the title is known."""
    empty = dict.fromkeys(("publisher", "issn", "topic", "volume", "issue", "lang"), "")
    return citation(people=(), date=None, period=None, **empty)
