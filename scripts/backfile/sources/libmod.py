"""LibMod (Zentrum Liberale Moderne, Berlin): essays in German and English, often with lines of both."""

from __future__ import annotations

from backfile.sources.platforms.layout import Field, Layout, Slot, Source, wording
from backfile.sources.platforms.shapes import BYLINE, CREDIT, DAY, MONTH, NAMES, YEAR

APPEAL = wording(r"(?=.*\blibmod\b)(?=.*(?:donat|spend|support|unterstütz)).*")
CARD = wording(rf"[\w-]+ (?P<author>{NAMES}) (?P<published>\d{{1,2}}\. {MONTH} {YEAR})")
POINTER = wording(
    r"eine deutsche (?:version|fassung) dieses (?:artikels|textes|beitrags).*",
    r"(?:an |the )?english version of this (?:article|text).*",
    r"(?:diesen|den) (?:artikel|text|beitrag) .*auf englisch.*",
)
ENDS = (
    APPEAL,
    wording(
        r"verwandte themen",
        r"related topics",
        r"newsletter bestellen",
        r"stay tuned with our (?:regular )?newsletter.*",
        r".*(?:tax deductible|steuerlich absetzbar|spendenbescheinigung|donation receipt).*",
        r"mit unseren datenschutzbestimmungen.*",
    ),
)
PRIVACY = wording(
    r"mit unseren datenschutzbestimmungen(?: erklären sie sich einverstanden\.?)?", r"erklären sie sich.*"
)

SOURCE = Source(
    id="libmod",
    name="LibMod",
    publisher="Zentrum Liberale Moderne (LibMod)",
    home="https://libmod.de/",
    hosts=("libmod.de", "russlandverstehen.eu", "ukraineverstehen.de"),
    languages=("de", "en"),
    frequency="irregular",
    layouts=(
        Layout(
            name="essay",
            head=(
                Slot(Field.FURNITURE, CARD),
                Slot(Field.TITLE, required=True, heading=True),
                Slot(Field.TITLE_AGAIN, repeated=True),
                Slot(Field.CREDIT, CREDIT),
                Slot(Field.AUTHOR, BYLINE),
                Slot(Field.PUBLISHED, DAY),
                Slot(Field.SUMMARY, required=True, most_words=150),
            ),
            marks=(APPEAL,),
            ends=ENDS,
            furniture=(POINTER, PRIVACY),
        ),
    ),
)
