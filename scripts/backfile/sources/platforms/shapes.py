"""Shapes of a line that many pages share: week ranges, days, bylines, credits. What they mean is told in `enrich`."""

from __future__ import annotations

from backfile.sources.platforms.layout import wording
from backfile.vocabularies import phrases

UPPER = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪĮİŁŃŇŐŘŚŞŠŤŪŮŰŹŻŽА-ЯЁІЎҐЄЇ]"
NAME = rf"(?-i:{UPPER}[\w’'-]*\.?(?: (?:{UPPER}[\w’'-]*\.?|de|van|von|der)){{1,3}})"
NAMES = rf"{NAME}(?:(?:, | and | und | і | и ){NAME})*"
MONTH = r"[^\W\d_]{3,}\.?"
YEAR = r"(?:19|20)\d\d"
MONTH_FIRST = rf"{MONTH} \d{{1,2}}(?:, {YEAR})? ?[–—-] ?(?:{MONTH} )?\d{{1,2}}"
DAY_FIRST = rf"\d{{1,2}}\.?(?: {MONTH})?(?: {YEAR})? ?[–—-] ?\d{{1,2}}\.? {MONTH}"

WEEK_RANGE = wording(rf"{MONTH_FIRST}, {YEAR}", rf"{DAY_FIRST},? {YEAR}(?: ?(?:года|г\.|г))?")
WEEK_LINE = wording(rf"(?:{phrases('byline_labels')} )?(?P<value>{WEEK_RANGE.pattern})")
YEARLESS_RANGE = wording(MONTH_FIRST, DAY_FIRST)
DAY = wording(rf"\d{{1,2}}\.? {MONTH},? {YEAR}", rf"{MONTH} \d{{1,2}}, {YEAR}", rf"{YEAR}-\d\d-\d\d")
POSTED = wording(rf"{MONTH} \d{{1,2}}, {YEAR} \d{{1,2}}:\d\d", rf"\d{{1,2}}\.? {MONTH} {YEAR},? \d{{1,2}}:\d\d")
BYLINE = wording(rf"{phrases('byline_labels')} (?P<value>{NAMES})")
BARE_NAMES = wording(NAMES)
AUTHOR = wording(rf"{phrases('byline_labels')} (?P<value>{NAMES})", rf"(?P<value_bare>{NAMES})")
CREDIT = wording(
    rf"{phrases('credit_labels')} ?(?P<value>\S.*)",
    rf"(?P<value_with_caption>\S.{{0,200}}[.!?…»”)] {phrases('credit_labels')} ?\S.*)",
)
EMPTY_BYLINE = wording(rf"{phrases('byline_labels')}")
