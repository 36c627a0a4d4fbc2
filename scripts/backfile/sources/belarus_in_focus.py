"""Belarus in Focus: weekly, Warsaw, since 2011; five topics, a week range and a trend mark for each commentary.

The Belarusian and Russian wording of topics, marks and tail is unverified: an unknown one is a warning, never a guess.
"""

from __future__ import annotations

from backfile.model import Trend
from backfile.sources.platforms.layout import Listing, Promise, Source, wording
from backfile.sources.platforms.weekly import status_page, title_page, trend_page

TOPICS = {
    "The ruling elite": ("the-ruling-elite", "ruling-elite", "Улада", "Власть", "Правящая элита"),
    "Society and political parties": ("society-and-political-parties", "Грамадства і партыі", "Общество и партии"),
    "Security issues": ("security-issues", "security", "Бяспека", "Безопасность"),
    "Belarus-West relations": ("belarus-west-relations", "Беларусь – Захад", "Беларусь – Запад"),
    "Belarus-Russia relations": ("belarus-russia-relations", "Беларусь – Расія", "Беларусь – Россия"),
}
TRENDS = {
    Trend.UNCHANGED: ("the situation has not changed", "ситуация не изменилась", "сітуацыя не змянілася"),
    Trend.WORSE: (
        r"(?:the )?situation (?:got worse|has got(?:ten)? worse|has deteriorated)",
        "ситуация ухудшилась",
        "сітуацыя пагоршылася",
    ),
    Trend.BETTER: (
        r"(?:the )?situation (?:got better|has got(?:ten)? better|has improved)",
        "ситуация улучшилась",
        "сітуацыя палепшылася",
    ),
}
PITCH = wording(r"once a week, .*(?:commentar|analy).*", r"раз (?:на|у|в) (?:тыдзень|неделю),? .*")
ENDS = (
    wording(r"you have been successfully subscribed", r"subscribe to (?:our newsletter|us)", "situation in belarus"),
    wording(r"вы паспяхова падпісаліся.*", r"падпі(?:шыцеся|сацца|ска) на .*", "сітуацыя ў беларусі"),
    wording(r"вы успешно подписались.*", r"подпи(?:шитесь|саться|ска) на .*", "ситуация в беларуси"),
    PITCH,
)
STATUS = "category status:"

SOURCE = Source(
    id="belarus-in-focus",
    name="Belarus in Focus",
    publisher="Belarus in Focus",
    home="https://belarusinfocus.pro/",
    hosts=("belarusinfocus.pro", "belarusinfocus.info"),
    moved=("belarusinfocus.info",),
    languages=("en", "be", "ru"),
    topics=TOPICS,
    trends=TRENDS,
    promise=Promise(none_before="2011-01-01"),
    listing=Listing(wording("all trends|усе трэнды|все тренды"), "/analytics/{topic}"),
    layouts=(
        trend_page(TOPICS, TRENDS, ENDS, furniture=(PITCH,)),
        status_page(
            TRENDS, (wording("similar articles"), *ENDS), label=STATUS, marks=(wording(rf"{STATUS}\s*[-+=–−]?"),)
        ),
        title_page(TRENDS, ENDS, label=STATUS),
    ),
)
