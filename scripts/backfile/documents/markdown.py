"""The bytes of a Markdown file in, its document out: rendered by the reference renderer, then read as a page is.

What its front matter says becomes hints. Markdown that does not end is set aside after some seconds.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import markdown

from backfile.documents.charset import decoded
from backfile.documents.html_tree import language_of
from backfile.documents.items import Item, document_of, said
from backfile.documents.tags import without_tags
from backfile.errors import DamagedCapture
from backfile.formats.front_matter import Matter, Unreadable, read_matter
from backfile.formats.front_matter_keys import SAYS, opened_out
from backfile.formats.limits import TooLong, time_limit
from backfile.formats.media_types import MARKDOWN
from backfile.model import Document, Hint

MATTER = "front matter"
SECONDS = 10.0
_EXTENSIONS = ("extra", "sane_lists")
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)-.")
_OF_A_LANGUAGE = re.compile(r".+\.([a-z]{2})\.[A-Za-z]+")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_PATTERN = re.compile(r"[:{}<>\s]")


def read_markdown(
    body: bytes, *, digest: str, charset: str | None = None, origin: str = "", seconds: float = SECONDS
) -> Document:
    """The document in a Markdown file. Raises EmptyCapture, DamagedCapture or UnknownForm.

    A name such as `2024-01-08-title.md` or `title.be.md` says the day, or the language, where front matter does not.
    """
    read = decoded(body, charset)
    try:
        found = read_matter(read.text)
    except Unreadable as error:
        text, where = f"its front matter is not understood ({error})", f"{origin}:{error.line}"
        raise DamagedCapture(text, where=where, advice="Correct it, and add the file again") from error
    matter = opened_out(found or Matter({}, read.text, 0))
    markup, left_out = rendered(matter.body, origin, seconds)
    hints = (*hints_of(matter, PurePosixPath(origin)), *said("doubt", left_out, MATTER), *read.hints)
    item = Item(matter.text("title"), markup, "", hints)
    return document_of(item, digest=digest, media_type=MARKDOWN, origin=origin)


def rendered(text: str, origin: str, seconds: float) -> tuple[str, tuple[str, ...]]:
    """The HTML of some Markdown, and remarks on what was left out. Raises DamagedCapture if it is not made in time."""
    try:
        with time_limit(seconds):
            plain, left_out = without_tags(text)
            return markdown.markdown(plain, extensions=list(_EXTENSIONS)), left_out
    except (TooLong, RecursionError) as error:
        problem = f"Markdown did not finish in {seconds:g} seconds"
        raise DamagedCapture(problem, where=origin, advice="Look for odd markup, or leave it out") from error


def hints_of(matter: Matter, path: PurePosixPath) -> tuple[Hint, ...]:
    """What front matter says, and what the file's name says where it does not."""
    dated, spoken = _DATED.match(path.name), _OF_A_LANGUAGE.fullmatch(path.name)
    languages = [*matter.texts(*SAYS["language"]), *([spoken.group(1)] if spoken else [])]
    addresses = [address for key in SAYS["alias"] for address in matter.texts(key) if not _is_pattern(address)]
    absolute = [address for address in (*matter.texts(*SAYS["url"]), *addresses) if _WEB.match(address)]
    published = matter.texts(*SAYS["published"])[:1] or ([dated.group(1)] if dated else [])
    tags = [*matter.texts(*SAYS["tag"]), *matter.texts(*SAYS["section"])]
    return (
        *said("url", absolute, MATTER),
        *said("alias", [address for address in addresses if not _WEB.match(address)], MATTER),
        *said("title", matter.text("title"), MATTER),
        *said("author", matter.texts(*SAYS["author"]), MATTER),
        *said("published", published, MATTER),
        *said("modified", matter.texts(*SAYS["modified"])[:1], MATTER),
        *said("language", next(filter(None, map(language_of, languages)), None), MATTER),
        *said("section", matter.texts(*SAYS["section"]), MATTER),
        *said("tag", tags, MATTER),
        *said("summary", matter.text(*SAYS["summary"]), MATTER),
        *said("credit", matter.text(*SAYS["credit"]), MATTER),
    )


def _is_pattern(address: str) -> bool:
    """Whether an address is made from a pattern, such as `/:year/:title/`, or says that there is none."""
    return _PATTERN.search(_WEB.sub("", address)) is not None or address.lower() in ("true", "false")
