"""Feeds and exports: what is published comes out item by item, whole; of anything else not a word."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from backfile.errors import CaptureError, DamagedCapture, EmptyCapture
from backfile.inputs.files import Found, FoundFile, Passed, Refused, read_files
from backfile.pipeline import add

SITE = "https://talvaria-weekly.example/"
BODY = "<p>The ferry at Osta did not sail on Tuesday, and nobody at the Customs League could say why.</p>"
CANARY = "QUARTZWREN"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel><title>Talvaria Weekly</title><link>{site}</link><language>en</language><lastBuildDate>{built}</lastBuildDate>
{items}</channel></rss>"""
ITEM = """<item><title>The ferry</title><link>{site}ferry/</link><guid isPermaLink="false">{site}?p=7</guid>
<pubDate>Mon, 11 Mar 2024 00:30:00 +0300</pubDate><dc:creator>Mira Solvei</dc:creator><category>Neighbours</category>
<slash:comments>{comments}</slash:comments><description>It did not sail.</description>
<content:encoded><![CDATA[{body}]]></content:encoded></item>"""


def rss(*items: str, built: str = "Tue, 12 Mar 2024 10:00:00 GMT") -> bytes:
    return RSS.format(site=SITE, built=built, items="".join(items)).encode()


def item(body: str = BODY, comments: int = 0) -> str:
    return ITEM.format(site=SITE, body=body, comments=comments)


def read(tmp_path: Path, data: bytes, name: str = "export.xml") -> list[Found]:
    (tmp_path / name).write_bytes(data)
    return list(read_files([tmp_path / name]))


def pages(found: list[Found]) -> list[FoundFile]:
    return [one for one in found if isinstance(one, FoundFile)]


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def test_an_item_with_its_whole_text_comes_out_and_a_summary_is_told(tmp_path: Path) -> None:
    short = f"<item><title>The mill</title><link>{SITE}mill/</link><description>It stood.</description></item>"
    cut = item(BODY + "<p>It went on […]</p>").replace("ferry/", "cut/")
    file, summary, beginning = read(tmp_path, rss(item(), short, cut))
    assert isinstance(file, FoundFile)
    assert file.origin == f"{SITE}ferry/"
    assert summary == Passed(f"{SITE}mill/", "only a summary. Fetch its page")
    assert beginning == Passed(f"{SITE}cut/", "only the beginning of its text. Fetch its page")


def test_an_item_has_the_same_bytes_whenever_its_feed_is_saved(tmp_path: Path) -> None:
    (first,) = pages(read(tmp_path, rss(item(comments=1))))
    other = item(comments=9).replace("<title>", "\n  <title>")
    (second,) = pages(read(tmp_path, rss(other, built="Wed, 13 Mar 2024 10:00:00 GMT")))
    assert first.body == second.body


def test_an_atom_entry_comes_out(tmp_path: Path) -> None:
    entry = (
        f'<entry><title type="html">The ferry</title><link href="{SITE}ferry/"/><id>urn:1</id>'
        f"<updated>2024-03-11T00:30:00Z</updated><content type='html'>{BODY.replace('<', '&lt;')}</content></entry>"
    )
    away = f'<entry><title>x</title><link href="{SITE}x/"/><content src="{SITE}x.pdf"/></entry>'
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>T</title>{entry}{away}</feed>"
    file, passed = read(tmp_path, feed.encode())
    assert isinstance(file, FoundFile)
    assert file.origin == f"{SITE}ferry/"
    assert passed == Passed(f"{SITE}x/", "its text is not in the feed. Fetch its page")


def test_names_of_characters_and_stray_controls_do_not_break_a_feed(tmp_path: Path) -> None:
    title = item().replace("The ferry", "Osta&nbsp;&mdash; ferry\x0b")
    (file,) = pages(read(tmp_path, rss(title)))
    assert "Osta\xa0— ferry<" in file.body.decode()


def test_a_feed_that_breaks_off_gives_what_is_whole_and_names_the_rest(tmp_path: Path) -> None:
    data = rss(item(), item().replace("ferry/", "mill/"))
    first_end = data.index(b"</item>") + len(b"</item>")
    for size in range(data.index(b"<rss") + 40, len(data) - 1):
        found = read(tmp_path, data[:size])
        assert any(isinstance(one, Refused) for one in found), size
        assert len(pages(found)) == (size >= first_end) + (size >= data.rindex(b"</item>") + len(b"</item>"))
        assert all(BODY in one.body.decode().replace("&lt;", "<").replace("&gt;", ">") for one in pages(found))


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;',
    ],
)
def test_an_xml_bomb_is_refused(tmp_path: Path, declared: str) -> None:
    data = rss(item("&b;")).decode().replace("<rss", f"<!DOCTYPE rss [{declared}]><rss", 1)
    (refused,) = read(tmp_path, data.encode())
    assert isinstance(refused, Refused)
    assert "it declares entities" in str(refused.error)


def test_a_feed_without_items_says_so(tmp_path: Path) -> None:
    (refused,) = read(tmp_path, rss())
    assert isinstance(refused, Refused)
    assert isinstance(refused.error, EmptyCapture)


WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/{v}/excerpt/" xmlns:wp="http://wordpress.org/export/{v}/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Talvaria Weekly</title><link>https://talvaria-weekly.example</link><language>en-GB</language>
<wp:wxr_version>{v}</wp:wxr_version><wp:author><wp:author_login>mira</wp:author_login>
<wp:author_email>QUARTZWREN@mail.example</wp:author_email>
<wp:author_display_name><![CDATA[Mira Solvei]]></wp:author_display_name></wp:author>
{items}</channel></rss>"""


def post(number: int, body: str = CANARY, **said: str) -> str:
    known = {"status": "publish", "post_type": "post", "post_password": "", "post_date": "2024-03-11 00:30:00", **said}
    extra, title = known.pop("extra", ""), known.pop("title", CANARY)
    fields = "".join(f"<wp:{name}>{value}</wp:{name}>" for name, value in known.items())
    return (
        f"<item><title>{title}</title><link>{SITE}{number}/</link><dc:creator>mira</dc:creator>"
        f'<guid isPermaLink="false">{SITE}?p={number}</guid><content:encoded><![CDATA[{body}]]></content:encoded>'
        f"<wp:post_id>{number}</wp:post_id>{fields}{extra}</item>"
    )


def wxr(*items: str, version: str = "1.2") -> bytes:
    return WXR.format(v=version, items="".join(items)).encode()


HIDDEN = (
    post(20, status="draft"),
    post(21, status="auto-draft"),
    post(22, status="pending"),
    post(23, status="private"),
    post(24, status="future"),
    post(25, status="trash"),
    post(26, post_password=CANARY),
    post(27, status="inherit", post_type="revision"),
    post(28, post_type="nav_menu_item"),
    post(29, status="inherit", post_type="attachment", attachment_url=f"{SITE}{CANARY}.png"),
    post(30, post_type="page"),
    post(31, post_type="wp_block"),
    post(32, status="publicly-odd"),
)
COMMENT = f"<wp:comment><wp:comment_author_email>{CANARY}</wp:comment_author_email></wp:comment>"


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_of_what_is_not_published_not_a_byte_comes_out(tmp_path: Path, version: str) -> None:
    shown = post(7, BODY, title="The ferry", extra=COMMENT)
    (tmp_path / "export.xml").write_bytes(wxr(*HIDDEN[:6], shown, *HIDDEN[6:], version=version))
    report = add([tmp_path / "export.xml"], content=tmp_path / "content", store=tmp_path / "captures")
    written = [*(tmp_path / "content").rglob("*.md")]
    assert [path.name for path in written] == ["2024-03-11-the-ferry.md"]
    assert CANARY not in repr(report)
    for path in (*(tmp_path / "content").rglob("*"), *(tmp_path / "captures").rglob("*")):
        assert CANARY.lower() not in path.name.lower()
        if path.is_file():
            data = path.read_bytes()
            assert CANARY.encode() not in (gzip.decompress(data) if path.suffix == ".gz" else data)
    assert any("drafts: 2" in outcome.reason and "private posts: 1" in outcome.reason for outcome in report.outcomes)
    header = written[0].read_text("utf-8")
    assert f"Original: {SITE}7/\nAliases: {SITE}?p=7\n" in header
    assert "Authors: Mira Solvei\n" in header


def test_a_post_takes_along_its_pictures_and_its_translations_only(tmp_path: Path) -> None:
    def key(code: str) -> str:
        return f'<category domain="language" nicename="{code}"/><category domain="post_translations" nicename="pll_1"/>'

    pictures = [
        post(n, CANARY, status="inherit", post_type="attachment", attachment_url=f"{SITE}{n}.png") for n in (40, 41, 42)
    ]
    english = post(7, f'{BODY}[gallery ids="41,40"]', title="The ferry", extra=key("en"))
    found = pages(read(tmp_path, wxr(english, post(8, "<p>Паром</p>", title="Паром", extra=key("be")), *pictures)))
    assert [one.origin for one in found] == [f"{SITE}7/", f"{SITE}8/"]
    text = found[0].body.decode()
    assert text.index("41.png") < text.index("40.png")
    assert "42.png" not in text
    assert CANARY not in text
    assert f"{SITE}8/" in text


def test_an_export_that_breaks_off_gives_its_whole_posts(tmp_path: Path) -> None:
    data = wxr(post(7, BODY), post(8, BODY))
    found = read(tmp_path, data[: data.rindex(b"</item>")])
    assert [one.origin for one in pages(found)] == [f"{SITE}7/"]
    assert isinstance(found[-1], Refused)
    assert isinstance(found[-1].error, DamagedCapture)


def test_an_export_that_says_so_late_gives_nothing_away(tmp_path: Path) -> None:
    head, item_of_draft = "<!-- " + "x" * 70_000 + " -->", post(20, status="draft")
    data = (
        wxr(item_of_draft)
        .decode()
        .replace("<channel>", f"<channel>{head}")
        .replace("<wp:wxr_version>1.2</wp:wxr_version>", "")
    )
    found = read(tmp_path, data.encode())
    assert pages(found) == []
    assert CANARY not in repr(found)


POSTS = "post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle\n"


def test_a_substack_export_gives_its_public_posts(tmp_path: Path) -> None:
    rows = (
        "7.the-ferry,2024-03-11T09:00:00.000Z,true,,newsletter,everyone,The ferry,It did not sail\n"
        f"8.draft,,false,,newsletter,everyone,{CANARY},\n"
        f"9.paid,2024-03-12T09:00:00.000Z,true,,newsletter,only_paid,{CANARY},\n"
        f"10.pod,2024-03-12T09:00:00.000Z,true,,podcast,everyone,{CANARY},\n"
        "11.lost,2024-03-12T09:00:00.000Z,true,,newsletter,everyone,Lost,\n"
    )
    files = {"posts.csv": (POSTS + rows).encode(), "posts/7.the-ferry.html": BODY.encode()}
    files |= {f"posts/{name}.html": CANARY.encode() for name in ("8.draft", "9.paid", "10.pod")}
    found = read(tmp_path, zipped(files), "export.zip")
    file, lost, passed = found
    assert isinstance(file, FoundFile)
    assert json.loads(file.body)["html"] == BODY
    assert isinstance(lost, Refused)
    assert "its text is not in the export" in str(lost.error)
    assert isinstance(passed, Passed)
    assert passed.reason.endswith("drafts: 1, other kinds of posts: 1, posts for some readers only: 1")
    assert CANARY not in repr(found)


def test_a_ghost_export_gives_its_public_posts(tmp_path: Path) -> None:
    def row(number: int, **said: object) -> dict[str, object]:
        known = {"status": "published", "visibility": "public", "type": "post", "html": CANARY, "title": CANARY}
        return {"id": str(number), "slug": f"post-{number}", **known, **said}

    posts = [
        row(7, title="The ferry", html=BODY, published_at="2024-03-11T09:00:00.000Z"),
        *(row(8, status="draft"), row(9, status="scheduled"), row(10, visibility="members"), row(11, type="page")),
        row(12, title="Kept", html=None, lexical="{}"),
    ]
    tables = {
        "posts": posts,
        "users": [{"id": "u", "name": "Mira Solvei", "email": CANARY}],
        "tags": [{"id": "t", "name": "Neighbours"}, {"id": "i", "name": "#internal"}],
        "posts_authors": [{"post_id": "7", "author_id": "u"}],
        "posts_tags": [{"post_id": "7", "tag_id": "i"}, {"post_id": "7", "tag_id": "t"}],
    }
    file, kept, passed = read(tmp_path, json.dumps({"db": [{"data": tables}]}).encode(), "ghost.json")
    assert isinstance(file, FoundFile)
    said = json.loads(file.body)
    assert (said["authors"], said["tags"], said["html"]) == (["Mira Solvei"], ["Neighbours"], BODY)
    assert isinstance(kept, Passed)
    assert "and not as HTML" in kept.reason
    assert isinstance(passed, Passed)
    assert CANARY not in repr((file, kept, passed))


def test_a_zip_gives_its_files_and_refuses_a_way_out(tmp_path: Path) -> None:
    names = ("../up.html", "/root.html", "a/../../b.html", "c\\d.html")
    inner = zipped({"deep/page.html": b"<!DOCTYPE html><p>Deep</p>"})
    files = {"a.html": b"<!DOCTYPE html><p>Words</p>", "b.zip": inner, "s.css": b"p{}", ".hidden.html": b"<p>x</p>"}
    found = read(tmp_path, zipped(files | dict.fromkeys(names, b"<p>x</p>")), "pages.zip")
    assert [one.origin for one in pages(found)] == ["pages.zip#a.html", "pages.zip#b.zip#deep/page.html"]
    refused = [str(one.error) for one in found if isinstance(one, Refused)]
    assert len(refused) == len(names)
    assert all("leads out of the archive" in said for said in refused)


def test_a_zip_bomb_and_a_nest_of_zips_are_named(tmp_path: Path) -> None:
    (bomb,) = read(tmp_path, zipped({"a.html": bytes(60_000_000)}), "bomb.zip")
    assert isinstance(bomb, Refused)
    assert "a.html in it is larger than 50 MB" in str(bomb.error)
    nest = b"<p>Words</p>"
    for depth in range(8):
        nest = zipped({f"{depth}.zip" if depth else "a.html": nest})
    (deep,) = read(tmp_path, nest, "nest.zip")
    assert isinstance(deep, Refused)
    assert "one inside the other" in str(deep.error)


def test_a_damaged_zip_is_named_at_any_flip(tmp_path: Path) -> None:
    data = zipped({"a.html": BODY.encode()})
    for at in range(len(data)):
        flipped = data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :]
        for one in read(tmp_path, flipped, "a.zip"):
            assert not isinstance(one, FoundFile) or one.body == BODY.encode() or not one.origin.startswith("a.zip#"), (
                at
            )
            assert not isinstance(one, Refused) or isinstance(one.error, CaptureError)
