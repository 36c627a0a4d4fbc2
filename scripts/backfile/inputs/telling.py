"""The bytes of one file in, what they are as a find out: a file to be read, one left out on purpose, or one refused."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from backfile.errors import EmptyCapture, UnknownForm
from backfile.inputs.forms import form_of, is_blank
from backfile.inputs.found import Found, FoundFile, Passed, Refused
from backfile.inputs.saved import saved_at

_TEMPORARY = ("~", ".tmp", ".part", ".swp", ".crdownload", ".bak")
_COMPANIONS = (".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".ico")
_SYSTEM = ("thumbs.db", "desktop.ini")


def told(body: bytes, origin: str, path: Path, folder: Path) -> Found:
    """What some bytes are, told by what they say."""
    if is_blank(body):
        return Refused(origin, EmptyCapture("there is nothing in it", where=origin, advice="Leave it out"))
    form = form_of(body)
    if form.image:
        return Passed(origin, f"is {form.name}, not a page")
    if form.media_type is None:
        error = UnknownForm(
            f"looks like {form.name}; this form is not read yet", where=origin, advice="Save it as HTML or text"
        )
        return Refused(origin, error)
    return FoundFile(origin, body, form.media_type, path, folder, saved_at(body, form.media_type))


def is_companion(name: str) -> bool:
    """Whether a file only dresses a page: a style sheet, a script or a font."""
    return PurePosixPath(name).suffix.lower() in _COMPANIONS


def is_left_out(name: str) -> bool:
    """Whether a file or folder of this name is hidden, temporary or the system's own."""
    lower = name.lower()
    return lower.startswith((".", "~$")) or lower.endswith(_TEMPORARY) or lower in _SYSTEM
