"""Pages that are read without a parser: what is seen in them is what a parser sees, or they are left to it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backfile.publish.pages import parse_page
from backfile.publish.plain import PlainPage, read_plain

PAGE = '<!doctype html>\n<html lang="en">\n<head>\n<title>Quay</title>{head}\n</head>\n<body>{body}</body>\n</html>\n'
WELL_FORMED = """\
Text.
&amp;
<p>
</p>
<p id="p1">
<br/>
<a href="a.html">
<a href="a&amp;b.html#c" lang="be">
<a name="n" href=" b.html ">
</a>
<script src="a.js">
<script>
</script>
<title>
</title>
<html lang="ru">
<body id="b">
</body>
</html>
<head>
</head>
<img src="i.png" srcset="a.png 1x, b.png 2x" alt="">
<p style="background: url(c.png)">
<svg viewBox="0 0 1 1">
<link rel="canonical" href="https://a.example/">
<link rel="icon" href="data:,x">
<meta http-equiv="Refresh" content="0; url=e.html">
<input formaction="f.html">
<object data="g.html">
<use xlink:href="#h"/>
<table>
<td background="k.png">
<li id="l">
""".splitlines()
ODD = """\
<
>
&
&nbsp;
"
<!--
-->
<p id=p2>
<P ID='p3'>
<p id="a" id="b">
</
</ >
</p x>
<a href="&copy;x">
<a href="a&ampb">
<a href="
<a href="a.html"id="q">
<a/b='c'>
<style>
</style>
<textarea>
</textarea>
<base>
<template>
<noscript>
<iframe>
<form action="d.html">
<svg:a href="j.html">
<?xml?>
<![CDATA[
]]>
""".splitlines()
PIECES = (*WELL_FORMED, *ODD, "\r", "\x00", "\x0b", "\u00a0", '<a href="x\ny">', '<a\nhref="c.html"\n>')


def seen(body: bytes) -> tuple[object, ...]:
    """What a parser sees, in the order of a plain page's facts."""
    page = parse_page(body)
    return (set(page.references), page.anchors, page.title, page.language, page.languages, page.canonical)


def facts(page: PlainPage) -> tuple[object, ...]:
    return (set(page.references), *page[1:])


@given(
    st.lists(st.sampled_from(WELL_FORMED), max_size=2),
    st.lists(st.sampled_from(WELL_FORMED), max_size=6) | st.lists(st.sampled_from(PIECES), max_size=4),
)
@example(["<title>"], [])
@example([], ["<script>", '<a href="a.html">', "</script>"])
@example([], ["<a name=", '"n" href=" b.html ">'])
@settings(max_examples=600, deadline=None)
def test_whatever_is_read_without_a_parser_is_read_as_by_one(head: list[str], body: list[str]) -> None:
    raw = PAGE.format(head="".join(head), body=f"x{''.join(body)}").encode()
    page = read_plain(raw)
    if page is not None:
        assert seen(raw) == facts(page)
        assert not (parse_page(raw).empty or parse_page(raw).based)


@pytest.mark.parametrize(
    "body",
    [
        '<p id="p1">Text. <a class="anchor" href="#p1" aria-label="Paragraph 1"></a></p><img src="a.png" alt="">',
        '<a href="a&amp;b.html" lang="be">x</a><br><svg viewBox="0 0 1 1"><path d="M0 0"/></svg>',
        '<script src="../a.js" defer></script><script type="application/ld+json">{"a": "b"}</script>Text.',
    ],
)
def test_what_our_templates_print_is_plain(body: str) -> None:
    raw = PAGE.format(head='<meta charset="utf-8"><link rel="stylesheet" href="s.css">', body=body).encode()
    page = read_plain(raw)
    assert page is not None
    assert facts(page) == seen(raw)


@pytest.mark.parametrize(
    "odd", ["<!-- -->", "<base>", "<p id=p1>", "<p id='p1'>", "a < b", "<script>'<p>'</script>", "\x0c"]
)
def test_what_is_not_plain_is_left_to_the_parser(odd: str) -> None:
    assert read_plain(PAGE.format(head="", body=f"Text. {odd}").encode()) is None


def test_a_page_without_text_or_of_another_shape_is_left_to_the_parser() -> None:
    assert read_plain(PAGE.format(head="", body=" <p></p> ").encode()) is None
    assert read_plain(b"") is None
    assert read_plain(b"\xff") is None
    assert read_plain(b"<!doctype html><p>Text.") is None
