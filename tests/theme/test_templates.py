"""The theme's files, and what the site made of them, without a browser."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from jinja2 import Environment, meta, nodes
from lxml import html

from backfile.plugins.rendering import environment
from backfile.plugins.stylesheet import LAYERS
from backfile.plugins.words import words_for

THEME = Path(__file__).resolve().parents[2] / "theme"
TEMPLATES = sorted((THEME / "templates").rglob("*.html"))
SHEETS = sorted((THEME / "static" / "css").glob("*.css"))
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
FROM_AROUND = {
    "partials/issue.html": {"issue", "level", "below"},
    "partials/matrix.html": {"quarters"},
    "partials/metadata.html": {"shell"},
    "partials/rights.html": {"text"},
    "partials/strip.html": {"strip"},
    "partials/trend.html": {"trend"},
    "partials/header.html": {"shell"},
    "partials/footer.html": {"shell"},
}


@pytest.fixture(scope="module")
def env() -> Environment:
    return environment(THEME, words_for("en", THEME / "locale"))


def name_of(path: Path) -> str:
    return path.relative_to(THEME / "templates").as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_sees_its_page_and_nothing_else(path: Path, env: Environment) -> None:
    tree = env.parse(path.read_text("utf-8"))
    macros = {name for found in tree.find_all(nodes.FromImport) for name in found.names}
    assert meta.find_undeclared_variables(tree) - macros - set(env.globals) <= {"page"} | FROM_AROUND.get(
        name_of(path), set()
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_is_ours_and_uses_only_ours(path: Path, env: Environment) -> None:
    assert Path(str(env.get_template(name_of(path)).filename)).is_relative_to(THEME)
    used = meta.find_referenced_templates(env.parse(path.read_text("utf-8")))
    assert {name for name in used if name} <= {name_of(known) for known in TEMPLATES}


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_only_prints(path: Path) -> None:
    assert not re.search(r"\|\s*(safe|sort|groupby|sum|unique|selectattr)\b|strftime", path.read_text("utf-8"))


@pytest.mark.parametrize("path", [p for p in TEMPLATES if p.name != "macros.html"], ids=name_of)
def test_a_template_is_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 60


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_a_stylesheet_is_one_short_layer_and_asks_for_nothing(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith(f"@layer {path.stem} {{")
    assert len(text.splitlines()) <= 120
    assert not re.search(r"url\(|@import|@font-face", text)


def test_each_layer_is_in_the_stylesheet_once_and_that_of_the_search_is_its_own() -> None:
    assert sorted((*LAYERS, "search")) == [path.stem for path in SHEETS]


def test_colours_are_tokens() -> None:
    for path in SHEETS:
        if path.stem not in {"tokens", "print"}:
            assert not re.search(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", path.read_text("utf-8")), path.name


def test_no_local_link_or_fragment_of_the_site_is_dead(site: Path) -> None:
    documents = {path: html.document_fromstring(path.read_bytes()) for path in site.rglob("*.html")}
    ids = {path: {e.get("id") for e in tree.iter() if e.get("id")} for path, tree in documents.items()}
    for path, tree in documents.items():
        for element in tree.iter():
            address = urlsplit(element.get("href") or element.get("src") or "")
            if address.scheme or not (address.path or address.fragment):
                continue
            folder, way = (site, address.path.lstrip("/")) if path.name == "404.html" else (path.parent, address.path)
            target = (folder / way).resolve() if way else path
            assert target.is_file(), f"{path}: {address.geturl()}"
            assert not address.fragment or address.fragment in ids[target], f"{path}: {address.geturl()}"


def test_no_id_stands_twice_on_a_page(site: Path) -> None:
    for path in site.rglob("*.html"):
        ids = [e.get("id") for e in html.document_fromstring(path.read_bytes()).iter() if e.get("id")]
        assert len(ids) == len(set(ids)), path


def test_each_page_has_a_strict_policy_and_none_but_the_search_a_script(site: Path) -> None:
    for path in site.rglob("*.html"):
        text, searches = path.read_text("utf-8"), path.name == "search.html"
        assert (POLICY.replace("; base-uri", "; base-uri") if not searches else "script-src 'self'") in text
        assert 'name="referrer" content="no-referrer"' in text
        assert text.replace('<script type="application/ld+json">', "").count("<script") == (1 if searches else 0)
        assert " style=" not in text


@pytest.mark.parametrize("lang", ["en", "be", "ru", "de"])
def test_each_page_says_its_language(site: Path, lang: str) -> None:
    for path in (site / lang).rglob("*.html"):
        assert html.document_fromstring(path.read_bytes()).get("lang") == lang
