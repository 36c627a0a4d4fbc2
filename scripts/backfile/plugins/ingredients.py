"""The program, the settings, the templates, the words in; the digest of each by its name out, for the keys of files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, meta

from backfile.plugins.memory import Memory
from backfile.plugins.versions import digest_of_files, libraries, program
from backfile.write.ledger import SIGNS, signed

SETTINGS = ("SITENAME", "SITEURL", "FEED_DOMAIN", "ISSN", "DEFAULT_LANG")
ASKED = "templates that a template asks for"
READING = ("MARKDOWN", "FORMATTED_FIELDS", "FILENAME_METADATA", "INTRASITE_LINK_REGEX", "PLUGINS")


def shared_by_all(settings: Mapping[str, object]) -> dict[str, str]:
    """What every file depends on: the program and its libraries, the settings of the site and of reading Markdown."""
    return {
        "the program": program()[:SIGNS],
        "the libraries": libraries()[:SIGNS],
        **{f"the setting {name}": said(settings.get(name)) for name in SETTINGS},
        "the settings of Markdown": said([settings.get(name) for name in READING]),
    }


def said(value: object) -> str:
    """The digest of a setting, whatever plain value it has."""
    return signed(json.dumps(value, sort_keys=True, default=repr))


def templates(theme: Path, name: str, memory: Memory) -> dict[str, str]:
    """The digests of a template and of all that it extends, includes and imports; of all there are if it asks for one
    by a name that is made only then."""
    loader = FileSystemLoader(theme / "templates")
    found, ahead = dict[str, str](), [name]
    while ahead:
        one = ahead.pop()
        if f"the template {one}" not in found:
            source = loader.get_source(parser(), one)[0]
            found[f"the template {one}"] = signed(source)
            asked = asked_by(source, memory)
            ahead += loader.list_templates() if None in asked else [other for other in asked if other]
    return dict(sorted(found.items()))


@cache
def parser() -> Environment:
    """What reads the templates' language."""
    return Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


@cache
def asked_by(source: str, memory: Memory) -> frozenset[str | None]:
    """The templates that one asks for; None for a name that is made only then."""

    def found() -> bytes:
        return json.dumps([*{*meta.find_referenced_templates(parser().parse(source))}]).encode()

    return frozenset(json.loads(memory.once(ASKED, signed(source), found)))


def catalogues(theme: Path, langs: Iterable[str]) -> dict[str, str]:
    """The digests of the interface's words for content in these languages; "" where there are none."""
    paths = sorted({theme / "locale" / f"{lang.partition('-')[0]}.po" for lang in langs})
    return {f"the words {path.name}": digest_of_files([path])[:SIGNS] if path.is_file() else "" for path in paths}
