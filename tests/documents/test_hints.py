"""What a page says about itself outside its text."""

from __future__ import annotations

import pytest

from backfile.documents.hints import read_hints
from backfile.documents.html_tree import parse

BASE = "https://talvaria.example/news/page"


def hints(markup: str) -> list[tuple[str, str, str]]:
    return [(hint.name, hint.value, hint.origin) for hint in read_hints(parse(markup), base=BASE)]


def said(markup: str, name: str) -> list[str]:
    return [value for said_name, value, _ in hints(markup) if said_name == name]


def json_ld(script: str) -> str:
    return f'<script type="application/ld+json">{script}</script>'


def test_an_article_in_json_ld_says_all_it_knows() -> None:
    page = json_ld(
        """{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "The bridge &amp; the river",
        "author": [{"@type": "Person", "name": "Ada Vierra"}, "Ivo Lind"], "datePublished": "2024-03-02T10:00+03:00",
        "dateModified": "2024-03-05", "publisher": {"@type": "Organization", "name": "Talvaria Weekly"},
        "image": {"url": "/b.jpg", "creditText": "P. Rowe"}, "mainEntityOfPage": {"@id": "/news/bridge"},
        "inLanguage": "be-BY", "articleSection": "Rivers", "keywords": "bridge, river", "description": "A lead."}"""
    )
    assert hints(page) == [
        ("title", "The bridge & the river", "json-ld"),
        ("published", "2024-03-02T10:00+03:00", "json-ld"),
        ("modified", "2024-03-05", "json-ld"),
        ("url", "https://talvaria.example/news/bridge", "json-ld"),
        ("image", "https://talvaria.example/b.jpg", "json-ld"),
        ("summary", "A lead.", "json-ld"),
        ("section", "Rivers", "json-ld"),
        ("tag", "bridge", "json-ld"),
        ("tag", "river", "json-ld"),
        ("language", "be", "json-ld"),
        ("author", "Ada Vierra", "json-ld"),
        ("author", "Ivo Lind", "json-ld"),
        ("publisher", "Talvaria Weekly", "json-ld"),
        ("credit", "P. Rowe", "json-ld"),
    ]


def test_an_author_in_a_graph_is_found_by_reference() -> None:
    page = json_ld(
        """{"@graph": [{"@type": ["Article", "Thing"], "headline": "Rain", "author": {"@id": "#ada"}},
        {"@type": "Person", "@id": "#ada", "name": "Ada Vierra"}]}"""
    )
    assert said(page, "author") == ["Ada Vierra"]


@pytest.mark.parametrize(
    "script",
    [
        '[{"@type": "WebSite", "name": "Other"}, {"@type": "BlogPosting", "headline": "Rain"}]',
        '{"@type": "WebPage", "name": "Other", "mainEntity": {"@type": "https://schema.org/Report", "name": "Rain"}}',
        '//<![CDATA[\n{"@type": "Article", "headline": "Rain"}\n//]]>',
        '<!-- {"@type": "Article", "headline": "Rain"} -->',
        '{"@type": "Article", "headline": "Ra\nin"}'.replace("\n", ""),
    ],
)
def test_the_article_is_found_wherever_it_stands(script: str) -> None:
    assert said(json_ld(script), "title") == ["Rain"]


def test_objects_that_are_no_article_say_nothing() -> None:
    other = '{"@type": "Organization", "name": "Talvaria", "author": "Nobody", "datePublished": "2001"}'
    assert hints(json_ld(other)) == []


@pytest.mark.parametrize("broken", ["{", '{"@type": "Article", headline}', "[" * 100_000, "", "null", "17"])
def test_a_broken_script_is_passed_over(broken: str) -> None:
    assert said(json_ld(broken) + json_ld('{"@type": "Article", "headline": "Rain"}'), "title") == ["Rain"]


def test_opengraph_speaks_by_property_or_by_name() -> None:
    page = """<meta property="og:title" content="Rain &amp; snow"><meta name="og:site_name" content="Talvaria Weekly">
    <meta property="og:locale" content="be_BY"><meta property="article:published_time" content="2 March">
    <meta property="article:tag" content="a"><meta property="article:tag" content="b">
    <meta property="article:author" content="https://social.example/ada"><meta property="og:image" content="/i.png">"""
    assert hints(page) == [
        ("title", "Rain & snow", "opengraph"),
        ("site", "Talvaria Weekly", "opengraph"),
        ("language", "be", "opengraph"),
        ("published", "2 March", "opengraph"),
        ("tag", "a", "opengraph"),
        ("tag", "b", "opengraph"),
        ("image", "https://talvaria.example/i.png", "opengraph"),
    ]


def test_meta_elements_speak_in_many_tongues() -> None:
    page = """<meta name="Author" content="Ada"><meta name="citation_author" content="Vierra, Ada">
    <meta name="DC.date" content="2024"><meta name="description" content=" A  lead. ">
    <meta name="keywords" content="a, b">
    <meta http-equiv="Content-Language" content="de"><meta itemprop="datePublished" content="2024-01-01">"""
    assert hints(page) == [
        ("author", "Ada", "meta"),
        ("author", "Vierra, Ada", "meta"),
        ("published", "2024", "meta"),
        ("summary", "A lead.", "meta"),
        ("tag", "a", "meta"),
        ("tag", "b", "meta"),
        ("language", "de", "meta"),
        ("published", "2024-01-01", "meta"),
    ]


def test_links_say_the_address_and_the_translations() -> None:
    page = """<link rel="alternate" hreflang="be-BY" href="/be/page">
    <link rel="alternate" hreflang="x-default" href="/">
    <link rel="alternate" type="application/rss+xml" href="/feed"><link rel="canonical" href="page?x=1&amp;y=2">"""
    assert hints(page) == [
        ("url", "https://talvaria.example/news/page?x=1&y=2", "link"),
        ("alternate:be", "https://talvaria.example/be/page", "link"),
        ("alternate:x-default", "https://talvaria.example/", "link"),
    ]


def test_times_are_of_publishing_unless_they_say_otherwise() -> None:
    page = """<p><time datetime="2024-03-02">2 March</time> <time class="entry updated" datetime="2024-03-05"></time>
    <time>yesterday</time>"""
    assert hints(page) == [("published", "2024-03-02", "time"), ("modified", "2024-03-05", "time")]


def test_the_page_says_its_language_and_title() -> None:
    page = "<html lang='be-tarask'><head><title>\n Rain\n</title></head><svg><title>icon</title></svg>"
    assert hints(page) == [("language", "be-tarask", "html"), ("title", "Rain", "title")]


def test_a_language_that_is_no_code_is_not_guessed() -> None:
    assert said("<html lang='english'>", "language") == []


def test_the_most_trusted_origin_comes_first() -> None:
    page = f"""<html lang=de><title>t</title><meta name=author content=m><meta property=og:title content=o>
    <link rel=canonical href=/c>{json_ld('{"@type": "Article", "headline": "j"}')}<time datetime=2024></time>"""
    origins = [origin for _, _, origin in hints(page)]
    assert origins == ["json-ld", "opengraph", "meta", "link", "html", "time", "title"]


def test_a_thing_said_twice_in_one_way_is_one_hint() -> None:
    assert said("<meta name=author content=Ada><meta name=author content=Ada>", "author") == ["Ada"]


def test_a_hint_names_its_line() -> None:
    (hint,) = read_hints(parse("<html>\n<head>\n<meta name=author content=Ada>"))
    assert hint.place == 3


@pytest.mark.parametrize("address", ["http://[bad/x", "//[x"])
def test_an_address_that_is_none_is_no_hint(address: str) -> None:
    page = f'<link rel="canonical" href="{address}"><meta property="og:url" content="{address}">'
    assert said(page + json_ld(f'{{"@type": "NewsArticle", "headline": "A", "url": "{address}"}}'), "url") == []
