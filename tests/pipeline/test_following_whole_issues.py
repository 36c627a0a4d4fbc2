"""A weekly whose pages hold a whole issue each is followed: every commentary of an issue stands there once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites.desk import Desk
from sites.serving import Asked, Certificates, Reply, serve

HOST = "talvaria-weekly.example"
PAGE = """<html lang="en"><head><title>The week in Talvaria</title></head><body>
<p>March 10 – March 16, 2025</p>
<p>Government</p><h2><a href="/en/government/drums/">{title}</a></h2><p>No movement this week</p>
<p>By Hanna Veras</p><p>Four ministers listened to the drums for an hour and went home without a word of it.</p>
<p>Security</p><h2>A Fence Around a Field</h2><p>A step back</p>
<p>By Anton Brisk</p><p>{text}</p>
</body></html>"""
FENCE = "The field has a fence now, and nobody remembers what was ever to be kept in it, or out."
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Talvaria Weekly</title><link>https://{HOST}/</link>
<item><title>The week in Talvaria</title><link>https://{HOST}/issues/2025-11/</link>
<pubDate>Sun, 16 Mar 2025 20:00:00 +0000</pubDate></item></channel></rss>"""


class Issues:
    """A home page, a feed of one item, and the page of that issue."""

    hosts = (HOST,)
    date = "Mon, 17 Mar 2025 06:00:00 GMT"

    def __init__(self) -> None:
        self.text = FENCE

    def robots(self) -> str:
        return "User-agent: *\nDisallow:\n"

    def answer(self, asked: Asked) -> Reply:
        if asked.path == "/":
            return Reply(b'<link rel="alternate" type="application/rss+xml" href="/feed/"><p>Talvaria Weekly</p>')
        if asked.path == "/feed/":
            return Reply(FEED.encode(), media_type="application/rss+xml")
        if asked.path == "/issues/2025-11/":
            return Reply(PAGE.format(title="The Drums of the Ministry", text=self.text).encode())
        return Reply(b"no such page", 404)


@pytest.fixture
def site() -> Issues:
    return Issues()


def test_every_commentary_of_an_issue_stands_there_once_and_is_brought_up_to_date(
    site: Issues, certificates: Certificates, tmp_path: Path
) -> None:
    with serve(site, certificates) as server:
        desk = Desk(tmp_path / "archive", server, certificates, 1_742_200_000)
        desk.with_source(id="talvaria-weekly", home=f"https://{HOST}/", recipe="talvaria-weekly", pace=0.01)
        first = desk.run("update")
        headers = {header.title: header for header in desk.headers().values()}
        assert ["A Fence Around a Field", "The Drums of the Ministry"] == sorted(headers), first
        drums, fence = headers["The Drums of the Ministry"], headers["A Fence Around a Field"]
        assert ("Government", "Security") == (drums.topic, fence.topic)
        assert (f"https://{HOST}/en/government/drums/", None) == (drums.url, fence.url)
        assert "2025-03-10/2025-03-16" == str(drums.period) == str(fence.period)
        before = desk.tree()
        assert 0 == desk.run("update", "--all").code
        assert before == desk.tree()
        site.text = FENCE.replace("nobody", "hardly anybody")
        again = desk.run("update", "--all")
        assert 2 == len(desk.headers()), again
        assert "hardly anybody" in next(h.body for h in desk.headers().values() if h.topic == "Security"), again
