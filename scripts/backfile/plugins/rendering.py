"""A page in, its bytes out, printed by the templates of our own theme and no other."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket

from backfile.plugins.memory import Memory
from backfile.plugins.pages.records import Page
from backfile.plugins.words import Words
from backfile.write.ledger import signed

TEMPLATES = "templates"


class Compiled(BytecodeCache):
    """Templates compiled by this process, by name and digest of the source: the code is the same in all languages."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template, if there is any."""
        if code := self._code.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


@cache
def compiled() -> Compiled:
    """The one store of this process."""
    return Compiled()


def compile_all(theme: Path) -> None:
    """Compile what has not been compiled of the templates, so that a copy of this process need not."""
    ready = printing(theme, gettext.NullTranslations(), Memory())
    for name in ready.list_templates():
        ready.get_template(name)


class Printer(Environment):
    """The templates; what Jinja makes of one, a text in Python, is remembered by the template's own text."""

    memory = Memory()

    def compile(  # type: ignore[override]  # Jinja says it three times over
        self,
        source: str | nodes.Template,
        name: str | None = None,
        filename: str | None = None,
        raw: bool = False,
        defer_init: bool = False,
    ) -> CodeType | str:
        """A template's code."""
        if raw or not isinstance(source, str):
            return super().compile(source, name, filename, raw, defer_init)  # type: ignore[no-any-return, call-overload]

        def written() -> bytes:
            return str(super(Printer, self).compile(source, name, filename, raw=True, defer_init=defer_init)).encode()

        python = self.memory.once(TEMPLATES, signed(source, name or "", str(defer_init)), written)
        return compile(python, filename or "<template>", "exec")


def environments(theme: Path, words: Mapping[str, Words], memory: Memory) -> Mapping[str, Environment]:
    """An environment for each language of the content; Pelican's own would fall back to its built-in theme."""
    return {lang: environment(theme, mine, memory) for lang, mine in words.items()}


def environment(theme: Path, words: Words, memory: Memory | None = None) -> Environment:
    """The templates with one language's words."""
    return printing(theme, words.translations, memory or Memory())


def printing(theme: Path, translations: gettext.NullTranslations, memory: Memory) -> Environment:
    """The templates with these translations: whatever they print is escaped, and nothing may be missing."""
    made = Printer(
        loader=FileSystemLoader(theme / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=compiled(),
        auto_reload=False,
        cache_size=-1,
    )
    made.memory = memory
    made.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]  # the extension's
    return made


def render(page: Page, env: Environment) -> bytes:
    """The page as UTF-8 HTML, a function of its record alone."""
    return env.get_template(page.template).render(page=page.record).encode()
