"""Folders of Markdown, of whatever site generator: what is published moves in with its addresses, drafts do not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from backfile.documents.markdown import read_markdown
from backfile.errors import DamagedCapture
from backfile.formats.front_matter import read_matter
from backfile.formats.front_matter_keys import opened_out
from backfile.inputs.containers.markdown import withheld
from backfile.inputs.files import FoundFile, Passed, Refused, read_files
from backfile.model import Document, Kind
from backfile.pipeline import add

NOW = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)
TEXT = "The ferry at Osta did not sail on Tuesday, and nobody at the Customs League could say why.\n"


def document(text: str, origin: str = "posts/ferry.md") -> Document:
    return read_markdown(text.encode(), digest="0" * 64, origin=origin)


def hints(text: str, name: str, origin: str = "posts/ferry.md") -> list[str]:
    return list(document(text, origin).hinted(name))


def test_markdown_becomes_the_blocks_that_its_page_would_have() -> None:
    text = (
        "---\ntitle: The ferry\n---\nIt did *not* sail[^1].\n\n## Why\n\n- ice\n- fog\n\n> Nobody knows.\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode {{ kept }}\n```\n\n![The quay](quay.png)\n\n"
        "<p>Raw <b>too</b>.</p>\n\n"
        "[^1]: On Tuesday.\n"
    )
    blocks = document(text).blocks
    kinds = [block.kind for block in blocks]
    assert kinds[:3] == [Kind.HEADING, Kind.PARAGRAPH, Kind.HEADING]
    assert {Kind.ITEM, Kind.QUOTE, Kind.TABLE, Kind.CODE, Kind.IMAGE, Kind.NOTE} <= set(kinds)
    assert "code {{ kept }}" in [block.text for block in blocks]
    assert "Raw too." in [block.text for block in blocks]


def test_front_matter_becomes_hints() -> None:
    text = (
        "+++\ntitle = 'The ferry'\ndate = 2024-03-11T10:00:00+03:00\nlastmod = 2024-03-12\nlang = 'be-BY'\n"
        "aliases = ['/old/ferry/', 'https://old.example/ferry']\nurl = '/river/ferry/'\nauthors = ['Mira Solvei']\n"
        "categories = ['Neighbours']\ntags = ['river']\ndescription = 'It stayed.'\n"
        "canonicalURL = 'https://talvaria-weekly.example/ferry/'\n+++\n" + TEXT
    )
    assert hints(text, "url") == ["https://talvaria-weekly.example/ferry/", "https://old.example/ferry"]
    assert hints(text, "alias") == ["/river/ferry/", "/old/ferry/"]
    assert hints(text, "published") == ["2024-03-11T10:00:00+03:00"]
    assert (hints(text, "language"), hints(text, "author")) == (["be"], ["Mira Solvei"])
    assert (hints(text, "section"), hints(text, "tag")) == (["Neighbours"], ["river", "Neighbours"])
    assert hints(text, "summary") == ["It stayed."]


def test_a_name_says_the_day_and_the_language_where_front_matter_does_not() -> None:
    text = f"---\ntitle: The ferry\npermalink: /:year/:title/\n---\n{TEXT}"
    assert hints(text, "published", "_posts/2024-03-11-ferry.md") == ["2024-03-11"]
    assert hints(text, "language", "ferry.be.md") == ["be"]
    assert hints(text, "alias") == []


@pytest.mark.parametrize(
    ("tag", "left"),
    [
        ('{{< figure src="quay.png" caption="The quay" >}}', None),
        ('See [it]({{< ref "mill.md" >}}).', None),
        ("{% post_url 2024-01-01-mill %}", None),
        ("{% raw %}{{ shown }}{% endraw %}", None),
        ("{% highlight c %}\nint x;\n{% endhighlight %}", None),
        ("{{ site.baseurl }}/mill", None),
        ("{{< youtube abc >}}", "youtube"),
        ("{% include note.html %}", "include"),
        ("{{% notice tip %}}Mind the gap.{{% /notice %}}", "notice"),
    ],
)
def test_a_templates_tag_is_understood_or_told(tag: str, left: str | None) -> None:
    read = document(f"---\ntitle: The ferry\n---\n{TEXT}\n{tag}\n")
    told = list(read.hinted("doubt"))
    assert told == ([f"the template's tag {left} was left out, and the text inside it kept"] if left else [])
    shown = " ".join(block.text for block in read.blocks)
    assert "{%" not in shown
    assert "{{<" not in shown
    assert ("{{ shown }}" in shown) == ("shown" in tag)
    assert ("Mind the gap." in shown) == ("Mind" in tag)


def test_markdown_that_does_not_end_is_set_aside() -> None:
    endless = ("---\ntitle: x\n---\n" + "[a](" * 3000 + "*_" * 20_000).encode()
    with pytest.raises(DamagedCapture, match="did not finish"):
        read_markdown(endless, digest="0" * 64, seconds=0.2)


@pytest.mark.parametrize(
    ("said", "origin", "why"),
    [
        ("draft: true", "a.md", "is a draft or hidden"),
        ("draft: no", "a.md", None),
        ("published: false", "a.md", "is not published"),
        ("published: 2024-01-01", "a.md", None),
        ("status: draft", "a.md", "is a draft"),
        ("status: hidden", "a.md", "is hidden"),
        ("private: yes", "a.md", "is a draft or hidden"),
        ("permalink: false", "a.md", "has no page of its own"),
        ("publishDate: 2099-01-01", "a.md", "is planned for later"),
        ("date: 2024-06-01 10:00:00 +0300", "a.md", "is planned for later"),
        ("expiryDate: 2024-05-01", "a.md", "has expired"),
        ("weight: 1", "_drafts/a.md", "is a draft or hidden"),
        ("weight: 1", "_posts/2099-01-01-a.md", "is planned for later"),
        ("weight: 1", "news/_index.md", "is the page of a section, not a text"),
    ],
)
def test_what_is_not_published_is_left_out(said: str, origin: str, why: str | None) -> None:
    matter = read_matter(f"---\ntitle: x\n{said}\n---\n{TEXT}")
    assert matter is not None
    assert withheld(opened_out(matter), origin, NOW) == why


def test_a_folder_moves_in_and_its_drafts_do_not(tmp_path: Path) -> None:
    root = tmp_path / "site"
    (root / "ferry").mkdir(parents=True)
    bundle = f"---\ntitle: The ferry\ndate: 2024-03-11\nmood: grey\naliases: [/old/]\n---\n{TEXT}\n![Quay](quay.png)\n"
    (root / "ferry" / "index.md").write_text(bundle, "utf-8")
    (root / "ferry" / "quay.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    (root / "secret.md").write_text("---\ntitle: QUARTZWREN\ndraft: true\n---\nQUARTZWREN\n", "utf-8")
    (root / "broken.md").write_text("---\ntitle: 'QUARTZWREN\ndraft: true\n---\nQUARTZWREN\n", "utf-8")
    (root / "odd.md").write_text("---\ntitle: QUARTZWREN\ndraft: perhaps\n---\nQUARTZWREN\n", "utf-8")
    found = list(read_files([root]))
    assert [one.origin for one in found if isinstance(one, FoundFile)] == ["ferry/index.md"]
    assert [one.origin for one in found if isinstance(one, Refused)] == ["broken.md", "odd.md"]
    assert Passed("secret.md", "is a draft or hidden") in found
    assert found[-1] == Passed("site", "keys of front matter that are not kept, and in how many files: mood: 1")
    report = add([root], content=tmp_path / "content", store=tmp_path / "captures")
    assert "QUARTZWREN" not in repr(report)
    (written,) = (tmp_path / "content").rglob("*.md")
    text = written.read_text("utf-8")
    assert "Aliases: /old/\n" in text
    assert "(../images/" in text or "images/" in text
    assert "QUARTZWREN" not in text
