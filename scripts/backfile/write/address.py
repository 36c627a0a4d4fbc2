"""The address of a link or an image comes in; what may stand between Markdown's parentheses goes out, or nothing."""

from __future__ import annotations

import re
from urllib.parse import quote

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_KEPT = frozenset({"http", "https", "mailto"})
_UNSAFE = re.compile(r"""[\x00-\x20\x7f-\x9f\s{}|()<>"'\\^`\[\]\ud800-\udfff]""")
_REFERENCE = re.compile(r"&(?=#|[A-Za-z0-9]+;)")


def safe_address(address: str | None) -> str | None:
    """`address` percent-encoded where Markdown or Pelican would read markup, or None if it may not be a link.

    Kept are http, https and mailto, and addresses without a scheme (relative ones and fragments). Encoding
    twice changes nothing: a percent sign stays as it is.
    """
    trimmed = re.sub(r"[\t\n\r]", "", address or "").strip("".join(map(chr, range(0x21))))
    scheme = _SCHEME.match(trimmed)
    if not trimmed or (scheme and scheme[1].lower() not in _KEPT):
        return None
    return _UNSAFE.sub(lambda found: quote(found[0], safe="", errors="replace"), trimmed)


def written_address(address: str) -> str:
    """A safe address as it stands in Markdown: an ampersand that would begin an entity is written as one."""
    return _REFERENCE.sub("&amp;", address)
