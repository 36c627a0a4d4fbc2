"""A title in any script comes in; a short Latin name for its address and its file goes out."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from unidecode import unidecode

from backfile.errors import ArchiveError
from backfile.model import Commentary
from backfile.write.header import LANGUAGE

LONGEST = 80
_SIGNS = re.compile("['\"`´‘’ʹʼ]")
_RESERVED = re.compile(r"index|con|prn|aux|nul|(com|lpt)[0-9]")


def slug(title: str, fallback: str = "untitled") -> str:
    """`title` in small Latin letters, digits and hyphens, at most 80, cut between words.

    Signs that only soften a letter vanish. `fallback` stands in for a title without letters. A name that Windows
    reserves, and `index`, which is a page of the site's own, gets a tail. A slug's slug is itself.
    """
    name = _cut(_latin(title)) or _cut(_latin(fallback)) or "untitled"
    return f"{name}-x" if _RESERVED.fullmatch(name) else name


def commentary_path(commentary: Commentary, slug: str) -> PurePosixPath:
    """`<lang>/<year>/<date>-<slug>.md`, or `<lang>/undated/<slug>.md`, below content/.

    Raises ArchiveError if the language is no language tag, because it names a folder.
    """
    if not LANGUAGE.fullmatch(commentary.language):
        raise ArchiveError(
            f"`{commentary.language}` is not a language tag",
            where=commentary.url or commentary.title,
            advice="Expected two or three small letters, such as en or be, or und",
        )
    folder, day = PurePosixPath(commentary.language), commentary.date
    return folder / day.isoformat()[:4] / f"{day.isoformat()}-{slug}.md" if day else folder / "undated" / f"{slug}.md"


def _latin(text: str) -> str:
    bare = _SIGNS.sub("", unidecode(_SIGNS.sub("", text), errors="ignore"))
    return re.sub("[^a-z0-9]+", "-", bare.lower()).strip("-")


def _cut(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    return name[: LONGEST + 1].rpartition("-")[0] or name[:LONGEST]
