"""Building again and again while commentaries are renamed, re-dated and withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from backfile.errors import BuildFailed
from backfile.publish.build import build
from backfile.publish.permanence import broken_promises, keep_list
from backfile.publish.trees import names_of
from backfile.write.permalinks import NAME, parse_permalinks

Add = Callable[..., str]
ROOT = Path(__file__).resolve().parents[2]


def publish(content: Path) -> Path:
    return build(ROOT, content=content, output=content.parent / "output").release


def addresses(content: Path) -> list[str]:
    return [line.address for line in parse_permalinks((content / NAME).read_text("utf-8"), NAME)]


def test_every_address_resolves_after_a_rename_and_a_withdrawal(content: Path, add: Add) -> None:
    quay, pier = add("quay"), add("pier")
    publish(content)
    assert addresses(content) == ["en/2024/w02/pier.html", "en/2024/w02/quay.html"]

    file = content / quay
    file.write_text(file.read_text("utf-8").replace("Slug: quay", "Slug: long-quay"), "utf-8")
    (content / pier).unlink()
    site = publish(content)
    assert addresses(content) == ["en/2024/w02/pier.html", "en/2024/w02/quay.html", "en/2024/w02/long-quay.html"]
    assert 'content="0; url=long-quay.html"' in (site / "en/2024/w02/quay.html").read_text("utf-8")
    assert "withdrawn" in (site / "en/2024/w02/pier.html").read_text("utf-8")
    assert "tag:archive.example,2026:en/2024/w02/quay<" in (site / "feeds/all.atom.xml").read_text("utf-8")


def test_a_site_that_breaks_a_promise_is_not_published_and_the_list_stays(content: Path, add: Add) -> None:
    add("quay")
    (content / NAME).write_text("en/2024/w02/../x.html\tid\t\t\t\n", "utf-8")
    with pytest.raises(BuildFailed, match=NAME):
        publish(content)
    assert (content / NAME).read_text("utf-8").startswith("en/2024/w02/..")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "en").mkdir(parents=True)
    (folder / "en/a.html").write_text("a", "utf-8")
    return folder


def test_an_address_without_a_page_is_named(site: Path, content: Path) -> None:
    (content / NAME).write_text("en/a.html\t1\t\t\t\nen/b.html\t2\t\t\t\n", "utf-8")
    assert [address for address, _ in broken_promises(site, content, names_of(site).numbers.keys())] == ["en/b.html"]


def test_a_list_that_has_lost_a_line_or_changed_an_id_is_named(site: Path, content: Path) -> None:
    (site / "en/b.html").write_text("b", "utf-8")
    (content / NAME).write_text("en/a.html\t1\t\t\t\nen/b.html\t2\t\t\t\n", "utf-8")
    (site / NAME).write_text("en/a.html\tother\t\t\t\n", "utf-8")
    faults = dict(broken_promises(site, content, names_of(site).numbers.keys()))
    assert "has the id 1 in feeds, and now other" in faults["en/a.html"]
    assert "is not in the new list" in faults["en/b.html"]


def test_a_site_without_a_list_keeps_the_one_that_stands(site: Path, content: Path) -> None:
    (content / NAME).write_text("en/a.html\t1\t\t\t\n", "utf-8")
    keep_list(site, content)
    assert list(broken_promises(site, content, names_of(site).numbers.keys())) == []
    assert addresses(content) == ["en/a.html"]
