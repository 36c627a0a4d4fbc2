"""A printed name in, its family and given names out where the print makes certain which is which, else the whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

INVERTED = re.compile(r"(?P<family>[^,]+), *(?P<given>[^,]+)")
INITIALS = re.compile(r"(?P<given>(?:\w\. ?(?:- ?)?)+) *(?P<family>[^\W\d_](?:[^\W\d_]|['’ʼ-])+)")
PATRONYMIC = re.compile(r"\w+(?:[оеё]вна|инична|[оаеё]ўна)")  # never a family name
FATHERS = re.compile(r"\w+(?:[оеё]вич|[оеаё]віч)")  # a family name too, if it comes last


@dataclass(frozen=True, slots=True)
class Person:
    """A name as printed; `family` and `given` are "" where the print does not tell them apart."""

    printed: str
    family: str = ""
    given: str = ""

    @property
    def sorted_as(self) -> str:
        """`Veras, Hanna` where that is certain, else as printed."""
        return f"{self.family}, {self.given}" if self.family else self.printed


def person(printed: str) -> Person:
    """The person of a byline.

    Certain are a name with a comma (`Veras, Hanna`), initials before one word (`H. Veras`), and three Cyrillic words
    with a patronymic in the middle, or a woman's at the end. Of two plain words either may be the family's name.
    """
    if match := INVERTED.fullmatch(printed) or INITIALS.fullmatch(printed):
        return Person(printed, match["family"].strip(), match["given"].strip())
    words = printed.split()
    if len(words) == 3 and (PATRONYMIC.fullmatch(words[1]) or FATHERS.fullmatch(words[1])):
        return Person(printed, words[2], " ".join(words[:2]))
    if len(words) == 3 and PATRONYMIC.fullmatch(words[2]):
        return Person(printed, words[0], " ".join(words[1:]))
    return Person(printed)
