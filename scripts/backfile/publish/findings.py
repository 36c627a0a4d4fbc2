"""What a check of the archive tells the editor: one record, and how grave it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is: an error is wrong, a warning may be right and wants a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the editor should know of: `file` below the archive's folder, 1-based `line`, and what to do."""

    file: str
    line: int
    severity: Severity
    message: str
    advice: str

    def __str__(self) -> str:
        """`file:line: severity: message. advice`."""
        return f"{self.file}:{self.line}: {self.severity}: {self.message}. {self.advice}"


def error(file: str, line: int, message: str, advice: str) -> Finding:
    """Something that is wrong."""
    return Finding(file, line, Severity.ERROR, message, advice)


def warning(file: str, line: int, message: str, advice: str) -> Finding:
    """Something that may be right."""
    return Finding(file, line, Severity.WARNING, message, advice)
