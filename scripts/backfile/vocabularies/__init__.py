"""The vocabularies: words as TOML in, frozen sets and patterns out, read once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def people() -> dict[str, str]:
    """Each known spelling of a person's surname → the person's name as the archive lists it."""
    return {spelling: str(person["name"]) for person in read("names")["person"] for spelling in person["surname"]}


def person_in(lang: str, name: str) -> str:
    """What a person, by the archive's name, is called in a language; the archive's name where nothing else is known."""
    return people_in(lang.partition("-")[0]).get(name, name)


@cache
def people_in(lang: str) -> dict[str, str]:
    """The archive's name of each person who has another one in a language → that name."""
    return {str(person["name"]): str(person[lang]) for person in read("names")["person"] if lang in person}


@cache
def surnames() -> frozenset[str]:
    """Every known spelling of every person's surname."""
    return frozenset(people())


@cache
def function_words() -> dict[str, frozenset[str]]:
    """Language code → the words that no text of that language does without."""
    return {language: frozenset(words.split()) for language, words in read("languages").items()}


@cache
def phrases(name: str) -> str:
    """A list of set phrases as one group of a regular expression."""
    return f"(?:{'|'.join(read('phrases')[name])})"


@cache
def of_lists(name: str) -> re.Pattern[str]:
    """What web pages call a part of their lists, as a pattern of the whole wording, whatever its marks and case."""
    return re.compile(rf"[\W_]*?(?:{'|'.join(read('indexes')[name])})[\W_]*", re.IGNORECASE)


@cache
def credit_label() -> re.Pattern[str]:
    """What a line that names a picture's maker begins with."""
    return re.compile(phrases("credit_labels"), re.IGNORECASE)


@cache
def page_part() -> re.Pattern[str]:
    """What the label of a page's own part begins with: a button, a box, a list of other pages."""
    return re.compile(rf"(?:{'|'.join(read('furniture')['labels'])})", re.IGNORECASE)


def read(name: str):  # type: ignore[no-untyped-def]
    """One vocabulary file as TOML tables; its shape is the file's own."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
