"""Talvaria Weekly, the sample publication: a country that does not exist, five topics, four languages."""

from __future__ import annotations

from backfile.model import Trend
from backfile.sources.platforms.layout import Listing, Parts, Promise, Source, wording
from backfile.sources.platforms.shapes import RANGE_LINE
from backfile.sources.platforms.weekly import any_spelling, status_page, title_page, trend_page

TOPICS = {
    "Government": ("government", "Улада", "Власть", "Regierung"),
    "Parties and society": (
        "parties-and-society",
        "Партыі і грамадства",
        "Партии и общество",
        "Parteien und Gesellschaft",
    ),
    "Security": ("security", "Бяспека", "Безопасность", "Sicherheit"),
    "Neighbours": ("neighbours", "Суседзі", "Соседи", "Nachbarn"),
    "Economy": ("economy", "Эканоміка", "Экономика", "Wirtschaft"),
}
TRENDS = {
    Trend.BETTER: ("a step forward", "крок наперад", "шаг вперёд", "ein schritt vor"),
    Trend.UNCHANGED: (
        "no movement this week",
        "на гэтым тыдні без зрухаў",
        "на этой неделе без перемен",
        "keine bewegung in dieser woche",
    ),
    Trend.WORSE: ("a step back", "крок назад", "шаг назад", "ein schritt zurück"),
}
PITCH = wording("five short pieces.*", "пяць кароткіх тэкстаў.*", "пять коротких текстов.*", "fünf kurze texte.*")
ENDS = (
    wording(
        "thank you, you are on the list now",
        "дзякуем, цяпер вы ў спісе",
        "спасибо, теперь вы в списке",
        "danke, .*liste.*",
    ),
    wording("the weekly letter", "штотыднёвы ліст", "еженедельное письмо", "der wochenbrief", "similar articles"),
)

SOURCE = Source(
    id="talvaria-weekly",
    name="Talvaria Weekly",
    publisher="Talvaria Weekly",
    home="https://talvaria-weekly.example/",
    hosts=("talvaria-weekly.example",),
    languages=("en", "be", "ru", "de"),
    topics=TOPICS,
    trends=TRENDS,
    promise=Promise(none_before="2024-01-01"),
    listing=Listing(wording("all weeks|усе тыдні|все недели|alle wochen"), "/weeks/{topic}"),
    parts=Parts(start=any_spelling(TOPICS), shared=(RANGE_LINE,)),
    layouts=(
        trend_page(TOPICS, TRENDS, ENDS, furniture=(PITCH,)),
        status_page(TRENDS, ENDS, label="category status:"),
        title_page(TRENDS, ENDS, label="category status:"),
    ),
)
