"""A seed in, commentaries in four languages out: real words by Zipf's law, so that an index is as large as in life."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from pathlib import Path

from backfile.model import Trend
from backfile.plugins.entries import Body, Entry
from backfile.plugins.people import with_body

PACKAGES = {
    "be": ("hunspell-be", "be_BY", "utf-8"),
    "de": ("hunspell-de-de", "de_DE", "iso-8859-1"),
    "en": ("hunspell-en-us", "en_US", "utf-8"),
    "ru": ("hunspell-ru", "ru_RU", "utf-8"),
}
VOCABULARY = 30_000  # distinct words of a language
COMMON = 300  # the commonest words make no titles
LENGTH = (450, 900)
PARAGRAPHS = 8
AUTHORS, TOPICS = 12, 6
FIRST_DAY = dt.date(2005, 1, 2)


@dataclass(frozen=True)
class Vocabulary:
    """A language's words, the commonest first, and how common they are, summed up."""

    words: list[str]
    weights: list[float]

    def draw(self, chance: random.Random, count: int) -> list[str]:
        """So many words, as often as they are common."""
        return chance.choices(self.words, cum_weights=self.weights, k=count)


def fetch_words(folder: Path) -> None:
    """Fetch Debian's word lists into `folder` with apt, which checks them."""
    folder.mkdir(parents=True, exist_ok=True)
    for package, name, _ in PACKAGES.values():
        if not (folder / "usr/share/hunspell" / f"{name}.dic").exists():
            run("apt-get", "-qq", "download", package, cwd=folder)
            for archive in folder.glob(f"{package}_*.deb"):
                run("dpkg-deb", "-x", archive.name, ".", cwd=folder)


def run(*command: str, cwd: Path) -> None:
    """Run a program of the system."""
    subprocess.run(command, cwd=cwd, check=True, stderr=subprocess.DEVNULL)


def vocabulary(lang: str, folder: Path) -> Vocabulary:
    """A language's words in an order that its seed decides, short words first: those are the common ones."""
    _, name, encoding = PACKAGES[lang]
    lines = (folder / "usr/share/hunspell" / f"{name}.dic").read_text(encoding).splitlines()[1:]
    known = sorted({word for line in lines if (word := line.split("/")[0].split("\t")[0].strip()).isalpha()})
    chance = random.Random(lang)
    words = sorted(chance.sample(known, VOCABULARY), key=lambda word: len(word) + chance.random() * 12)
    return Vocabulary(words, list(accumulate(1 / rank for rank in range(1, len(words) + 1))))


def entries(lang: str, count: int, words: Vocabulary) -> Iterator[Entry]:
    """So many commentaries, a few each week, the oldest first."""
    chance = random.Random(f"texts {lang}")
    authors = [" ".join(words.draw(chance, 2)).title() for _ in range(AUTHORS)]
    topics = [" ".join(chance.sample(words.words[:2000], 2)).capitalize() for _ in range(TOPICS)]
    for number in range(count):
        day = FIRST_DAY + dt.timedelta(weeks=number // 3)
        title = " ".join(chance.sample(words.words[COMMON:8000], chance.randint(4, 9))).capitalize()
        paragraphs = [sentences(words.draw(chance, chance.randint(*LENGTH) // PARAGRAPHS)) for _ in range(PARAGRAPHS)]
        entry = Entry(
            path=f"{lang}/{number}.md",
            title=title,
            slug=f"commentary-{number}",
            lang=lang,
            source="talvaria-weekly",
            date=day,
            topic=chance.choice(topics),
            authors=(chance.choice(authors),),
            trend=chance.choice(list(Trend)),
            captured=dt.datetime.combine(day, dt.time(), dt.UTC),
        )
        markup = "".join(f"<p>{p}</p>" for p in paragraphs)
        yield with_body(entry, Body(markup, lead=paragraphs[0], text=" ".join(paragraphs)))


def sentences(words: list[str]) -> str:
    """Words with a full stop after every dozen."""
    parts = (" ".join(words[start : start + 12]) for start in range(0, len(words), 12))
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts)


def as_page(entry: Entry) -> str:
    """An entry as a page for Pagefind: its title and its text, nothing else."""
    return (
        f'<!doctype html><html lang="{entry.lang}"><meta charset="utf-8"><title>{escape(entry.title)}</title>'
        f"<body><main data-pagefind-body><h1>{escape(entry.title)}</h1>{entry.body.html}</main></body></html>"
    )
