"""WordPress's posts: the published ones of each page, and the next page until there is none."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from backfile.discovery import Answer, Index, Skip
from backfile.discovery.rest import api_of_headers, posts_index, read_posts, total
from backfile.model import Listed

API = "https://hilltop.example/wp-json/"
NOW = dt.datetime(2025, 1, 6, tzinfo=dt.UTC)
POST = {
    "link": "https://hilltop.example/ferry/",
    "title": {"rendered": "The <em>Ferry</em> &#8220;Late&#8221;"},
    "date": "2025-01-06T08:00:00",
    "modified": "2025-01-07T08:00:00",
    "lang": "be",
}


def read(posts: object, number: int = 1, api: str = API, **headers: str) -> list[Listed | Index | Skip]:
    index = posts_index(api, number=number)
    answer = Answer(index.url, json.dumps(posts).encode(), "application/json", None, NOW, headers)
    return list(read_posts(answer, index))


def test_a_post_is_a_commentary_without_tags_in_its_title() -> None:
    found, following = read([POST])
    assert isinstance(found, Listed) and isinstance(following, Index)
    assert ("The Ferry “Late”", "2025-01-06T08:00:00", "2025-01-07T08:00:00", "be") == (
        found.title,
        found.published,
        found.modified,
        found.language,
    )
    assert "page=2" in following.url and 2 == following.number


def test_the_last_page_is_told_by_the_header_or_by_being_empty() -> None:
    assert 1 == len(read([POST], number=3, **{"x-wp-totalpages": "3"}))
    assert [] == read([])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status": "draft"}, "a post that is not published (draft)"),
        ({"status": "future"}, "a post that is not published (future)"),
        ({"content": {"protected": True}}, "a post behind a password"),
        ({"link": ""}, "a post without an address"),
    ],
)
def test_what_is_not_for_readers_is_skipped(change: dict[str, object], reason: str) -> None:
    skip = read([{**POST, **change}])[0]
    assert isinstance(skip, Skip) and reason == skip.reason


@pytest.mark.parametrize("answer", [{"code": "rest_post_invalid_page_number"}, "no", None, 3])
def test_an_error_is_no_list_of_posts(answer: object) -> None:
    (skip,) = read(answer)
    assert isinstance(skip, Skip) and "it is no list of posts" == skip.reason


def test_the_api_is_found_in_the_link_header_and_may_stand_in_a_query() -> None:
    headers = {"link": f'<{API}>; rel="https://api.w.org/", <https://hilltop.example/>; rel=shortlink'}
    assert API == api_of_headers(Answer("https://hilltop.example/", b"", "text/html", None, NOW, headers))
    assert "?rest_route=/wp/v2/posts&per_page=100" in posts_index("https://hilltop.example/?rest_route=/").url


def test_how_many_there_are_is_told_by_the_header() -> None:
    answer = Answer(API, b"[]", "application/json", None, NOW, {"x-wp-total": "312"})
    assert 312 == total(answer)
    assert total(Answer(API, b"[]", "application/json", None, NOW)) is None
