"""A topic in, its trend out: as a picture, as sentences that say what it shows, and as figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from markupsafe import Markup

from backfile.plugins.addresses import topic_table_address, topic_year_address
from backfile.plugins.drawings.columns import Column, Stretch, columns
from backfile.plugins.pages.place import Place
from backfile.plugins.pages.records import Link
from backfile.plugins.pages.records_surveys import Trend, TrendYear
from backfile.plugins.series import Run, Turn, WeekMark, longest_run, turns, week_marks
from backfile.plugins.shelves import Heading
from backfile.plugins.weeks import Week

MARKS = ("better", "unchanged", "worse")
DETAILED_YEARS = 6  # up to so many years a column is four weeks, beyond that a quarter
FOUR_WEEKS, QUARTERS = 13, 4  # columns of a year
FOUR = 4  # weeks that make a column of full height where there are no more
LABELS = 6  # names of years that stand side by side on a phone
SPARK = 26  # columns of four weeks: two years


def trend_of(place: Place, topic: Heading) -> Trend:
    """The trend of a topic that has any week."""
    marks = week_marks(topic.weeks)
    years = range(marks[0].week.year, marks[-1].week.year + 1)
    each = FOUR_WEEKS if len(years) <= DETAILED_YEARS else QUARTERS
    runs = [run for key in ("better", "worse") if (run := longest_run(marks, key))]
    turned, found = turns(marks), columns_of(marks, years, each)
    say = place.words.say
    return Trend(
        picture=columns(
            found,
            "trend",
            tallest=max(FOUR, *(max(column.better, column.worse) for column in found)),
            runs=[stretch(run, years, each) for run in runs],
            turns=[position(turn.week, years, each) for turn in turned],
        ),
        axis=axis(years),
        sentences=(summary(place, marks), *(run_sentence(place, run) for run in runs)),
        turns=tuple(turn_link(place, turn) for turn in turned),
        column=say("A column is four weeks.") if each == FOUR_WEEKS else say("A column is a quarter."),
        marks=tuple(place.sign(key) for key in (*MARKS, "several", "unmarked")),
        years=tuple(trend_year(place, topic, marks, year) for year in topic.years),
        table=place.link("CSV", topic_table_address(place.lang, topic.slug)),
    )


def columns_of(marks: Iterable[WeekMark], years: Sequence[int], each: int) -> tuple[Column, ...]:
    """So many columns a year with the weeks of each mark."""
    counts = Counter((int(position(mark.week, years, each)), mark.key) for mark in marks)
    return tuple(Column(*(counts[place, key] for key in MARKS)) for place in range(len(years) * each))


def position(week: Week, years: Sequence[int], each: int) -> float:
    """Where a week begins, in columns; the 53rd week stands in the last one of its year."""
    return (week.year - years[0]) * each + min((week.number - 1) * each / 52, each - 1 / 52)


def stretch(run: Run, years: Sequence[int], each: int) -> Stretch:
    """From where to where a run reaches, its last week included."""
    return Stretch(run.key, position(run.first, years, each), position(run.last, years, each) + each / 52)


def axis(years: Sequence[int]) -> tuple[str, ...]:
    """The years' names, as many as have room."""
    step = -(-len(years) // LABELS)
    return tuple("" if (year - years[0]) % step else str(year) for year in years)


def summary(place: Place, marks: Sequence[WeekMark]) -> str:
    """How many weeks had each mark."""
    counts = Counter(mark.key for mark in marks)
    total = sum(counts[key] for key in MARKS)
    return place.words.count(
        "%(num)s week with a mark: %(marks)s.",
        "%(num)s weeks with a mark: %(marks)s.",
        total,
        marks=in_words(place, counts),
    )


def in_words(place: Place, counts: Counter[str]) -> str:
    """`better 12, unchanged 30, worse 6`."""
    return ", ".join(f"{place.sign(key).word} {place.words.number(counts[key])}" for key in MARKS)


def run_sentence(place: Place, run: Run) -> str:
    """How long the longest run was, and when."""
    span = place.words.span(run.first.first, run.last.last)
    count = place.words.count
    if run.key == "better":
        return count(
            "Longest run of better weeks: %(num)s issue (%(span)s).",
            "Longest run of better weeks: %(num)s issues (%(span)s).",
            run.length,
            span=span,
        )
    return count(
        "Longest run of worse weeks: %(num)s issue (%(span)s).",
        "Longest run of worse weeks: %(num)s issues (%(span)s).",
        run.length,
        span=span,
    )


def turn_link(place: Place, turn: Turn) -> Link:
    """The issue where the trend turned, and which way."""
    say = place.words.say
    return replace(place.week(turn.week), note=say("for the better") if turn.key == "better" else say("for the worse"))


def trend_year(place: Place, topic: Heading, marks: Iterable[WeekMark], year: int) -> TrendYear:
    """A year's figures."""
    counts = Counter(mark.key for mark in marks if mark.week.year == year)
    link = place.link(str(year), topic_year_address(place.lang, topic.slug, year))
    return TrendYear(link, tuple(place.words.number(counts[key]) for key in (*MARKS, "several", "unmarked")))


def sparkline(place: Place, topic: Heading) -> tuple[Markup, str]:
    """The last two years of the archive as a small picture, and the same in words; nothing for what has no topic."""
    if not topic.name or not place.shelf.newest:
        return Markup(), ""
    last = place.shelf.newest.first.toordinal() // 28
    recent = [mark for mark in week_marks(topic.weeks) if mark.week.first.toordinal() // 28 > last - SPARK]
    counts = Counter((mark.week.first.toordinal() // 28 - last + SPARK - 1, mark.key) for mark in recent)
    found = [Column(*(counts[column, key] for key in MARKS)) for column in range(SPARK)]
    words = in_words(place, Counter(mark.key for mark in recent))
    return columns(found, "spark"), place.words.say("Last two years: %(marks)s", marks=words)
