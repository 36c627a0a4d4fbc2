"""What the head of a commentary's page tells programs: the contract with Zotero's translators, and with crawlers."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from backfile.plugins.archive import pages_of
from backfile.plugins.entries import Entry
from backfile.plugins.pages.place import Archive
from backfile.plugins.rendering import environment, render

Make = Callable[..., Entry]
Gather = Callable[..., Archive]
THEME = Path(__file__).resolve().parents[3] / "theme"
CANARY = """</script><b x="'>&amp; ]]> \u2028 100 % <!-- „Паром“"""


def head_of(archive: Archive, address: str) -> html.HtmlElement:
    page = next(found for found in pages_of(archive) if found.address == address)
    text = render(page, environment(THEME, archive.words[page.lang])).decode()
    return html.document_fromstring(text).find("head")


def metas(head: html.HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in head.iterfind("meta"):
        found.setdefault(meta.get("name") or meta.get("property") or "", []).append(meta.get("content", ""))
    return found


def links(head: html.HtmlElement, relation: str) -> list[str]:
    return [link.get("href", "") for link in head.iterfind("link") if link.get("rel") == relation]


@pytest.fixture
def head(entry: Make, archive: Gather) -> html.HtmlElement:
    found = entry(
        lang="be",
        title="Паром",
        topic="Эканоміка",
        authors=("Прыклад, Ганна", "Jonas Telk"),
        publisher="Talvaria Press",
        original="https://talvaria-weekly.example/a/",
        modified=dt.date(2024, 2, 1),
    )
    return head_of(archive(found), "be/2024/w02/a-late-ferry.html")


def test_zotero_finds_its_nine_fields(head: html.HtmlElement) -> None:
    found = metas(head)
    url = "https://archive.example/be/2024/w02/a-late-ferry.html"
    expected = {
        "DC.type": ["magazineArticle"],
        "citation_title": ["Паром"],
        "citation_author": ["Прыклад, Ганна", "Jonas Telk"],
        "citation_publication_date": ["2024/01/14"],
        "citation_date": ["2024-01-14"],
        "DC.source": ["Talvaria Press"],
        "citation_volume": ["2024"],
        "citation_issue": ["2"],
        "citation_language": ["be"],
        "citation_public_url": [url],
        "DC.identifier": [url],
        "DC.rights": ["Апублікавана тут: цалкам"],
        "DC.publisher": ["Talvaria Press"],
        "citation_issn": ["1234-5679"],
        "citation_keywords": ["Эканоміка"],
    }
    assert {name: found.get(name) for name in expected} == expected


def test_of_two_dates_zotero_takes_the_last_which_is_the_iso_one(head: html.HtmlElement) -> None:
    names = [meta.get("name") for meta in head.iterfind("meta")]
    assert names.index("citation_publication_date") < names.index("citation_date")


def test_nothing_turns_it_into_a_journal_article(head: html.HtmlElement) -> None:
    assert "citation_journal_title" not in metas(head)


def test_open_graph_says_what_it_is(head: html.HtmlElement) -> None:
    found = metas(head)
    assert (found["og:type"], found["og:title"], found["og:locale"]) == (["article"], ["Паром"], ["be"])
    assert found["article:published_time"] == ["2024-01-14"]
    assert found["article:modified_time"] == ["2024-02-01"]
    assert found["article:section"] == ["Эканоміка"]


def test_it_names_where_to_cite_it_and_what_it_is_a_copy_of(head: html.HtmlElement) -> None:
    url = "https://archive.example/be/2024/w02/a-late-ferry.html"
    assert (links(head, "canonical"), links(head, "cite-as")) == ([url], [url])
    assert links(head, "original") == ["https://talvaria-weekly.example/a/"]


def test_an_original_that_is_no_web_address_is_no_link(entry: Make, archive: Gather) -> None:
    found = archive(entry(original="javascript:alert(1)"))
    assert links(head_of(found, "en/2024/w02/a-late-ferry.html"), "original") == []


def test_json_ld_has_the_article_in_its_issue_in_its_periodical(head: html.HtmlElement) -> None:
    [script] = head.iterfind("script")
    found = json.loads(script.text or "")
    assert (found["@type"], found["headline"], found["inLanguage"]) == ("OpinionNewsArticle", "Паром", "be")
    assert found["isPartOf"] == {
        "@type": "PublicationIssue",
        "issueNumber": "2",
        "isPartOf": {"@type": "Periodical", "name": "Talvaria Press", "issn": "1234-5679"},
    }
    assert (found["articleSection"], found["isBasedOn"]) == ("Эканоміка", "https://talvaria-weekly.example/a/")


def test_no_value_breaks_out_of_its_place(entry: Make, archive: Gather) -> None:
    values = {"title": CANARY, "topic": CANARY, "publisher": CANARY, "authors": (CANARY,), "summary": CANARY}
    found = head_of(archive(entry(**values)), "en/2024/w02/a-late-ferry.html")
    whole = " ".join(CANARY.split())
    [script] = found.iterfind("script")
    assert json.loads(script.text or "")["headline"] == whole
    assert metas(found)["citation_title"] == [whole]
    assert found.find(".//b") is None


def test_each_language_is_named_with_itself_and_one_for_all_others(entry: Make, archive: Gather) -> None:
    found = archive(entry(translations="k"), entry(lang="be", translations="k"))
    for address in ("en/2024/w02/a-late-ferry.html", "be/2024/w02/a-late-ferry.html"):
        alternates = {
            link.get("hreflang"): link.get("href")
            for link in head_of(found, address).iterfind("link")
            if link.get("hreflang")
        }
        assert alternates == {
            "be": "https://archive.example/be/2024/w02/a-late-ferry.html",
            "en": "https://archive.example/en/2024/w02/a-late-ferry.html",
            "x-default": "https://archive.example/en/2024/w02/a-late-ferry.html",
        }


def test_without_an_issn_there_is_no_tag_for_one(entry: Make, archive: Gather) -> None:
    assert "citation_issn" not in metas(head_of(archive(entry()), "en/2024/w02/a-late-ferry.html"))


def test_a_commentary_has_no_context_object_that_would_hide_its_own_tags(entry: Make, archive: Gather) -> None:
    found = archive(entry(), entry(slug="b"), entry("2024-01-15", slug="c"))
    page = next(p for p in pages_of(found) if p.address == "en/2024/w02/b.html")
    assert b"Z3988" not in render(page, environment(THEME, found.words["en"]))


def test_an_issue_and_a_topics_year_have_one_for_each_commentary(entry: Make, archive: Gather) -> None:
    found = archive(entry(), entry(slug="b"))
    for address in ("en/2024/w02/index.html", "en/topics/economy/2024.html"):
        page = next(p for p in pages_of(found) if p.address == address)
        assert render(page, environment(THEME, found.words["en"])).count(b'class="Z3988"') == 2
