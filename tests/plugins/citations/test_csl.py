"""CSL-JSON as a citation processor reads it."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable

from citeproc import Citation as Cited  # type: ignore[import-untyped]
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]

from backfile.plugins.citations.csl import line, listed
from backfile.plugins.citations.facts import Citation
from backfile.plugins.citations.names import person

Make = Callable[..., Citation]


def printed(citation: Citation) -> str:
    """The reference as the processor prints it in its Harvard style."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = CiteProcJSON(json.loads(listed([line(citation)])))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        bibliography.register(Cited([CitationItem(citation.key)]))
        return str(bibliography.bibliography()[0])


def test_all_that_is_known_is_in_the_item(citation: Make) -> None:
    assert json.loads(listed([line(citation())])) == [
        {
            "id": "en-2024-w02-a-late-ferry",
            "type": "article-magazine",
            "title": "A late ferry",
            "author": [{"literal": "Hanna Veras"}, {"family": "Telk", "given": "Jonas"}],
            "container-title": "Talvaria Weekly",
            "publisher": "Talvaria Press",
            "ISSN": "1234-5679",
            "issued": {"date-parts": [[2024, 1, 14]]},
            "volume": "2024",
            "issue": "2",
            "language": "en",
            "URL": "https://archive.example/en/2024/w02/a-late-ferry.html",
        }
    ]


def test_a_period_is_cited_by_the_month_it_ends_in(citation: Make) -> None:
    [item] = json.loads(listed([line(citation(date=None))]))
    assert item["issued"] == {"date-parts": [[2024, 1]]}


def test_what_is_not_known_is_not_there(bare: Citation) -> None:
    assert json.loads(listed([line(bare)]))[0].keys() == {"id", "type", "title", "container-title", "URL"}


def test_a_processor_prints_it(citation: Make) -> None:
    found = printed(citation(title="Паром спазніўся", people=(person("Г. Верас"),)))
    for part in ("Верас", "2024", "Паром спазніўся", "Talvaria Weekly"):
        assert part in found


def test_a_processor_prints_one_of_a_period(citation: Make) -> None:
    assert "2024" in printed(citation(date=None))
