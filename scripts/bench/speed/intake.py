"""Made-up web pages in, what it costs to read them into an archive out, and what of it is enriching."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import sys
from dataclasses import dataclass
from html import escape
from itertools import islice
from pathlib import Path
from statistics import median

from babel.dates import format_date

from backfile.sources.talvaria_weekly import TOPICS, TRENDS
from bench.extraction_measures import rendered
from bench.speed.texts import Text, texts
from bench.speed.tools import PROGRAMS
from bench.speed.usage import measured

PAGES = 500
SEED = 2  # texts that the sites are not built of
SPELT = ("en", "be", "ru", "de")  # the order in which the source spells its topics and marks
DAYS = {"en": "MMMM d", "be": "d MMMM", "ru": "d MMMM", "de": "d. MMMM"}


@dataclass(frozen=True, slots=True)
class Intake:
    """What reading so many pages cost: a page, and each step of the street a page, by its name."""

    pages: int
    per_second: float
    cpu_ms: float
    largest_mb: float
    steps: dict[str, float]


def measure_intake(folder: Path, rounds: int, limit: float) -> Intake:
    """Read made-up web pages into new archives, so many times; then each step of the street alone."""
    shutil.rmtree(folder, ignore_errors=True)
    pages = folder / "pages"
    pages.mkdir(parents=True)
    for text in islice(texts(PAGES, SEED), PAGES):
        (pages / f"{text.name}.html").write_text(as_page(text), "utf-8")
    usages = []
    for number in range(rounds):
        archive = [str(folder / f"content-{number}"), str(folder / f"captures-{number}")]
        command = [str(PROGRAMS / "backfile"), "add", "--content", archive[0], "--store", archive[1], str(pages)]
        usages.append(measured(command, folder, limit=limit))
    alone = [sys.executable, "-m", "bench.speed.street", str(folder / "captures-0")]
    told = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    measured(alone, folder, surroundings=told, limit=limit)
    return Intake(
        pages=PAGES,
        per_second=median(PAGES / usage.wall_s for usage in usages),
        cpu_ms=median(1000 * usage.cpu_s / PAGES for usage in usages),
        largest_mb=median(usage.largest_mb for usage in usages),
        steps=json.loads((folder / "said.txt").read_text("utf-8").splitlines()[-1]),
    )


def as_page(text: Text) -> str:
    """A text as the page of a weekly that our recipe knows."""
    made, spelt = text.made, SPELT.index(text.made.language)
    topic = list(TOPICS)[text.sunday.toordinal() % len(TOPICS)]
    mark = TRENDS[made.trend][spelt].capitalize() if made.trend else ""
    home = f"https://talvaria-weekly.example/{made.language}/"
    described = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": made.title,
        "inLanguage": made.language,
        "datePublished": text.sunday.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in made.authors],
    }
    return f"""<!DOCTYPE html>
<html lang="{made.language}"><head><meta charset="utf-8"><title>{escape(made.title)} – Talvaria Weekly</title>
<link rel="canonical" href="{home}{text.name}/"><meta property="og:site_name" content="Talvaria Weekly">
<script type="application/ld+json">{json.dumps(described, ensure_ascii=False)}</script></head>
<body><header class="site-header"><nav><a href="{home}">Talvaria Weekly</a></nav></header>
<main id="content"><article>
<div class="range">{week(text.sunday, made.language)}</div>
<div class="topic"><a href="{home}topic/">{TOPICS[topic][spelt] if spelt else topic}</a></div>
<h1>{escape(made.title)}</h1>
<div class="trend"><span>{mark}</span></div>
<div class="author">{escape(", ".join(made.authors))}</div>
<div class="entry-content">
{rendered(text.body)}
</div></article></main>
<footer class="site-footer"><p>Talvaria Weekly, Sorvik. Quote freely and name the source.</p></footer>
</body></html>
"""


def week(sunday: dt.date, lang: str) -> str:
    """The days of the week that ends on a Sunday, as the source prints them."""
    days = (format_date(day, DAYS[lang], locale=lang) for day in (sunday - dt.timedelta(days=6), sunday))
    return f"{' – '.join(days)}{',' if lang == 'en' else ''} {sunday.year}"
