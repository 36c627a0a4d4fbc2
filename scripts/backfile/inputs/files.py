"""Paths of files and folders come in; their readable files go out, and a reason for each that was not read."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from backfile.errors import CaptureError, SettingsError
from backfile.formats.media_types import MARKDOWN
from backfile.inputs.containers import CONTAINERS, OF_ANY_FORM
from backfile.inputs.containers.maildir import is_maildir, maildir_folders, reason_to_pass
from backfile.inputs.containers.markdown import keys_not_kept
from backfile.inputs.forms import BEGINNING, HTML, STREAMED, form_of
from backfile.inputs.found import Found, FoundFile, Passed, Refused
from backfile.inputs.telling import is_companion, is_left_out, told

__all__ = ["LARGEST", "Found", "FoundFile", "Passed", "Refused", "read_files"]

LARGEST = 50 * 1000 * 1000
"""Bytes that a file may have, unless it is a container that is read piece by piece."""

_DEEPEST = 3
_PAGE = (".htm", ".html", ".xhtml", ".xht", ".shtml")
# How the browsers of different languages name the folder that they save beside a page.
_OF_A_PAGE = re.compile(
    r"[-_. ](files|dateien|fichiers|bestanden|archivos|file|filer|tiedostot|pliki|soubory|elemei|ficheiros|arquivos"
    r"|dosyalar|datoteke|fitxers|failid|fails|bylos|fajlovi|fitxategiak|файлы|файли)"
)


def read_files(paths: Sequence[Path]) -> Iterator[Found]:
    """What is in `paths`, in their order and each folder's files by name; one bad file never stops the walk.

    A form is told by content, and what a container holds comes in its place. Hidden and temporary files in a folder
    are left out; so are the pictures, style sheets and scripts of a folder that has HTML pages, and all but the mails
    of a Maildir. Links that lead out of a named folder are not followed.
    """
    for path in paths:
        if path.is_dir():
            yield from keys_not_kept(_folder(path), _normal(path.name))
        else:
            yield from keys_not_kept(_members(_file(path, _normal(path.name), path.parent)), _normal(path.name))


def _folder(root: Path) -> Iterator[Found]:
    refused: list[OSError] = []
    found: list[tuple[tuple[str, ...], Found]] = []
    for folder, folders, names in os.walk(root, onerror=refused.append):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        mails, belongs = is_maildir(Path(folder)), _is_of_a_page(Path(folder), root)
        folders[:] = maildir_folders(Path(folder)) if mails else [name for name in folders if not is_left_out(name)]
        for name in (*links, *names) if not mails else ():
            path = Path(folder, name)
            if not is_left_out(name) and not (name in links and _inside(path, root)):
                one = (
                    Passed("/".join(_parts(path, root)), "belongs to a saved page") if belongs else _walked(path, root)
                )
                found.append((_parts(path, root), one))
    found += [
        (_parts(path, root), _unreadable(path, root, error)) for error in refused if (path := Path(error.filename))
    ]
    found.sort(key=lambda pair: pair[0])
    has_pages = any(isinstance(file, FoundFile) and file.media_type in (HTML, MARKDOWN) for _, file in found)
    for _, file in found:
        if not (has_pages and isinstance(file, Passed)):
            yield from _members(file)


def _members(file: Found, depth: int = 0) -> Iterator[Found]:
    """What a container holds, and what the containers in it hold; any other file itself."""
    inside = CONTAINERS.get(file.media_type) if isinstance(file, FoundFile) else None
    if inside is None or not isinstance(file, FoundFile):
        yield file
    elif depth > _DEEPEST:
        text = f"it stands in {depth} files, one inside the other"
        yield Refused(file.origin, CaptureError(text, where=file.origin, advice="Take it out of them"))
    else:
        for member in inside(file):
            yield from _members(member, depth + 1) if file.media_type in OF_ANY_FORM else (member,)


def _walked(path: Path, root: Path) -> Found:
    origin = "/".join(_parts(path, root))
    if path.is_symlink() and not _inside(path, root):
        error = CaptureError(
            "is a link that leads out of its folder", where=origin, advice="Name its target to read it"
        )
        return Refused(origin, error)
    if reason := reason_to_pass(path):
        return Passed(origin, reason)
    if is_companion(path.name):
        return Passed(origin, "is a style sheet, a script or a font")
    return _file(path, origin, root)


def _file(path: Path, origin: str, folder: Path) -> Found:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Refused(origin, CaptureError("is not a regular file", where=origin, advice="Leave it out"))
        return (
            told(path.read_bytes(), origin, path, folder) if status.st_size <= LARGEST else _large(path, origin, folder)
        )
    except FileNotFoundError:
        return Refused(origin, SettingsError("is not there", where=str(path), advice="Check the name"))
    except OSError as error:
        return Refused(origin, SettingsError(f"cannot be read ({error.strerror})", where=str(path), advice=_RIGHTS))


_RIGHTS = "Check who may read it"


def _large(path: Path, origin: str, folder: Path) -> Found:
    """A large file, of which only the beginning is read, if it is a container that can be read piece by piece."""
    with path.open("rb") as stream:
        body = stream.read(BEGINNING)
        form = form_of(body, stream)
    if form.media_type is not None and form.media_type in STREAMED:
        return FoundFile(origin, body, form.media_type, path, folder, whole=False)
    return Refused(origin, CaptureError("is larger than 50 MB", where=origin, advice="Split it, or leave it out"))


def _is_of_a_page(folder: Path, root: Path) -> bool:
    """Whether a folder, or one around it, holds what a browser saved together with the page beside it."""
    inner = [folder, *folder.parents][: len(folder.relative_to(root).parts)]
    return any(
        (path.parent / f"{path.name[: found.start()]}{ending}").is_file()
        for path in inner
        for found in [*_OF_A_PAGE.finditer(path.name.lower())][-1:]
        if found.end() == len(path.name)
        for ending in _PAGE
    )


def _unreadable(path: Path, root: Path, error: OSError) -> Refused:
    problem = SettingsError(f"cannot be read ({error.strerror})", where=str(path), advice=_RIGHTS)
    return Refused("/".join(_parts(path, root)) or _normal(root.name), problem)


def _inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root.resolve())


def _parts(path: Path, root: Path) -> tuple[str, ...]:
    return tuple(map(_normal, path.relative_to(root).parts))


def _normal(name: str) -> str:
    """A name in NFC, because some file systems take names apart."""
    return unicodedata.normalize("NFC", name)
