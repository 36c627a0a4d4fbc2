"""A page in, its bytes out, printed by the templates of our own theme and no other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from backfile.plugins.pages.records import Page
from backfile.plugins.words import Words


def environments(theme: Path, words: Mapping[str, Words]) -> Mapping[str, Environment]:
    """An environment for each language of the content; Pelican's own would fall back to its built-in theme."""
    return {lang: environment(theme, mine) for lang, mine in words.items()}


def environment(theme: Path, words: Words) -> Environment:
    """The templates with one language's words: whatever they print is escaped, and nothing may be missing."""
    made = Environment(
        loader=FileSystemLoader(theme / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]  # the extension's
    return made


def render(page: Page, env: Environment) -> bytes:
    """The page as UTF-8 HTML, a function of its record alone."""
    return env.get_template(page.template).render(page=page.record).encode()
