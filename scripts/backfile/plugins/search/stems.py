"""A word and its language in, its stem out: by Snowball where it knows the language, by own rules for Belarusian."""

from __future__ import annotations

import re
from collections.abc import Callable

from backfile.plugins.search.text import APOSTROPHES

SNOWBALL = {
    **{"da": "danish", "de": "german", "en": "english", "es": "spanish", "et": "estonian", "fi": "finnish"},
    **{"fr": "french", "hu": "hungarian", "it": "italian", "lt": "lithuanian", "nl": "dutch", "no": "norwegian"},
    **{"pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish"},
}
PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))

# Belarusian: the endings of nouns, adjectives and verbs; the longest that leaves three letters is cut.
REFLEXIVE = re.compile(r"(?<=\w{3})(?:ся|цца)$")
ENDINGS = """
аваннямі аваннях аванняў аваннем аванне авання аванню аваная аваны аваныя аванага аваліся аваў авала авалі аваць
аннямі аннях анняў аннем анне ання анню еннямі еннях енняў еннем енне ення енню
насцямі насцях насцям насцяў насцю насць насці
ствамі ствах ствам стваў ства стве ству
ейшага ейшаму ейшымі ейшых ейшыя ейшая ейшую ейшым ейшы
ымі імі амі ямі ага яга ога аму яму ому
ыць іць аць яць уць юць еце аце іце ыце
ала алі яла ялі іла ілі ыла ылі
ая яя ую юю ае яе ое ыя ія ай яй ой ей эй ый ій ою аю яю ею
ах ях ам ям ём ым ім ых іх аў яў оў ёў еў іў ыў еш іш ыш
а я о ё е э у ю ы і й ь ў
"""
CUT = re.compile(rf"(?<=\w{{3}})(?:{'|'.join(sorted(set(ENDINGS.split()), key=lambda e: (-len(e), e)))})$")
SOFT = re.compile(r"(?<=\w{2})(?:ь|([бвгдзклмнпрстфхцчш])(?=\1$))")  # Беларусь, Беларуссю


def stemmer(lang: str) -> Callable[[str], str]:
    """The stemmer of a language tag; where there is none, a word is its own stem."""
    primary = lang.partition("-")[0]
    if primary == "be":
        return belarusian
    if primary not in SNOWBALL:
        return str
    import snowballstemmer  # type: ignore[import-untyped]  # it reads thirty languages: not where nothing is stemmed

    known: Callable[[str], str] = snowballstemmer.stemmer(SNOWBALL[primary]).stemWord
    return lambda word: known(word.translate(PLAIN).replace("ё", "е"))


def belarusian(word: str) -> str:
    """The word without its ending, its first ў as у: мастамі and мастоў are маст."""
    first = "у" + word[1:] if word.startswith("ў") else word
    return SOFT.sub("", CUT.sub("", REFLEXIVE.sub("", first)))
