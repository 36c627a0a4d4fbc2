"""What belongs together across languages and sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

from backfile.model import Rights
from backfile.plugins.copies import near_copies
from backfile.plugins.entries import Body, Entry
from backfile.plugins.kinship import topics_across, translations_of
from backfile.plugins.memory import Memory

Make = Callable[..., Entry]
STORY = "The mill at Halmar stopped on a Tuesday and by Friday nobody could say who had asked it to stop at all"


def test_a_key_joins_the_languages_of_one_commentary(entry: Make) -> None:
    en, be, alone = entry(translations="k"), entry(lang="be", translations="k"), entry(slug="alone")
    found = translations_of([en, be, alone])
    assert found == {en.address: (be,), be.address: (en,)}


def test_a_topic_in_another_language_is_what_most_of_its_translations_stand_under(entry: Make) -> None:
    entries = [
        made
        for number, name in enumerate(["Эканоміка", "Эканоміка", "Улада"])
        for made in (
            entry(slug=f"a{number}", translations=str(number)),
            entry(slug=f"a{number}", lang="be", topic=name, translations=str(number)),
        )
    ]
    for order in (entries, entries[::-1]):
        assert topics_across(order)["en", "Economy"] == {"be": "Эканоміка"}


def told(entry: Make, source: str, text: str, **more: object) -> Entry:
    return entry(source=source, slug=source, body=Body(text=text), **more)


def test_the_same_words_in_another_source_are_a_near_copy(entry: Make) -> None:
    one, other = told(entry, "weekly", STORY), told(entry, "quarterly", f"Reprinted here. {STORY}.")
    for order in permutations([one, other]):
        assert near_copies(order) == {one.address: (other,), other.address: (one,)}


def test_other_words_are_no_copy(entry: Make) -> None:
    other = "The bank at Sorvik raised its rate on a Monday and by noon the queues had reached the bridge over the Lisk"
    assert near_copies([told(entry, "weekly", STORY), told(entry, "quarterly", other)]) == {}


def test_two_thirds_of_the_words_are_no_copy(entry: Make) -> None:
    words = STORY.split()
    half = " ".join([*words[:15], *(f"other{number}" for number in range(6))])
    assert near_copies([told(entry, "weekly", STORY), told(entry, "quarterly", half)]) == {}


def test_a_source_does_not_copy_itself(entry: Make) -> None:
    assert near_copies([told(entry, "weekly", STORY), entry(slug="b", source="weekly", body=Body(text=STORY))]) == {}


def test_a_translation_is_no_copy(entry: Make) -> None:
    assert near_copies([told(entry, "weekly", STORY), told(entry, "quarterly", STORY, lang="be")]) == {}


def test_what_may_only_be_linked_is_not_compared(entry: Make) -> None:
    linked = told(entry, "quarterly", STORY, rights=Rights.LINK)
    assert near_copies([told(entry, "weekly", STORY), linked]) == {}


def test_a_text_whose_marks_are_remembered_is_not_read_again(entry: Make) -> None:
    def never() -> Body:
        raise AssertionError("this text must not be read")

    memory, other = Memory(), "Nothing of the kind was ever printed in Sorvik before the ferry of Osta ran late"
    texts = [told(entry, "weekly", STORY, digest="1"), told(entry, "quarterly", other, digest="2")]
    assert near_copies(texts, memory) == {}
    assert near_copies([replace(text, load=never) for text in texts], memory) == {}


def test_copies_are_found_by_marks_that_are_remembered(entry: Make) -> None:
    memory, one = Memory(), told(entry, "weekly", STORY, digest="1")
    alone, other = told(entry, "monthly", "Other words", digest="2"), told(entry, "quarterly", STORY, digest="3")
    assert near_copies([one, alone], memory) == {}
    assert near_copies([one, alone, other], memory) == near_copies([one, alone, other]) != {}
