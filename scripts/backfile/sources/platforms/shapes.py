"""Shapes of a line that many pages share: week ranges, days, bylines, credits. What they mean is told in `enrich`."""

from __future__ import annotations

from backfile.sources.platforms.layout import wording
from backfile.vocabularies import phrases

UPPER = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪĮİŁŃŇŐŘŚŞŠŤŪŮŰŹŻŽА-ЯЁІЎҐЄЇ]"
PARTICLE = "(?:de|la|le|del|della|der|den|di|da|das|do|dos|du|van|von|zu|zum|ten|ter|el|al|bin|y)"
NAME_PART = rf"{UPPER}[\w’'-]*\.?"
NAME = rf"(?-i:{NAME_PART}(?: (?:{PARTICLE} ){{0,3}}{NAME_PART}){{1,4}})"
NAMES = rf"{NAME}(?:(?:, | and | und | і | и ){NAME})*"
MONTH = r"[^\W\d_]{3,}\.?"
YEAR = r"(?:19|20)\d\d"
DAY_OF_MONTH = r"\d{1,2}(?:st|nd|rd|th)?"
MONTH_FIRST = rf"{MONTH} {DAY_OF_MONTH}(?:, {YEAR})? ?[–—-] ?(?:{MONTH} )?{DAY_OF_MONTH}"
DAY_FIRST = rf"{DAY_OF_MONTH}\.?(?: {MONTH})?(?: {YEAR})? ?[–—-] ?{DAY_OF_MONTH}\.? {MONTH}"

WEEK_RANGE = wording(rf"{MONTH_FIRST}, {YEAR}", rf"{DAY_FIRST},? {YEAR}(?: ?(?:года|г\.|г))?")
WEEK_LINE = wording(rf"(?:{phrases('byline_labels')} )?(?P<value>{WEEK_RANGE.pattern})")
YEARLESS_RANGE = wording(MONTH_FIRST, DAY_FIRST)
RANGE_LINE = wording(
    rf"(?:{phrases('byline_labels')} )?(?P<value>{WEEK_RANGE.pattern}|{YEARLESS_RANGE.pattern})",
)
DAY = wording(rf"\d{{1,2}}\.? {MONTH},? {YEAR}", rf"{MONTH} \d{{1,2}}, {YEAR}", rf"{YEAR}-\d\d-\d\d")
POSTED = wording(rf"{MONTH} \d{{1,2}}, {YEAR} \d{{1,2}}:\d\d", rf"\d{{1,2}}\.? {MONTH} {YEAR},? \d{{1,2}}:\d\d")
ROLE = rf"(?P<furniture>(?:[\w-]+ ){{0,4}}?{phrases('author_roles')}\b[^.!?;:]*)"
BYLINE = wording(rf"{phrases('byline_labels')} (?P<value>{NAMES})(?:, {ROLE})?")
BARE_NAMES = wording(NAMES)
AUTHOR = wording(BYLINE.pattern, rf"(?P<value_bare>{NAMES})")
CREDIT = wording(
    rf"{phrases('credit_labels')} ?(?P<value>\S.*)",
    rf"(?P<value_with_caption>\S.{{0,200}}[.!?…»”)] {phrases('credit_labels')} ?\S.*)",
    rf"(?P<value_alone>{phrases('credit_alone')})",
)
EMPTY_BYLINE = wording(rf"{phrases('byline_labels')}")
LABELLED = wording(
    rf"{phrases('credit_labels')}.*", r"(?:photo|image|picture) by .*[^.!?…]", rf"{phrases('byline_labels')} .*[^.!?…]"
)
ADDRESS = wording(r"(?:https?://|www\.)\S+", r"\S+@\S+", r"(?:[\w-]+\.)+[a-z]{2,}/\S*")
TREND_LABEL = wording(r"category status:.*", r"(?:the )?situation (?:has|is|got|did)\b.*", r"(?:ситуация|сітуацыя) .*")
