"""A language's catalogue in, the interface's words and dates out: gettext for the words, CLDR for the dates."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from functools import cache, cached_property, partial
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale, localedata
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.units import format_unit

from backfile.plugins.memory import Memory
from backfile.plugins.weeks import Week

ENGLISH = "en"
COMPILED = "words"  # the kind of what is remembered of a catalogue
DAY = re.compile(r"^(\d+\.?) ")  # with the space before its month
TO = "\u00a0– "  # no line begins with the dash
REGIONS = {"en": "en_GB"}  # the day before the month, as in the other languages


@dataclass(frozen=True)
class Words:
    """The interface of one language of content: `lang` is the content's, `interface` the words' own."""

    lang: str
    interface: str
    translations: NullTranslations

    @property
    def locale(self) -> str:
        """The CLDR locale that dates and numbers follow."""
        return REGIONS.get(self.interface, self.interface)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, by the script the content is usually written in."""
        locale = known_locale(self.lang)
        return locale.text_direction if locale else "ltr"

    def say(self, message: str, **values: str) -> str:
        """A message with its values, `%(name)s`."""
        return self.translations.gettext(message) % values

    def count(self, one: str, many: str, number: int, **values: str) -> str:
        """A message with `%(num)s` things."""
        return self.translations.ngettext(one, many, number) % {"num": self.number(number), **values}

    def number(self, number: int) -> str:
        """`1,234` in the language's manner."""
        return counted(number, self.locale)

    def kilobytes(self, number: int) -> str:
        """`32 kB`, with the number not to be parted from its unit."""
        return format_unit(number, "digital-kilobyte", "short", locale=self.locale).replace(" ", "\u00a0")

    def date(self, day: dt.date) -> str:
        """`12 January 2025`."""
        return written(day, "long", self.locale)

    def month(self, year: int, month: int) -> str:
        """`January 2025`, as a heading."""
        return f"{self.month_name(month)} {year}"

    def month_name(self, month: int) -> str:
        """`January`, as it stands alone."""
        name = written(dt.date(2000, month, 1), "LLLL", self.locale)
        return name[:1].upper() + name[1:]

    def span(self, first: dt.date, last: dt.date) -> str:
        """`6–12 January 2025`, with month and year said once where they are the same."""
        if first == last:
            return self.date(last)
        if first.year != last.year:
            return f"{self.date(first)}{TO}{self.date(last)}"
        if first.month != last.month:
            return f"{written(first, f'{self.day_form} MMMM', self.locale)}{TO}{self.date(last)}"
        return f"{written(first, self.day_form, self.locale)}–{self.date(last)}"

    def week(self, week: Week) -> str:
        """`Week 2, 2025`."""
        return self.say("Week %(number)s, %(year)s", number=str(week.number), year=str(week.year))

    def week_span(self, week: Week) -> str:
        """The week's days, Monday to Sunday."""
        return self.span(week.first, week.last)

    @cached_property
    def day_form(self) -> str:
        """How the day is written before its month: in German with a point."""
        pattern = str(Locale.parse(self.locale).date_formats["long"].pattern)
        return "d." if pattern.startswith("d.") else "d"


@cache
def written(day: dt.date, form: str, locale: str) -> str:
    """A day in a CLDR form, not to be parted from its month; the same few days stand on many pages."""
    return DAY.sub("\\1\u00a0", format_date(day, form, locale=locale))


@cache
def counted(number: int, locale: str) -> str:
    """A number; the same few stand on many pages."""
    return format_decimal(number, locale=locale)


def words_for(lang: str, folder: Path, memory: Memory | None = None) -> Words:
    """The words for content in `lang`, from `folder/<lang>.po`; English where there is no catalogue."""
    interface = lang.partition("-")[0]
    path = folder / f"{interface}.po"
    if not path.is_file():
        return Words(lang, ENGLISH, NullTranslations())
    return Words(lang, interface, catalogue(path, memory or Memory()))


def catalogue(path: Path, memory: Memory) -> GNUTranslations:
    """A `.po` file's translations, compiled once."""
    written = path.read_bytes()
    key = hashlib.sha256(path.stem.encode() + written).hexdigest()
    return GNUTranslations(BytesIO(memory.once(COMPILED, key, partial(compiled, written, path.stem))))


def compiled(written: bytes, lang: str) -> bytes:
    """A `.po` file as `.mo`."""
    made = BytesIO()
    write_mo(made, read_po(BytesIO(written), locale=lang))
    return made.getvalue()


def known_locale(lang: str) -> Locale | None:
    """The CLDR locale of a language tag, or of its primary language, if there is one."""
    for tag in (lang.replace("-", "_"), lang.partition("-")[0]):
        if localedata.exists(tag):
            return Locale.parse(tag)
    return None


@cache
def own_name(lang: str) -> str:
    """A language's name in the language itself, the bare tag if it is not known."""
    locale = known_locale(lang)
    name = locale.display_name if locale else None
    return name[:1].upper() + name[1:] if name else lang
