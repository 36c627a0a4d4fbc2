"""A number and a seed in, an archive of so many made-up commentaries out, as the Markdown files of a content folder.

`python -m bench.archive 2000 FOLDER`, run in scripts/, writes the same files each time. The texts say nothing; their
shape is that of a real archive: four languages, most commentaries in all of them, an issue a week with gaps, marks that
come in runs, and now and then everything that a header or a body can hold.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path
from random import Random

from backfile.model import Commentary, Note, Period, Repair, Rights, Trend
from backfile.write.header import render_header
from backfile.write.slugs import commentary_path, slug
from bench.vocabulary import LANGUAGES, vocabulary

LAST_MONDAY = dt.date(2025, 12, 22)
PER_WEEK = 5
MOST_WEEKS = 25 * 52
CAPTURED = dt.datetime(2026, 1, 5, 6, tzinfo=dt.UTC)
TOPICS = {
    "en": ("Economy", "Government", "Neighbours", "Parties and society", "Security", "Culture and the press"),
    "be": ("Эканоміка", "Улада", "Суседзі", "Партыі і грамадства", "Бяспека", "Культура і друк"),
    "ru": ("Экономика", "Власть", "Соседи", "Партии и общество", "Безопасность", "Культура и печать"),
    "de": ("Wirtschaft", "Regierung", "Nachbarn", "Parteien und Gesellschaft", "Sicherheit", "Kultur und Presse"),
}
PHRASES = {Trend.BETTER: "A step forward", Trend.UNCHANGED: "No change", Trend.WORSE: "A step back"}
SOURCES = (("talvaria-weekly", "Talvaria Weekly"), ("lisk-quarterly", "Lisk Quarterly"), ("orda-letters", None))
FIRST = ("Hanna", "Jonas", "Mira", "Anton", "Vera", "Pavel", "Lena", "Marek", "Ilze", "Tomas")
LAST = ("Veras", "Telk", "Solvey", "Brisk", "Halden", "Orvik", "Strand", "Kess", "Dolmen", "Rautas")
PEOPLE = ("Halvik", "Marenko", "Dolna", "Ambartz", "Okort")
MILL = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 18"><path fill="#876" d="M12 15V7l4-3 4 3v8z"/></svg>'


@dataclass(frozen=True)
class Story:
    """What all languages of one commentary share."""

    number: int
    monday: dt.date
    topic: int
    trend: Trend | None

    def random(self, what: str) -> Random:
        """Chance, the same in each run for the same story and purpose."""
        return Random(f"{self.number} {what}")


def stories(count: int, seed: int) -> Iterator[Story]:
    """So many stories in the order of their weeks; a topic's mark tends to stay as it was."""
    random = Random(seed)
    topics = range(len(TOPICS["en"]))
    marks: list[Trend | None] = [random.choice(list(Trend)) for _ in topics]
    for monday, numbers in issues(count, random):
        order = random.sample(topics, len(topics))
        for place, number in enumerate(numbers):
            topic = order[place % len(order)]
            if random.random() < 0.35:
                marks[topic] = random.choices([*Trend, None], [3, 5, 3, 1])[0]
            yield Story(seed * 10_000_000 + number, monday, topic, marks[topic])


def issues(count: int, random: Random) -> Iterator[tuple[dt.date, range]]:
    """The Mondays of the weeks that have an issue, the oldest first, and which stories it has; one in 16 has none."""
    span = max(1, min(MOST_WEEKS, count // PER_WEEK))
    all_weeks = [LAST_MONDAY - dt.timedelta(weeks=back) for back in range(span - 1, -1, -1)]
    weeks = [week for week in all_weeks if random.random() > 1 / 16 or week == LAST_MONDAY]
    for place, monday in enumerate(weeks):
        yield monday, range(place * count // len(weeks), (place + 1) * count // len(weeks))


def archive(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """So many commentaries, as the paths of their files and their text."""
    return (file_of(story, lang) for story, lang in told(count, seed))


def told(count: int, seed: int = 1) -> Iterator[tuple[Story, str]]:
    """So many commentaries, as their stories and the languages that these are told in."""
    needed = next(number for number, sums in enumerate(accumulate(map(tongues, range(count))), 1) if sums >= count)
    pairs = ((story, lang) for story in stories(needed, seed) for lang in languages(story))
    return islice(pairs, count)


def tongues(number: int) -> int:
    """How many languages the story of that number is told in."""
    return 1 if number % 4 == 3 else len(LANGUAGES)


def languages(story: Story) -> tuple[str, ...]:
    """The languages that a story is told in: mostly all, else one of them in turn."""
    return LANGUAGES if tongues(story.number) > 1 else (LANGUAGES[story.number // 4 % len(LANGUAGES)],)


def file_of(story: Story, lang: str) -> tuple[str, str]:
    """One commentary's path below the content and its text."""
    made = commentary(story, lang)
    name = name_of(made, story)
    return str(commentary_path(made, name)), f"{render_header(made, slug=name)}\n{body(story, lang)}"


def name_of(made: Commentary, story: Story) -> str:
    """The slug of a commentary, which no other one has."""
    return f"{slug(made.title)[:60].rstrip('-')}-{story.number}"


def commentary(story: Story, lang: str) -> Commentary:
    """The facts of one commentary in one language; a few lack some, a few have more."""
    random = story.random(f"facts {lang}")
    shared = story.random("facts")
    undated, rare = story.number % 97 == 0, shared.random()
    source, publisher = shared.choices(SOURCES, [8, 2, 1])[0]
    week = Period(story.monday, story.monday + dt.timedelta(days=6))
    title = sentence(lang, random, shared.choice((3, 4, 5, 6, 7, 22))).rstrip(".")
    return Commentary(
        title=title,
        body=(),
        source=source,
        language=lang,
        capture=hashlib.sha256(f"{story.number} {lang}".encode()).hexdigest(),
        captured=CAPTURED,
        published=None if undated or rare < 0.3 else week.last,
        modified=week.last + dt.timedelta(days=3) if rare > 0.97 else None,
        period=None if undated or rare > 0.9 else week,
        topic=TOPICS[lang][story.topic] if rare > 0.02 else None,
        trend=story.trend,
        trend_phrase=PHRASES[story.trend] if story.trend and lang == "en" else None,
        authors=tuple(names(shared)),
        summary=sentence(lang, random, 18) if shared.random() < 0.3 else None,
        publisher=publisher,
        url=f"https://{source}.example/{lang}/{story.number}/",
        aliases=(f"https://old.{source}.example/?p={story.number}",) if rare > 0.8 else (),
        translations=f"t{story.number}" if tongues(story.number) > 1 else None,
        credit="Talvarian Radio" if rare > 0.95 else None,
        rights=shared.choices(list(Rights), [96, 2, 2])[0],
        missing=("author",) if rare < 0.05 else (),
        repairs=(Repair("joined", "full- fledged", "full-fledged", 3),) if rare > 0.9 else (),
        notes=(Note("a date in the text is not understood"),) if rare > 0.98 else (),
    )


def names(random: Random) -> list[str]:
    """None, one or two authors, some much more often than others."""
    ranks = range(len(FIRST) * len(LAST))
    drawn = random.choices(ranks, [1 / (rank + 1) for rank in ranks], k=random.choices((0, 1, 2), (1, 8, 2))[0])
    return list(dict.fromkeys(f"{FIRST[rank % len(FIRST)]} {LAST[rank // len(FIRST)]}" for rank in drawn))


def body(story: Story, lang: str) -> str:
    """The Markdown of a text of some 300 to 1,000 words."""
    random = story.random(f"body {lang}")
    blocks = [paragraph(lang, random) for _ in range(random.randint(4, 12))]
    if random.random() < 0.3:
        blocks.insert(len(blocks) // 2, f"## {sentence(lang, random, 4).rstrip('.')}")
    extra = random.random()
    if extra < 0.1:
        blocks[1] += "[^1]"
        blocks += ["[^1]: " + sentence(lang, random, 12)]
    elif extra < 0.2:
        blocks.insert(1, "\n".join(f"- {sentence(lang, random, 6)}" for _ in range(3)))
    elif extra < 0.3:
        blocks.insert(2, f"> {sentence(lang, random, 20)}")
    elif extra < 0.35:
        blocks.insert(1, f"![{sentence(lang, random, 3)}](images/mill.svg)\n\n*{sentence(lang, random, 5)}*")
    elif extra < 0.38:
        blocks.insert(2, table(lang, random))
    return "\n\n".join(blocks) + "\n"


def paragraph(lang: str, random: Random) -> str:
    """Three to seven sentences, now and then with a person or an address in them."""
    sentences = [sentence(lang, random, random.randint(6, 24)) for _ in range(random.randint(3, 7))]
    if random.random() < 0.2:
        sentences[0] = f"{random.choice(PEOPLE)} {sentences[0][0].lower()}{sentences[0][1:]}"
    if random.random() < 0.1:
        sentences.append(f"[{sentence(lang, random, 3)}](https://assembly.example/{random.randrange(1000)})")
    return " ".join(sentences)


def sentence(lang: str, random: Random, length: int) -> str:
    """So many words, a capital letter before and a full stop behind them."""
    words = vocabulary(lang).draw(random, length)
    if length > 12:
        words[length // 2] += ","
    return f"{words[0][:1].upper()}{words[0][1:]} {' '.join(words[1:])}."


def table(lang: str, random: Random) -> str:
    """A table of three rows."""
    head, *rows = ([*vocabulary(lang).draw(random, 2), str(random.randrange(100))] for _ in range(4))
    lines = [head, ["---"] * 3, *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def write_archive(folder: Path, count: int, seed: int = 1) -> None:
    """Write so many commentaries and the picture that some of them show into a content folder."""
    for name, text in archive(count, seed):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "images").mkdir(parents=True, exist_ok=True)
    (folder / "images" / "mill.svg").write_text(MILL, "utf-8")


def main() -> None:
    """Read the command line and write the archive."""
    parser = argparse.ArgumentParser(prog="python -m bench.archive", description="Write a made-up archive.")
    parser.add_argument("count", type=int, help="how many commentaries")
    parser.add_argument("folder", type=Path, help="the content folder to write")
    parser.add_argument("--seed", type=int, default=1, help="another number gives another archive")
    arguments = parser.parse_args()
    write_archive(arguments.folder, arguments.count, arguments.seed)


if __name__ == "__main__":
    main()
