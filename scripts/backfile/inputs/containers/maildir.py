"""A folder in the form of a Maildir in, what of it holds mails out: one file a mail, its state in the file's name."""

from __future__ import annotations

from pathlib import Path

_HOLDING = ("cur", "new")
_PARTS = (*_HOLDING, "tmp")
_FLAGS = {"D": "is a draft", "T": "is in the mailbox's bin"}


def is_maildir(folder: Path) -> bool:
    """Whether a folder is a mailbox: it has the three folders that make one."""
    return all((folder / part).is_dir() for part in _PARTS)


def maildir_folders(folder: Path) -> list[str]:
    """The folders of a mailbox that hold mails, then those that are mailboxes in it, whose names begin with a dot.

    What is in `tmp` is not yet delivered; files beside these folders are notes of the mail server.
    """
    inner = (path for path in folder.iterdir() if path.name not in _PARTS and not path.is_symlink())
    return [*_HOLDING, *sorted(path.name for path in inner if path.is_dir() and is_maildir(path))]


def reason_to_pass(mail: Path) -> str | None:
    """Why a mail of a mailbox is left out, by the flags in its name; None if it is not, or is no such mail."""
    if mail.parent.name not in _HOLDING or not is_maildir(mail.parent.parent):
        return None
    _, info, flags = mail.name.rpartition(":2,")
    return next((reason for flag, reason in _FLAGS.items() if info and flag in flags), None)
