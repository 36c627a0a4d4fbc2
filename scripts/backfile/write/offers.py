"""A text that may not be written comes in; it lies beside the file for the editor, until the editor has settled it.

The text lies in `<file>.md.new`, with a copy in the store. To settle it, the editor takes over what is wanted and
deletes the `.md.new`: then the file is right as it stands, and the text that was offered counts as last written. Until
then every run reports the conflict again. A `.md.new` that was edited is the editor's and is never overwritten.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from backfile.files import remove, write_whole


class Offers:
    """The texts that lie beside the files below `content`, with their copies below `record`."""

    def __init__(self, content: Path, record: Path) -> None:
        self._content = content
        self._record = record

    def beside(self, path: PurePosixPath) -> PurePosixPath:
        """Where a text for the file at `path` is laid, relative to content/."""
        return path.with_name(f"{path.name}.new")

    def lay(self, path: PurePosixPath, text: str) -> bool:
        """Lays `text` beside the file; False if what lies there was edited, and then nothing is written."""
        beside, record, data = self._content / self.beside(path), self._record / path, text.encode()
        if beside.exists() and beside.read_bytes() not in (data, record.read_bytes() if record.is_file() else data):
            return False
        write_whole(beside, data)
        write_whole(record, data)
        return True

    def accepted(self, path: PurePosixPath) -> str | None:
        """The text that was offered for `path` and that the editor has settled."""
        record = self._record / path
        settled = record.is_file() and not (self._content / self.beside(path)).exists()
        return record.read_bytes().decode(errors="replace") if settled else None

    def withdraw(self, path: PurePosixPath) -> None:
        """Removes an offer that is no longer needed; one that was edited stays."""
        beside, record = self._content / self.beside(path), self._record / path
        if record.is_file() and beside.is_file() and beside.read_bytes() == record.read_bytes():
            remove(beside)
        remove(record)
