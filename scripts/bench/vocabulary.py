"""A language in, the words that its made-up texts are drawn from out, the frequent ones drawn often."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

LANGUAGES = ("en", "be", "ru", "de")
PLACES = 4000

SMALL = {
    "en": "the of and to in a that is for on with as it was by at from not but they this have has would which who",
    "be": "і ў на не што з да як па ад за у пра гэта быў была было былі але для яго яны таксама калі толькі без",
    "ru": "и в на не что с до как по от за у об это был была было были но для его они также когда только без",
    "de": "der die und in das zu den mit von ist nicht auf für im sich ein eine dem als auch an es bei nach aus",
}
# Stems and endings, in groups that go together: not each form is one that the language has, but each looks like it.
STEMS = {
    "en": (
        (
            "price market ferry bridge mill harbour minister assembly budget loaf baker strike union letter border "
            "customs league river barge crane decree seat vote party council guard treaty envoy newspaper editor "
            "winter harvest field grain sack crown bank loan debt pipeline engine school teacher doctor street town "
            "village island coast storm deputy cabinet reform court judge lawyer sentence prison speech promise rumour",
            " s",
        ),
        (
            "count vote open paint demand report weigh borrow repair collect discuss explain postpone inspect answer "
            "wait remember publish print dismiss reject order accept announc chang clos mov sign pass",
            "ed ing",
        ),
        (
            "quiet long short grey broad late early narrow cheap new old loud slow public private foreign local "
            "cautious stubborn certain rare common cold warm heavy light honest",
            " er ly",
        ),
    ),
    "be": (
        (
            "млын мост порт рынак урад савет дэкрэт голас закон суд бюджэт пазыкадаўц гандаляр пекар карабель "
            "востраў бераг горад раён дэпутат пратэст саюз дагавор прыпынак папярэднік завод цягнік",
            " а у ам е ы аў",
        ),
        (
            "цан рак школ вуліц мяж турм партый газет кніг зім дарог скарг умов промов хваляў рэформ абяцанк заяў "
            "памылк справ крам вёск",
            "а ы у ай е ам ах",
        ),
        ("новы стары ціхі доўгі кароткі шэры позні ранні танны дарагі мясцовы замежны", ""),
        ("чака лічы пыта адклада друкава правяра абмяркоўва тлумачы адказва", "ць ў ла лі юць"),
    ),
    "ru": (
        (
            "мельник мост порт рынок кабинет совет декрет голос закон суд бюджет кредитор пекарь корабль остров берег "
            "город район депутат протест союз договор перерыв завод поезд двор хлеб приговор ответ вопрос",
            " а у ом е ы ов",
        ),
        (
            "цен рек школ улиц границ тюрьм газет книг зим дорог жалоб пристан реформ обещанк ошибк справк лавк "
            "деревн пошлин поправк",
            "а ы у ой е ам ах",
        ),
        ("новый старый тихий долгий короткий серый поздний ранний дешёвый местный осторожный", ""),
        ("жда счита спрашива откладыва печата проверя обсужда объясня отвеча", "ть л ла ли ют"),
    ),
    "de": (
        (
            "Brücke Mühle Fähre Ernte Straße Schule Grenze Regierung Zeitung Steuer Sitzung Verordnung Versammlung "
            "Anleihe Küste Insel Partei Reform Rede Wahl Bank Krone Bäckerei Gewerkschaft Behörde Klage Frage",
            " n",
        ),
        (
            "Preis Markt Hafen Minister Haushalt Laib Bäcker Streik Brief Zoll Fluss Kran Sitz Rat Vertrag Winter Sack "
            "Zug Lehrer Arzt Ort Sturm Richter Anwalt Beschluss Bericht Verein Abgeordneter",
            " s en",
        ),
        (
            "neu alt leis lang kurz grau spät früh billig teuer örtlich fremd öffentlich vorsichtig hartnäckig",
            "e en er es",
        ),
        ("zähl wart frag druck prüf öffn verschob erklär antwort beschloss unterschrieb", "en te ten t"),
    ),
}
SYLLABLES = {
    "en": (
        "bor hal kald nor sor tal vik mar ost bren el dun riv lis gar",
        "a in o e u y",
        "burg dal holm vik stad",
    ),
    "de": (
        "bor hal kald nor sor tal vik mar ost bren el dun riv lis gar",
        "a in o e u y",
        "burg tal holm wik stadt",
    ),
    "be": ("бор хал калд нор сор тал вік мар ост брэн эл дун рыў ліс гар", "а о у ы", "бург дал хольм вік град"),
    "ru": ("бор хал калд нор сор тал вик мар ост брен эл дун рив лис гар", "а о у и", "бург дал хольм вик град"),
}


@dataclass(frozen=True)
class Vocabulary:
    """Words, the most frequent first, with how often the words up to each of them are drawn, by a steep Zipf's law."""

    words: tuple[str, ...]
    weights: tuple[float, ...]

    def draw(self, random: Random, count: int) -> list[str]:
        """So many words."""
        return random.choices(self.words, cum_weights=self.weights, k=count)


@cache
def vocabulary(lang: str) -> Vocabulary:
    """The vocabulary of a language: small words, then what a weekly writes of, then ever rarer names of places."""
    inflected = [stem + end for stems, ends in STEMS[lang] for stem in stems.split() for end in (*ends.split(), "")]
    Random(lang).shuffle(inflected)
    words = tuple(dict.fromkeys((*SMALL[lang].split(), *inflected, *places(lang))))
    return Vocabulary(words, tuple(accumulate((rank + 8) ** -1.4 for rank in range(len(words)))))


def places(lang: str) -> list[str]:
    """Names of places that there are not."""
    first, middle, last = (part.split() for part in SYLLABLES[lang])
    found = [(a + b + c + d).capitalize() for a in first for b in middle for c in first for d in last]
    Random(f"places {lang}").shuffle(found)
    return found[:PLACES]
