"""The bytes of a page that a browser saved in, the moment when it did out, if the file says so."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from backfile.inputs.forms import HTML, MHTML

_HEAD = 8192
_SINGLE_FILE = re.compile(
    rb"<!--\s*Page saved with SingleFile\s.*?saved date:\s*\w{3} (\w{3} \d{2} \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})",
    re.DOTALL,
)
_DATE = re.compile(rb"(?im)^date:[ \t]*([^\r\n]+)")


def saved_at(body: bytes, media_type: str) -> dt.datetime | None:
    """When a page was saved, in the zone of whoever saved it; None if the file does not say it."""
    head = body[:_HEAD]
    if media_type == HTML and (found := _SINGLE_FILE.search(head)):
        return _moment(b"%s %s" % (found[1], found[2]))
    if media_type == MHTML and (found := _DATE.search(re.split(rb"\r?\n\r?\n", head.lstrip())[0])):
        try:
            moment = parsedate_to_datetime(found[1].decode("latin-1"))
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return None


def _moment(printed: bytes) -> dt.datetime | None:
    """A moment as JavaScript prints it, whose names of months are English everywhere."""
    month, rest = printed.decode("ascii")[:3], printed.decode("ascii")[4:]
    try:
        return dt.datetime.strptime(f"{_MONTHS.index(month) + 1:02} {rest}", "%m %d %Y %H:%M:%S %z")
    except ValueError:
        return None


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
