"""A language and a seed come in; titles, names and sentences about a country that does not exist come out."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "be", "ru")
PLACE = {"en": "Belmora", "be": "Бэльмора", "ru": "Бельмора"}
YEARS = {"en": "in {}", "be": "у {} годзе", "ru": "в {} году"}


@cache
def phrases(language: str) -> dict[str, list[str]]:
    """The phrases of a language by their part in a sentence."""
    text = Path(__file__).with_name("phrases.toml").read_text("utf-8")
    return {part: [said] if isinstance(said, str) else said for part, said in tomllib.loads(text)[language].items()}


def titles(language: str) -> list[str]:
    """All the titles there are in a language, shuffled, each of them once."""
    said = phrases(language)
    made = [turn.format(thing) for turn in said["turns"] for thing in said["things"]]
    random.Random(f"titles/{language}").shuffle(made)  # noqa: S311
    return made


class Prose:
    """Sentences in one language: the same for the same seed, and hardly ever twice."""

    def __init__(self, language: str, seed: str) -> None:
        self.phrases = phrases(language)
        self.year = YEARS[language]
        self.random = random.Random(f"{language}/{seed}")  # noqa: S311

    def one_of(self, things: Sequence[str]) -> str:
        return self.random.choice(things)

    def author(self) -> str:
        return self.one_of(self.phrases["authors"])

    def sentence(self) -> str:
        """An opening or none, somebody who did something, a tail or none."""
        opening, tail = self.random.random() < 0.5, self.random.random() < 0.7
        text = f"{self.one_of(self.phrases['subjects'])} {self.one_of(self.phrases['deeds'])}"
        if opening:
            text = f"{self.one_of(self.phrases['openings'])}, {text}"
        if self.random.random() < 0.2:
            text = f"{text} {self.year.format(self.random.randint(1871, 1999))}"
        if tail:
            text = f"{text}, {self.one_of(self.phrases['tails'])}"
        return f"{text[0].upper()}{text[1:]}."

    def paragraph(self, fewest: int = 2, most: int = 5) -> str:
        """Some sentences."""
        return " ".join(self.sentence() for _ in range(self.random.randint(fewest, most)))
