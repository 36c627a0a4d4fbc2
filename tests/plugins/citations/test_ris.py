"""RIS as a reference manager reads it."""

from __future__ import annotations

from collections.abc import Callable

import rispy  # type: ignore[import-untyped]

from backfile.plugins.citations.facts import Citation
from backfile.plugins.citations.names import person
from backfile.plugins.citations.ris import ris

Make = Callable[..., Citation]


def test_all_that_is_known_comes_back(citation: Make) -> None:
    [found] = rispy.loads(ris(citation()))
    assert found == {
        "type_of_reference": "MGZN",
        "id": "en-2024-w02-a-late-ferry",
        "title": "A late ferry",
        "authors": ["Hanna Veras", "Telk, Jonas"],
        "secondary_title": "Talvaria Weekly",
        "publisher": "Talvaria Press",
        "issn": "1234-5679",
        "year": "2024",
        "date": "2024/01/14",
        "volume": "2024",
        "number": "2",
        "keywords": ["Economy"],
        "language": "en",
        "urls": ["https://archive.example/en/2024/w02/a-late-ferry.html"],
    }


def test_what_is_not_known_is_not_there(bare: Citation) -> None:
    [found] = rispy.loads(ris(bare))
    assert found.keys() == {"type_of_reference", "id", "title", "secondary_title", "urls"}


def test_cyrillic_comes_back(citation: Make) -> None:
    [found] = rispy.loads(ris(citation(title="Паром спазніўся – „зноў“", people=(person("Г. Верас"),))))
    assert (found["title"], found["authors"]) == ("Паром спазніўся – „зноў“", ["Верас, Г."])


def test_a_list_is_as_many_records(citation: Make) -> None:
    assert len(rispy.loads("\n".join([ris(citation()), ris(citation(key="b"))]))) == 2
