"""Carnegie: columns on the sites of its Moscow and Berlin centres; related teasers stand before and after the text."""

from __future__ import annotations

from backfile.sources.platforms.columns import COMMENTS, dated_column
from backfile.sources.platforms.layout import Source, wording
from backfile.sources.platforms.shapes import NAME

POSITIONS = wording(r"carnegie does not take institutional positions.*")
MORE = wording(
    r"read the full (?:paper|article|text) here\.?", r"related(?: analysis| work| articles)?:?", "more on .*"
)
BIOGRAPHY = wording(rf"{NAME} (?:is|was) (?:an?|the) .*\b(?:scholar|fellow|analyst|columnist|journalist|director)\b.*")
METADATA = wording(r"\{.*\}")

SOURCE = Source(
    id="carnegie",
    name="Carnegie Endowment for International Peace",
    publisher="Carnegie Endowment for International Peace",
    home="https://carnegieendowment.org/",
    hosts=("carnegieendowment.org", "carnegiemoscow.org", "carnegie.ru"),
    languages=("en", "ru"),
    frequency="irregular",
    layouts=(
        dated_column(
            "column",
            marks=(POSITIONS,),
            ends=(POSITIONS, MORE),
            furniture=(METADATA, BIOGRAPHY, wording(r"source: getty.*")),
            absent=(COMMENTS,),
        ),
    ),
)
