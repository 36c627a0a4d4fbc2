"""A weekly review comes in; its site goes out: two looks, two hosts, listings without years, and no structured data."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.utils import format_datetime
from html import escape
from urllib.parse import parse_qs

from backfile.model import Trend
from sites.serving import Asked, Reply
from sites.weekly_review import ICONS, MONTHS, ORDER, PHRASES, TOPICS, Piece, Review, topic_name

HOST, OLD_HOST = "belarusinfocus.pro", "belarusinfocus.info"
HOME = f"https://{HOST}"
PER_PAGE = 10
PHRASES_BE = ("Сітуацыя не змянілася", "Сітуацыя пагоршылася", "Сітуацыя палепшылася")
PHRASES_RU = ("Ситуация не изменилась", "Ситуация ухудшилась", "Ситуация улучшилась")
PHRASE_IN = {"be": dict(zip(ORDER, PHRASES_BE, strict=True)), "ru": dict(zip(ORDER, PHRASES_RU, strict=True))}
MONTH_IN = {"be": ("студзеня", "лютага", "сакавіка"), "ru": ("января", "февраля", "марта")}


@dataclass
class ReviewSite:
    """The site of a review: every address of a commentary answers, on both hosts and in both schemes."""

    review: Review = field(default_factory=Review)
    delay: float = 0.01

    @property
    def hosts(self) -> tuple[str, ...]:
        return (HOST, f"www.{HOST}", OLD_HOST, f"www.{OLD_HOST}")

    @property
    def date(self) -> str:
        return "Mon, 05 Jan 2026 06:00:00 GMT"

    def robots(self) -> str:
        return f"User-agent: *\nCrawl-delay: {self.delay}\nDisallow: /wp-admin/\n"

    def answer(self, asked: Asked) -> Reply:
        path = asked.path if asked.path.endswith("/") else f"{asked.path}/"
        if asked.path == "/robots.txt":
            return Reply(self.robots().encode(), media_type="text/plain", validated=False)
        if path == "/feed/":
            return Reply(self._feed().encode(), media_type="application/rss+xml; charset=utf-8")
        if found := re.fullmatch(r"/analytics/(?:([\w-]+)/)?(?:page/(\d+)/)?", path):
            paged = parse_qs(asked.query).get("paged", ["1"])[0]
            return self._listing(found[1] or "", int(found[2] or paged))
        if path == "/" or path.strip("/") in TOPICS:
            return Reply(_page("en", "Belarus in Focus", self._shown(path.strip("/"), 1)).encode())
        piece = next((piece for piece in self.review.pieces if piece.path == path), None)
        if piece is None:
            return Reply(_page("en", "Not found", "<h1>Not found</h1>").encode(), 404, validated=False)
        return Reply(self.page_of(piece).encode())

    def page_of(self, piece: Piece) -> str:
        """The page of a commentary in the look it had."""
        look = {"trend": _trend_page, "status": _status_page, "title": _title_page}[piece.layout]
        return _page(
            piece.language, piece.title, look(piece) + (self._similar(piece) if piece.layout == "status" else "")
        )

    def _similar(self, piece: Piece) -> str:
        """Full teasers of the next commentaries on the same topic."""
        same = [one for one in self.review.pieces if one.shelf == piece.shelf and one.week < piece.week][:2]
        items = "".join(
            f'<div class="item"><h3><a href="{one.path}">{escape(one.title)}</a></h3><p>{_posted(one)}</p>'
            f"<p>Image: Quay Archive</p><p>{escape(one.paragraphs[0])}</p><p>{escape(one.paragraphs[1])}</p></div>\n"
            for one in same
        )
        return f'<div class="similar"><h2>Similar articles</h2>\n{items}</div>'

    def _shown(self, topic: str, number: int) -> str:
        of = [piece for piece in self.review.pieces if not topic or piece.shelf == topic]
        shown = of[(number - 1) * PER_PAGE : number * PER_PAGE]
        items = "".join(
            f'<div class="item"><a href="{alias(one)}">{escape(one.title)}</a><span>{one.range}</span></div>\n'
            for one in shown
        )
        base = f"/analytics/{topic}/" if topic else "/analytics/"
        last = -(-len(of) // PER_PAGE)
        older = f"{base}page/{number + 1}/" if number % 2 else f"{base}?paged={number + 1}"
        leads = f'<a class="next" href="{older}">Older</a>' if number < last else ""
        return f'<main><h1>All trends</h1>\n<div class="items">{items}</div>\n{leads}</main>' if shown else ""

    def _listing(self, topic: str, number: int) -> Reply:
        main = self._shown(topic, number)
        if not main:
            return Reply(_page("en", "Not found", "<h1>Not found</h1>").encode(), 404, validated=False)
        return Reply(_page("en", "All trends", main).encode())

    def _feed(self) -> str:
        items = "".join(
            f"<item><title>{escape(one.title)}</title><link>{HOME}{one.path}</link>"
            f"<pubDate>{format_datetime(one.posted)}</pubDate></item>\n"
            for one in self.review.pieces[:PER_PAGE]
        )
        return (
            f'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>Belarus in Focus</title>{items}</channel></rss>'
        )


def alias(piece: Piece) -> str:
    """The address under which listings link a commentary: one of eight, always the same."""
    at = piece.number
    scheme, host = ("https", "http")[at % 2], (HOST, OLD_HOST)[at // 2 % 2]
    return f"{scheme}://{host}{piece.path if at % 3 else piece.path.rstrip('/')}{'?page=1' if at % 5 == 0 else ''}"


def rulings(review: Review) -> str:
    """What an editor rules on the source's errors, as TOML: two weeks and a topic."""
    made = [
        f'[[ruling]]\nurl = "{HOME}{piece.path}"\nreason = "The page carries the next week\'s range"\n'
        f'set = {{ period = "{piece.period}" }}\n'
        for piece in review.doubled
    ]
    made += [
        f'[[ruling]]\nurl = "{HOME}{piece.path}"\nreason = "It is about another topic than it is filed under"\n'
        f'set = {{ topic = "{TOPICS[piece.topic]}" }}\n'
        for piece in review.misfiled
    ]
    return "\n".join(made)


def idle_ruling() -> str:
    """A ruling on a page that is not there."""
    return (
        f'[[ruling]]\nurl = "{HOME}/security-issues/never-written/"\nreason = "A slip"\nset = {{ title = "Never" }}\n'
    )


def _page(language: str, title: str, main: str) -> str:
    menu = "".join(f'<li><a href="/analytics/{slug}/">{name}</a></li>' for slug, name in TOPICS.items())
    return f"""<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)} - Belarus in Focus</title></head>
<body class="single">
<header><nav><ul>{menu}</ul></nav></header>
{main}
<div class="subscribe"><p style="display:none">You have been successfully subscribed</p>
<h3>Subscribe to our newsletter</h3>
<p>Once a week, in step with the harbour clocks of four towns, we send short commentaries.
They come without a stamp.</p>
<label>EN</label> <label>BE/RU</label> <button>Subscribe</button></div>
<div class="current"><h3>Situation in Belarus</h3><p>December 29 – January 4</p><a href="/analytics/">View all</a></div>
<footer><h4>Subscribe to us</h4><a href="/feed/">Read more</a></footer>
</body></html>
"""


def _trend_page(piece: Piece) -> str:
    phrase = PHRASE_IN.get(piece.language, PHRASES)[piece.trend]
    colour = {Trend.BETTER: ' style="color:green"', Trend.WORSE: ' style="color:red"'}.get(piece.trend, "")
    by = f"By {piece.author}" if piece.author and piece.number % 2 and piece.language == "en" else piece.author
    return f"""<main><article><div class="byline">by</div>
<div class="week">{_range_with_year(piece)}</div>
<div class="topic"><a href="/analytics/{piece.shelf}/">{escape(topic_name(piece.shelf, piece.language))}</a></div>
<h1>{escape(piece.title)}</h1>
<div class="trend"{colour}>{phrase}</div>
<img src="/wp-content/uploads/quay.jpg" alt="{escape(piece.title)}">
<p class="credit">Photo: Quay Archive</p>
{f'<p class="author">{by}</p>' if by else ""}
{_paragraphs(piece)}</article></main>
"""


def _range_with_year(piece: Piece) -> str:
    """The printed week, its year last: over New Year that of its start."""
    first, last = piece.printed_period.first, piece.printed_period.last
    if piece.language != "en":
        names = MONTH_IN[piece.language]
        return f"{first.day} {names[first.month - 1]} – {last.day} {names[last.month - 1]} {first.year}"
    return f"{piece.range}, {first.year}"


def _status_page(piece: Piece) -> str:
    mark = ICONS[piece.trend]
    if piece.number % 2:
        status = f'<p class="status">Category status: <img src="/i/status.png" alt="{mark[0]}" width="16"></p>'
    else:
        status = f'<div class="status"><span>Category status:</span> <span>{mark}</span></div>'
    return f"""<div id="content"><h1>{escape(piece.title)}</h1>
{status}
<p class="time">{_posted(piece)}</p>
<img src="/uploads/quay.jpg" alt=""><p>Image: Quay Archive</p>
{_paragraphs(piece)}</div>
"""


def _title_page(piece: Piece) -> str:
    return f"<article><h1>{escape(piece.title)}</h1>\n{_paragraphs(piece)}</article>\n"


def _posted(piece: Piece) -> str:
    at = piece.posted
    return f"{MONTHS[at.month - 1]} {at.day:02}, {at.year} {at:%H:%M}"


def _paragraphs(piece: Piece) -> str:
    return "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in piece.paragraphs)
