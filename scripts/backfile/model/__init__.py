"""The frozen records of the street: capture, document, reading, commentary.

Every stage takes one of these records and returns the next; none changes the one it was given.
Positions (`place`) are 1-based line numbers in the decoded capture, 0 where there is none.
"""

from backfile.model.commentaries import SCHEMA, Change, Commentary, Period, Rights, Status, Trend
from backfile.model.documents import Block, Capture, Document, Element, Hint, Kind, Listed, Run, Style
from backfile.model.readings import Cut, Note, Printed, Reading, Repair

__all__ = [
    "SCHEMA",
    "Block",
    "Capture",
    "Change",
    "Commentary",
    "Cut",
    "Document",
    "Element",
    "Hint",
    "Kind",
    "Listed",
    "Note",
    "Period",
    "Printed",
    "Reading",
    "Repair",
    "Rights",
    "Run",
    "Status",
    "Style",
    "Trend",
]
