"""What verification says about a small site with one fault, and about one with none."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from backfile.errors import HeaderError
from backfile.publish.feeds import MOST
from backfile.publish.said import Problem
from backfile.publish.verify import verify

Add = Callable[..., str]
Put = Callable[[str, str], None]
QUAY = "en/2024/w02/quay.html"
BASE = "https://archive.example/"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">{head}{entries}</feed>'
HEAD = "<title>All</title><id>tag:archive.example,2026:all</id><updated>2024-01-14T00:00:00Z</updated>"
ENTRY = f'<entry>{HEAD}<link href="{BASE}{QUAY}"/></entry>'
SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{}</loc></url></urlset>'


def page(body: str, *, lang: str = "en", title: str = "Quay", head: str = "") -> str:
    return f'<!doctype html><html lang="{lang}"><head><title>{title}</title>{head}</head><body>{body}</body></html>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def put(site: Path) -> Put:
    def write(name: str, text: str) -> None:
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    return write


@pytest.fixture
def problems(site: Path, content: Path, add: Add, put: Put) -> Callable[[], list[str]]:
    """The problems of a sound site of two pages, a stylesheet and a feed, as far as the test has not changed it."""
    add("quay")
    put("index.html", page(f'<a href="{QUAY}#p1">Quay</a>', head=f'<link rel="canonical" href="{BASE}index.html">'))
    put(QUAY, page('<p id="p1">Text.</p><a href="../../../index.html">Home</a>'))
    put("theme/site.css", "body { background: url(dot.svg) }")
    put("theme/dot.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    put("feeds/all.atom.xml", ATOM.format(head=HEAD, entries=ENTRY))
    put("sitemap.xml", SITEMAP.format(BASE + QUAY))
    return lambda: [str(problem) for problem in verify(site, content)]


Problems = Callable[[], list[str]]


def test_a_sound_site_has_no_problems(problems: Problems) -> None:
    assert problems() == []


def test_a_commentary_without_its_page_is_named(problems: Problems, add: Add) -> None:
    name = add("pier", category="Trade")
    assert problems() == [
        f"en/2024/w02/pier.html: {name} has no page",
        "feeds/all.atom.xml: lists 1 commentaries of the 2 that it promises",
    ]


def test_a_commentary_is_filed_under_the_iso_week_its_period_begins_in(problems: Problems, add: Add) -> None:
    add("pier", date="2025-01-05", period="2024-12-30/2025-01-05")
    assert problems()[0].startswith("en/2025/w01/pier.html: ")


def test_an_undated_commentary_has_its_page_among_the_undated(problems: Problems, add: Add, put: Put) -> None:
    add("pier", date=None, period=None)
    put("en/undated/pier.html", page("Text."))
    assert problems() == []


def test_two_commentaries_cannot_share_a_page(problems: Problems, add: Add) -> None:
    add("quay", date="2024-01-13")
    shared = f"{QUAY}: en/2024/2024-01-13-quay.md and en/2024/2024-01-14-quay.md share one page"
    assert shared in problems()


def test_a_page_in_another_language_than_its_commentary_is_named(problems: Problems, put: Put) -> None:
    put(QUAY, page('<p id="p1">Text.</p>', lang="be"))
    assert problems() == [f"{QUAY}: en/2024/2024-01-14-quay.md is in en, but nothing on its page is marked so"]


def test_a_text_may_be_marked_within_a_page(problems: Problems, put: Put) -> None:
    put(QUAY, page('<p id="p1" lang="en">Text.</p>', lang="be"))
    assert problems() == []


def test_a_language_is_the_same_in_capitals_and_in_small_letters(problems: Problems, add: Add, put: Put) -> None:
    add("cais", lang="pt-BR", date=None, period=None)
    put("pt-br/undated/cais.html", page("Text.", lang="pt-br"))
    assert problems() == []


def test_the_name_of_a_folder_alone_gives_nothing_away(
    problems: Problems, site: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert problems() == []
    monkeypatch.chdir(content.parent)
    assert b"site" in (site / "sitemap.xml").read_bytes()
    assert verify(Path("site"), Path("content")) == ()


def test_only_the_page_for_what_is_missing_is_linked_from_the_root(problems: Problems, put: Put) -> None:
    put("404.html", page(f'<a href="/{QUAY}#p1">Quay</a><a href="/nowhere.html">x</a><a href="/en">x</a>'))
    assert problems() == [
        "404.html: /en is a folder, which does not open from a disk",
        "404.html: /nowhere.html is not in the site",
    ]


def test_a_site_below_a_folder_is_linked_from_there(problems: Problems, put: Put) -> None:
    below = f"{BASE}back/issues/"
    put("index.html", page(f'<a href="{QUAY}">Quay</a>', head=f'<link rel="canonical" href="{below}index.html">'))
    put("404.html", page(f'<a href="/back/issues/{QUAY}">Quay</a><a href="/{QUAY}">x</a>'))
    assert problems() == [f"404.html: /{QUAY} leads out of the site"]


def test_a_hidden_file_needs_no_page(problems: Problems, add: Add) -> None:
    add("pier", path=".trash/pier.md")
    assert problems() == []


def test_a_wrong_header_stops_it(problems: Problems, add: Add) -> None:
    add("pier", date="someday", path="en/pier.md")
    with pytest.raises(HeaderError, match=r"en/pier.md:3: Date is `someday`"):
        problems()


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("nowhere.html", "nowhere.html is not in the site"),
        ("Quay.html", "Quay.html is not in the site"),
        ("", "is an empty address"),
        ("#p2", f"{QUAY}#p2 is not on that page"),
        ("../../../index.html#p1", "index.html#p1 is not on that page"),
        ("../../..", "../../.. is a folder, which does not open from a disk"),
        ("../", "../ is a folder, which does not open from a disk"),
        ("quay.html/", "quay.html/ is a folder, which does not open from a disk"),
        ("../../../../secret.txt", "../../../../secret.txt leads out of the site"),
        ("%2e%2e/../../../secret.txt", "%2e%2e/../../../secret.txt leads out of the site"),
        ("/index.html", "/index.html does not open from a disk: it must be relative, with slashes"),
        ("..\\index.html", "..\\index.html does not open from a disk: it must be relative, with slashes"),
        ("//elsewhere.example/", "//elsewhere.example/ names no scheme"),
        ("file:///home/me/x.html", "file:///home/me/x.html must not be linked: only http, https and mailto may"),
        ("C:/x.html", "C:/x.html must not be linked: only http, https and mailto may"),
        ("javascript:alert(1)", "javascript:alert(1) must not be linked: only http, https and mailto may"),
        ("data:text/html,x", "data:text/html,x must not be linked: only http, https and mailto may"),
        ("http://[x", "http://[x is not an address"),
        (f"{BASE}en/gone.html", f"{BASE}en/gone.html is not in the site"),
    ],
)
def test_a_bad_link_is_named_with_its_page(problems: Problems, put: Put, link: str, message: str) -> None:
    put(QUAY, page(f'<p id="p1">Text.</p><a href="{link}">x</a>'))
    assert problems() == [f"{QUAY}: {message}"]


@pytest.mark.parametrize(
    "link",
    [
        "#", "#top", "#p1", "quay.html", "quay.html?q=1#p1", "./../w02/%71uay.html", "https://elsewhere.example/",
        "mailto:a@talvaria.example", BASE, f"{BASE}{QUAY}", "../../../theme/dot.svg#layer",
    ],
)  # fmt: skip
def test_a_good_link_is_left_alone(problems: Problems, put: Put, link: str) -> None:
    put(QUAY, page(f'<p id="p1">Text.</p><a href="{link}">x</a>'))
    assert problems() == []


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="https://elsewhere.example/x.png">',
        '<img srcset="quay.html 1x, https://elsewhere.example/x.png 2x">',
        '<script src="https://elsewhere.example/x.js"></script>',
        '<link rel="stylesheet" href="https://elsewhere.example/x.css">',
        '<link rel="preconnect" href="https://elsewhere.example/">',
        '<iframe src="https://elsewhere.example/"></iframe>',
        '<form action="https://elsewhere.example/"></form>',
        '<object data="https://elsewhere.example/"></object>',
        '<video poster="https://elsewhere.example/"></video>',
        '<p style="background: url(https://elsewhere.example/x.png)">x</p>',
        '<style>@import "https://elsewhere.example/x.css";</style>',
        '<svg><image xlink:href="https://elsewhere.example/x.png"/></svg>',
        '<meta http-equiv="Refresh" content="0; url=https://elsewhere.example/">',
        f'<img src="{BASE}theme/dot.svg">',
    ],
)
def test_nothing_is_requested_from_a_host(problems: Problems, put: Put, markup: str) -> None:
    put(QUAY, page(f'<p id="p1">Text.</p>{markup}'))
    (problem,) = problems()
    assert problem.endswith("would be requested from a host: what a page needs stands in the site")


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="nothing.png">',
        '<script src="nothing.png"></script>',
        '<link rel="stylesheet" href="nothing.png">',
        '<link rel="alternate" type="application/atom+xml" href="nothing.png">',
        '<meta http-equiv="refresh" content="0;URL=nothing.png">',
    ],
)
def test_what_a_page_needs_is_there(problems: Problems, put: Put, markup: str) -> None:
    put(QUAY, page(f'<p id="p1">Text.</p>{markup}'))
    assert problems() == [f"{QUAY}: nothing.png is not in the site"]


def test_a_picture_may_stand_in_the_page_itself(problems: Problems, put: Put) -> None:
    icon = '<link rel="icon" href="data:image/svg+xml,%3Csvg%3E">'
    put(QUAY, page('<p id="p1"><img src="data:image/png;base64,AA==">', head=icon))
    assert problems() == []


def test_a_stylesheet_needs_what_it_names(problems: Problems, put: Put) -> None:
    put("theme/site.css", "@import 'gone.css'; p { background: url( \"//elsewhere.example/x\" ) }")
    assert problems() == [
        "theme/site.css: //elsewhere.example/x names no scheme",
        "theme/site.css: gone.css is not in the site",
    ]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", ["is empty"]),
        (" \n", ["is empty"]),
        ("<!-- -->", ["does not name its language", "has no text", "has no title"]),
        (page(""), ["has no text"]),
        (page("Text.", title=" "), ["has no title"]),
        (page("Text.", lang=""), ["does not name its language"]),
        (page("Text.", head='<base target="_top">'), ["has a <base>, which bends every link"]),
    ],
)
def test_a_page_has_a_title_a_language_and_text(problems: Problems, put: Put, text: str, faults: list[str]) -> None:
    put("about.html", text)
    assert problems() == [f"about.html: {fault}" for fault in faults]


def test_no_file_names_a_folder_of_this_machine(problems: Problems, put: Put, content: Path) -> None:
    put("search.js", f"load('{content}/en')")
    assert problems() == [f"search.js: {content} is a folder of this machine"]


@pytest.mark.parametrize(
    ("feed", "fault"),
    [
        ("<feed", "is not XML"),
        (ATOM.format(head=HEAD, entries=""), "has no entry"),
        (ATOM.format(head=HEAD.replace("<title>All</title>", "<title> </title>"), entries=ENTRY), "has no title"),
        (ATOM.format(head=HEAD, entries=ENTRY.replace("<title>All</title>", "")), "entry 1 has no title"),
        (ATOM.format(head=HEAD, entries=ENTRY * (MOST + 1)), f"has {MOST + 1} entries, more than {MOST}"),
        (ATOM.format(head=HEAD, entries=ENTRY.replace("quay", "gone")), "is not in the site"),
        ("<rss><channel><title>T</title></channel></rss>", "has no entry"),
        ("<rss><channel><item><title>T</title></item></channel></rss>", "has no title"),
        ("<rss><channel><title>T</title><item/></channel></rss>", "entry 1 has no title"),
        (SITEMAP.format(BASE + "gone.html"), "is not in the site"),
        ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', "lists nothing"),
    ],
)
def test_a_feed_and_a_sitemap_are_sound(problems: Problems, put: Put, feed: str, fault: str) -> None:
    put("feeds/more.xml", feed)
    (problem,) = problems()
    assert problem.startswith("feeds/more.xml: ")
    assert fault in problem


def test_an_archived_feed_may_be_long(problems: Problems, put: Put) -> None:
    archive = '<archive xmlns="http://purl.org/syndication/history/1.0"/>'
    put("feeds/2024.xml", ATOM.format(head=HEAD + archive, entries=ENTRY * 60))
    assert problems() == []


def test_a_feed_brings_no_entities(problems: Problems, put: Put, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("canary", "utf-8")
    entity = f'<!DOCTYPE feed [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>'
    put("feeds/more.xml", entity + ATOM.format(head=HEAD.replace("All", "&x;"), entries=ENTRY))
    assert problems() == ["feeds/more.xml: has a DOCTYPE, which no feed needs"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{", "is not JSON"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"}]}', "has no title"),
        ('{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": []}', "has no entry"),
        ('{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{}]}', "entry 1 has no id"),
    ],
)
def test_a_json_feed_is_sound(problems: Problems, put: Put, text: str, fault: str) -> None:
    put("feeds/all.json", text)
    (problem,) = problems()
    assert fault in problem


def test_problems_are_in_the_order_of_the_pages(problems: Problems, put: Put, site: Path, content: Path) -> None:
    put("b.html", "")
    put("a.html", page('<a href="gone.html">x</a><a href="gone.html">x</a>'))
    problems()
    assert verify(site, content)[:2] == (
        Problem("a.html", "gone.html", "is not in the site"),
        Problem("b.html", "", "is empty"),
    )


def test_two_hundred_pages_take_a_second_or_two(site: Path, content: Path, add: Add, put: Put) -> None:
    body = "".join(f'<p id="p{n}">Some words. <a href="p{n}.html#p{n}">{n}</a></p>' for n in range(100))
    for number in range(200):
        put(f"p{number}.html", page(body))
    started = time.process_time()
    assert verify(site, content) == ()
    assert time.process_time() - started < 3


PIECE = 'backfile("shown/en/0",[["{}","Quay","14 January 2024",""]])\n'


def test_a_search_index_leads_to_each_commentary(problems: Problems, put: Put, add: Add) -> None:
    put("search/shown/en/0.js", PIECE.format(QUAY))
    assert problems() == []
    name = add("pier")
    put("en/2024/w02/pier.html", page("Text."))
    assert f"en/2024/w02/pier.html: {name} is not in the search index" in problems()


def test_a_result_that_leads_nowhere_is_named(problems: Problems, put: Put) -> None:
    put("search/shown/en/0.js", PIECE.format(QUAY))
    put("search/shown/en/1.js", PIECE.format("en/2024/w02/gone.html").replace("/0", "/1"))
    assert problems() == ["search/shown/en/1.js: en/2024/w02/gone.html is not in the site"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("alert(1)", "is not a call of backfile(name, value)"),
        ('backfile("tail/61",{)\n', "does not hold JSON"),
        ('backfile("tail/62",{})\n', "answers to the name tail/62"),
    ],
)
def test_a_piece_of_the_index_that_a_page_cannot_read_is_named(
    problems: Problems, put: Put, text: str, fault: str
) -> None:
    put("search/tail/61.js", text)
    assert problems() == [f"search/tail/61.js: {fault}"]


def test_a_piece_that_does_not_show_what_it_should_is_named(problems: Problems, put: Put) -> None:
    put("search/shown/en/0.js", 'backfile("shown/en/0",[["a"]])\n')
    assert problems() == [
        "en/2024/w02/quay.html: en/2024/2024-01-14-quay.md is not in the search index",
        "search/shown/en/0.js: does not hold an address, a title, a day and an excerpt for each commentary",
    ]
