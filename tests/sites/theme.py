"""Issues come in; the HTML of a theme that has changed four times comes out, with all that stands around a text."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

from babel.dates import format_date

from sites.issues import TOPICS, Issue, Part
from sites.prose import LANGUAGES

HOST = "belmora-letter.example"
HOME = f"https://{HOST}"
OLD_HOST = "letter.old-harbour.example"
NOW = {"schema": "modern", "graph": "magazine", "time": "blog", "printed": "bare"}


@cache
def labels(language: str) -> dict[str, str]:
    text = Path(__file__).with_name("labels.toml").read_text("utf-8")
    found: dict[str, str] = tomllib.loads(text)[language]
    return found


def root(language: str) -> str:
    return "" if language == "en" else f"/{language}"


def printed_day(issue: Issue) -> str:
    """The day as a reader of the language writes it."""
    return format_date(issue.day, "d MMMM y", locale=issue.language)


def page(language: str, title: str, main: str, head: str = "", sidebar: str = "") -> str:
    """A whole page: menus before `main`, a subscribe box, `sidebar` and a footer behind it."""
    say, base = labels(language), root(language)
    menu = [(f"{base}/", say["home"]), (f"{base}/about/", say["about"]), (f"{base}/calendar/2026-01/", say["calendar"])]
    menu += [(f"{base}/category/{topic}/", topic.title()) for topic in TOPICS]
    items = "".join(f'<li><a href="{href}">{escape(text)}</a></li>' for href, text in menu)
    switch = " | ".join(f'<a href="{root(code)}/" hreflang="{code}">{code.upper()}</a>' for code in LANGUAGES)
    return f"""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{escape(title)} – {escape(say["name"])}</title>
<link rel="alternate" type="application/rss+xml" title="{escape(say["name"])}" href="{HOME}{base}/feed/">
<link rel="https://api.w.org/" href="{HOME}/wp-json/">
{head}</head>
<body>
<header class="site-header"><p class="site-title"><a href="{base}/">{escape(say["name"])}</a></p>
<nav class="menu"><ul>{items}</ul></nav><p class="languages">{switch}</p>
<form role="search" action="{base}/"><input name="s" placeholder="{say["search"]}"></form></header>
{main}
<aside class="sidebar">
<div class="subscribe-box"><h3>{say["subscribe"]}</h3><p>{say["pitch"]}</p>
<form method="post" action="/subscribe/"><input name="email"><button>{say["button"]}</button></form></div>
{sidebar}</aside>
<footer class="site-footer"><p>© 2026 {escape(say["name"])}. {say["rights"]}</p>
<p><a href="/privacy/">Privacy</a> <a href="/private/minutes/">Minutes</a>
<a href="/wp-login.php">Log in</a></p></footer>
</body>
</html>
"""


def issue_page(issue: Issue, others: Sequence[Issue], similar: Sequence[Issue]) -> str:
    """The page of an issue, with its translations `others` and teasers of `similar` ones."""
    make = {"schema": _schema, "graph": _graph, "time": _time, "printed": _printed}[issue.layout]
    main, head = make(issue)
    links = "".join(
        f'<link rel="alternate" hreflang="{one.language}" href="{HOME}{one.path}">\n' for one in (issue, *others)
    )
    head += links if issue.layout != "printed" and others else ""
    return page(issue.language, issue.title, f'<div class="site-content">{main}{_similar(issue, similar)}</div>', head)


def _schema(issue: Issue) -> tuple[str, str]:
    said = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": issue.title,
        "datePublished": issue.published.isoformat(),
        "dateModified": issue.modified.isoformat(),
        "inLanguage": issue.language,
        "mainEntityOfPage": f"{HOME}{issue.path}",
        "author": {"@type": "Person", "name": issue.author},
        "publisher": {"@type": "Organization", "name": labels(issue.language)["name"]},
    }
    head = f'<link rel="canonical" href="{HOME}{issue.path}">\n{_graph_tags(issue)}'
    head += f'<script type="application/ld+json">{json.dumps(said, ensure_ascii=False)}</script>\n'
    say = labels(issue.language)
    half = len(issue.parts) // 2
    while issue.parts[half].kind in ("li", "note"):
        half -= 1
    box = f'<aside class="inline-box"><p>{say["subscribe"]}</p><p>{say["pitch"]}</p></aside>'
    text = f"{body(issue.parts[:half])}\n{box}\n{body(issue.parts[half:])}"
    return (
        f"""<main><article class="post"><header class="entry-header"><h1 class="entry-title">{escape(issue.title)}</h1>
<div class="entry-meta"><time datetime="{issue.published.isoformat()}">{printed_day(issue)}</time>
<span class="byline">{say["by"]} {escape(issue.author)}</span></div></header>
<div class="entry-content">{text}</div>
{_share(issue)}<footer class="entry-footer">
<a href="{root(issue.language)}/category/{issue.topic}/">{issue.topic}</a></footer>
</article></main>""",
        head,
    )


def _graph(issue: Issue) -> tuple[str, str]:
    return (
        f"""<div id="content"><div class="post"><h1>{escape(issue.title)}</h1>
{_share(issue)}<p class="byline">{labels(issue.language)["by"]} {escape(issue.author)}</p>
<div class="text">{body(issue.parts)}</div></div></div>""",
        _graph_tags(issue) + f'<link rel="amphtml" href="{HOME}{issue.path}amp/">\n',
    )


def _graph_tags(issue: Issue) -> str:
    tags = {
        "og:type": "article",
        "og:title": issue.title,
        "og:url": f"{HOME}{issue.path}",
        "og:site_name": labels(issue.language)["name"],
        "article:published_time": issue.published.isoformat(),
        "article:modified_time": issue.modified.isoformat(),
    }
    return "".join(f'<meta property="{name}" content="{escape(said)}">\n' for name, said in tags.items())


def _time(issue: Issue) -> tuple[str, str]:
    say = labels(issue.language)
    return (
        f"""<div class="blog"><article><h1><a href="{issue.path}">{escape(issue.title)}</a></h1>
<p class="posted"><time datetime="{issue.published.isoformat()}">{printed_day(issue)}</time></p>
{body(issue.parts)}
{_share(issue)}</article><section id="comments" class="comments"><h3>{say["comments"]}</h3></section></div>""",
        (f'<link rel="canonical" href="{HOME}{issue.path}">\n'),
    )


def _printed(issue: Issue) -> tuple[str, str]:
    say = labels(issue.language)
    return (
        f"""<div class="wrap"><div class="letter"><h1>{escape(issue.title)}</h1>
<p>{printed_day(issue)}</p>
{body(issue.parts)}
<p class="print"><a href="/private/print{issue.path}">{say["print"]}</a></p></div></div>""",
        "",
    )


def _share(issue: Issue) -> str:
    say, address = labels(issue.language), f"{HOME}{issue.path}"
    links = "".join(
        f'<li><a href="https://{name}.example/share?u={address}">{name}</a></li>' for name in ("post", "chat")
    )
    return f'<div class="share"><p>{say["share"]}</p><ul>{links}</ul></div>\n'


def _similar(issue: Issue, similar: Sequence[Issue]) -> str:
    """Teasers of other issues that read like the text of this one."""
    items = "".join(
        f'<div class="teaser"><h3><a href="{one.path}">{escape(one.title)}</a></h3><p>{printed_day(one)}</p>'
        + "".join(f"<p>{escape(text)}</p>" for text in one.lead)
        + "</div>\n"
        for one in similar
    )
    return f'<section class="related"><h2>{labels(issue.language)["similar"]}</h2>\n{items}</section>' if items else ""


def body(parts: Sequence[Part]) -> str:
    """The blocks of a text as HTML, neighbouring items in one list."""
    made: list[str] = []
    for part in parts:
        if part.kind == "li":
            opened = made and made[-1].startswith("<ul")
            before = made.pop().removesuffix("</ul>") if opened else '<ul class="wp-block-list">'
            made.append(f"{before}<li>{_inline(part)}</li></ul>")
        elif part.kind == "note":
            text = f'{_inline(part)} <a href="#fnref{part.note}">↩</a>'
            made.append(f'<ol class="footnotes"><li id="fn{part.note}">{text}</li></ol>')
        else:
            made.append(_BLOCKS[part.kind].format(_inline(part)))
    return "\n".join(made)


_BLOCKS = {
    "p": "<p>{}</p>",
    "h2": "<h2>{}</h2>",
    "quote": "<blockquote><p>{}</p></blockquote>",
    "image": '<figure class="wp-block-image"><img src="/wp-content/uploads/quay.jpg" alt="">'
    "<figcaption>{}</figcaption></figure>",
}


def _inline(part: Part) -> str:
    text = escape(part.text, quote=False)
    if part.link:
        text = text.replace(part.link, f'<a href="{part.href}">{part.link}</a>', 1)
    marker = f'<sup id="fnref{part.note}"><a href="#fn{part.note}">[{part.note}]</a></sup>'
    return f"{text}{marker}" if part.note and part.kind == "p" else text


def listing(language: str, heading: str, shown: Sequence[Issue], links: Sequence[str], address: str, pager: str) -> str:
    """A page that lists issues under their `links`, with an excerpt each, and leads on to other pages of its kind."""
    say = labels(language)
    items = "\n".join(
        f'<article class="post-summary"><h2><a href="{link}" rel="bookmark">{escape(one.title)}</a></h2>'
        f'<p class="posted">{printed_day(one)}</p><p>{escape(one.lead[0][:160])}…</p></article>'
        for one, link in zip(shown, links, strict=True)
    )
    main = f'<main class="archive"><h1>{escape(heading)}</h1>\n{items}\n<nav class="pagination">{pager}</nav></main>'
    head = f'<link rel="canonical" href="{address}">\n' + "".join(
        f'<link rel="alternate" hreflang="{code}" href="{HOME}{root(code)}/">\n' for code in LANGUAGES
    )
    return page(language, heading, main, head, f"<h3>{say['archive']}</h3>")


def pager(language: str, base: str, number: int, last: int, *, by_query: bool = False) -> str:
    """The links from page `number` of a listing to its neighbours and to the last one."""
    say = labels(language)

    def at(n: int) -> str:
        if n == 1:
            return f"{base}/"
        return f"{base}/?paged={n}" if by_query else f"{base}/page/{n}/"

    newer = f'<a class="prev page-numbers" href="{at(number - 1)}">{say["newer"]}</a> ' if number > 1 else ""
    older = f'<a class="next page-numbers" href="{at(number + 1)}">{say["older"]}</a> ' if number < last else ""
    current = f'<span class="page-numbers current">{number}</span> <a class="page-numbers" href="{at(last)}">{last}</a>'
    return f"{newer}{current} {older}"


def plain(language: str, heading: str, *paragraphs: str) -> str:
    """A page that is no issue."""
    text = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    return page(language, heading, f"<main><h1>{escape(heading)}</h1>\n{text}</main>")
