"""Whole builds by the `pelican` command: what stops one, what must not leak, what must not change."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html

from sites.commands import Run, run

ROOT = Path(__file__).resolve().parents[2]
Text = Callable[..., str]


@dataclass(frozen=True)
class Built:
    """A build's exit code, what it said in one line, and the files it wrote."""

    code: int
    said: str
    files: Mapping[str, bytes]


Build = Callable[..., Built]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Build a site of `{path: text}`, content and output in folders side by side."""

    def run(files: Mapping[str, str], *settings: str, theme: str = "theme", **environment: str) -> Built:
        for name, text in files.items():
            path = tmp_path / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        site = tmp_path / f"site-{len(list(tmp_path.iterdir()))}"
        arguments = [tmp_path / "content", "-s", "pelicanconf.py", "-o", site, "-t", theme, "--fatal", "errors"]
        ended = make(*arguments, *(["-e", *settings] if settings else []), **environment)
        found = {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}
        return Built(ended.code, " ".join((ended.said + ended.told).split()), found)

    return run


def make(*arguments: object, **environment: str) -> Run:
    """Pelican; where its surroundings are given, by a Python of its own, which takes some of them in at its start."""
    if not environment:
        return run("pelican", *arguments, folder=ROOT)
    command, surroundings = [sys.executable, "-m", "pelican", *map(str, arguments)], {**os.environ, **environment}
    ended = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, encoding="utf-8", check=False)
    return Run(ended.returncode, ended.stdout, ended.stderr)


DATA = "application/ld+json"
ACTING = ("script", "iframe", "object", "embed", "base", "form", "img")
XSS = [
    "\\<script\\>alert(1)\\</script\\>",
    "`<img src=x onerror=alert(1)>`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    '![x](x" onerror="alert(1))',
    '[x](https://a.example/" onmouseover="alert(1))',
    "<svg/onload=alert(1)>",
]


def test_what_a_page_says_is_inert(build: Build, text_of: Text) -> None:
    title, phrase = '"><script>alert(1)</script>', "<b onclick=alert(1)>A step back"
    text = text_of(
        "\n\n".join(XSS) + "\n",
        Title=title,
        Summary="<img src=x onerror=alert(1)>",
        Authors="<script>alert(2)</script>",
        Category="</title><script>alert(3)</script>",
        Trend="worse",
        Trend_phrase=phrase,
        Original="javascript:alert(4)",
        Credit="<svg onload=alert(5)>",
        Notes="<iframe src=//evil.example>",
    )
    built = build({"en/2024/a.md": text})
    assert built.code == 0, built.said
    pages = {name: html.document_fromstring(data) for name, data in built.files.items() if name.endswith(".html")}
    assert "en/2024/w02/a-late-ferry.html" in pages
    for name, page in pages.items():
        acting = [element.tag for element in page.iter(*ACTING) if element.get("type") != DATA]
        assert acting == (["script", "form"] if name.endswith("/search.html") else []), name
        assert not page.xpath("//@*[starts-with(name(), 'on') or name() = 'style']"), name
        assert not page.xpath("//@href[starts-with(normalize-space(), 'javascript')]"), name
    heading = pages["en/2024/w02/a-late-ferry.html"].find(".//h1")
    assert heading is not None
    assert "".join(str(part) for part in heading.itertext()) == title


@pytest.mark.parametrize("name", ["{attach}../secret.txt", "{static}/../secret.txt", "|attach|../secret.txt"])
def test_a_text_cannot_publish_a_file_from_outside_the_content(
    build: Build, text_of: Text, tmp_path: Path, name: str
) -> None:
    (tmp_path / "secret.txt").write_text("CANARY", "utf-8")
    body = f"[x]({name}) ![x]({name})\n\n![x](images/../../secret.txt) <img src='{name}'>\n"
    built = build({"en/2024/a.md": text_of(body, Summary=f"[x]({name})")})
    assert built.code == 0, built.said
    assert not [path for path, data in built.files.items() if b"CANARY" in data or "secret" in Path(path).name]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "secret.txt", "site-2"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"Save_as": "index.html"}, "en/2024/a.md:"),
        ({"Date": "2024-02-30"}, "en/2024/a.md:3"),
        ({"Title": None}, "Title is missing"),
        ({"Slug": "index"}, "not `index`"),
    ],
)
def test_a_header_that_is_not_understood_stops_the_build_by_name(
    build: Build, text_of: Text, change: dict[str, str | None], said: str
) -> None:
    built = build({"en/2024/a.md": text_of(**change)})
    assert built.code != 0
    assert said in built.said
    assert "en/2024/a.md" in built.said
    assert not built.files


def test_two_commentaries_with_one_address_stop_the_build(build: Build, text_of: Text) -> None:
    built = build({"en/2024/a.md": text_of(), "en/2024/b.md": text_of()})
    assert (built.code != 0, built.files) == (True, {})
    assert "en/2024/b.md: has the address en/2024/w02/a-late-ferry.html, and so has en/2024/a.md" in built.said


def test_an_empty_content_stops_the_build(build: Build) -> None:
    assert build({"README.txt": "none"}).code != 0


def test_a_picture_that_is_not_there_stops_the_build(build: Build, text_of: Text) -> None:
    built = build({"en/2024/a.md": text_of("![A mill](images/mill.png)\n")})
    assert built.code != 0
    assert "en/2024/a.md: images/mill.png is not there" in built.said


@pytest.mark.parametrize(("lang", "folder"), [("und", "und"), ("pt-BR", "pt-br")])
def test_the_content_may_have_no_date_no_topic_and_a_language_of_any_spelling(
    build: Build, text_of: Text, lang: str, folder: str
) -> None:
    built = build({f"{lang}/undated/a.md": text_of(Date=None, Lang=lang), ".trash/old.md": "no commentary"})
    assert built.code == 0, built.said
    pages = {f"{folder}/undated/a-late-ferry.html", f"{folder}/undated/index.html", f"{folder}/topics/untagged.html"}
    assert pages <= set(built.files)


def test_the_same_content_makes_the_same_bytes_on_every_machine(build: Build, text_of: Text) -> None:
    files = {
        f"{lang}/2024/{number}.md": text_of(
            Lang=lang,
            Slug=f"s{number}",
            Date=f"2024-0{number}-14",
            Category=topic,
            Authors="Hanna Veras; Jonas Telk",
            Trend="better",
            Source=source,
            Translations=str(number),
        )
        for lang, topic in (("en", "Economy"), ("be", "Эканоміка"), ("de", "Wirtschaft"))
        for number, source in enumerate(("talvaria-weekly", "lisk-quarterly", "talvaria-weekly"), start=1)
    }
    one = build(files, PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", LC_ALL="C")
    other = build(files, PYTHONHASHSEED="2", TZ="America/Adak", LC_ALL="C.UTF-8", LANG="de_DE.UTF-8")
    assert (one.code, other.code) == (0, 0), one.said
    assert len(one.files) > 80
    assert one.files == other.files


def test_a_theme_without_a_template_stops_the_build(build: Build, text_of: Text, tmp_path: Path) -> None:
    """Pelican itself would quietly take the one of its built-in theme."""
    (tmp_path / "theme" / "templates").mkdir(parents=True)
    built = build({"en/2024/a.md": text_of()}, theme=str(tmp_path / "theme"))
    assert built.code != 0
    assert "TemplateNotFound" in built.said


def test_the_address_of_a_copy_is_in_its_feeds_and_sitemap_and_nowhere_in_its_links(
    build: Build, text_of: Text
) -> None:
    built = build({"en/2024/a.md": text_of()}, 'SITEURL="https://mirror.example/archive"')
    assert built.code == 0, built.said
    assert (
        b"<loc>https://mirror.example/archive/en/2024/w02/a-late-ferry.html</loc>" in built.files["en/2024/sitemap.xml"]
    )
    assert b"<loc>https://mirror.example/archive/en/2024/sitemap.xml</loc>" in built.files["sitemap.xml"]
    assert b'href="https://mirror.example/archive/en/2024/w02/a-late-ferry.html"' in built.files["feeds/all.atom.xml"]
    page = html.document_fromstring(built.files["en/2024/w02/a-late-ferry.html"])
    assert page.xpath("//link[@rel='canonical']/@href") == [
        "https://mirror.example/archive/en/2024/w02/a-late-ferry.html"
    ]
    assert not [link for link in page.iter("a") if "mirror.example" in link.get("href", "")]


def test_a_build_that_remembers_gives_the_same_bytes(build: Build, text_of: Text, tmp_path: Path) -> None:
    files = {"a.md": text_of("Halvik spoke.\n"), "b.md": text_of("A mill.\n", Slug="b", Lang="de", Rights="excerpt")}
    forgetful, *remembering = (build(files, *extra) for extra in [(), *[(f'MEMORY="{tmp_path}/memory"',)] * 2])
    assert forgetful.code == 0
    assert [forgetful.files] * 2 == [built.files for built in remembering]
    assert list((tmp_path / "memory").glob("*.sqlite"))
