"""The ContextObject of a commentary in a list."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs

from backfile.plugins.citations.coins import coins
from backfile.plugins.citations.facts import Citation

Make = Callable[..., Citation]


def test_it_has_what_zotero_needs_for_a_magazine_article(citation: Make) -> None:
    assert parse_qs(coins(citation(title="Паром & 100 %"))) == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:dc"],
        "rft.type": ["magazineArticle"],
        "rft.title": ["Паром & 100 %"],
        "rft.source": ["Talvaria Weekly"],
        "rft.creator": ["Hanna Veras", "Telk, Jonas"],
        "rft.date": ["2024-01-14"],
        "rft.language": ["en"],
        "rft.identifier": ["https://archive.example/en/2024/w02/a-late-ferry.html"],
    }


def test_it_is_all_ascii(citation: Make) -> None:
    assert coins(citation(title="Паром")).isascii()
