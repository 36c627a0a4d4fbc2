"""An address as printed anywhere in, the one key that all its spellings share out.

The key is an address too, `https://` and nothing that does not tell two pages apart. It is for comparing, never for
printing or asking: the server may want the slash or the `www.` that the key lacks.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import SplitResult, parse_qsl, quote, unquote, unquote_to_bytes, urlsplit

from backfile.model.wrappers import held_address

NOWHERE: Mapping[str, str] = {}
_WEB = re.compile(r"\s*https?://", re.IGNORECASE)
_UNSENT = re.compile(r"[\t\n\r]")
_LONE = re.compile(r"[\ud800-\udfff]")
_PREFIX = re.compile(r"(?:www|amp)\.(?=.*\.)")
_PORTS = {None, 80, 443}
_IN_A_SEGMENT = "!$&'()*+,;=:@~"
_IN_A_VALUE = "!$'()*,;:@/?~"
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^;]*", re.IGNORECASE)
_INDEX = re.compile(r"(?:index\.(?:x?html?|php\d?|shtml|aspx?|jsp|cgi)|default\.(?:html?|aspx?))", re.IGNORECASE)
_AMP_PAGE = re.compile(r"\.amp(?=\.html?$)", re.IGNORECASE)
_TRACKING = re.compile(
    r"(?:utm|pk|mtm|piwik|matomo|hsa|at|guce|oly|vero|ml)_\w+|_hs(?:enc|mi)|hsctatracking|fb_(?:action|ref|source)\w*"
    r"|(?:fb|g|d|tw|tt|ys|y|msc|yc|li_fat_|rdt_|irc|o|s)clid|gclsrc|gad_(?:source|campaignid)|[gw]braid|_openstat"
    r"|mc_[ce]id|mkt_tok|igshi?d?|li_fat_id|wickedid|ck_subscriber_id|__s|_ga|_gl|xtor|wt[._]mc(?:_id)?|epik|spm"
    r"|ref_(?:src|url)|cmpid|ncid|guccounter|__twitter_impression|isfreemail|triedredirect|showwelcome|trk\w*"
    r"|replytocom|phpsessid|jsessionid|aspsessionid\w*|session_?id|cfid|cftoken",
    re.IGNORECASE,
)
_SESSION_NAME = re.compile(r"s|sid|sess|session", re.IGNORECASE)
_SESSION_VALUE = re.compile(r"[0-9a-f]{24,}", re.IGNORECASE)
_AMP = re.compile(r"(?:no)?amp|outputtype", re.IGNORECASE)
_PAGE = re.compile(r"page|paged", re.IGNORECASE)
_PLAIN = re.compile(
    r"https?://(?:www\.)?(?P<key>(?P<host>(?!(?:www|amp)\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+)"
    r"(?:/[A-Za-z0-9_-]+)*(?<!/1)(?<!/[Aa][Mm][Pp]))/?"
)
_TELLING = re.compile(r"archive\.|archive-it|\.goog|google|ampproject|/amp/", re.IGNORECASE)


def fold(url: str, hosts: Mapping[str, str] = NOWHERE) -> str:
    """The key of an address: equal for all spellings of one page's address, and the key of itself.

    Equal are http and https, `www.`, a host's case, final dot, default port and IDN forms, percent-encodings, slashes,
    `index.html`, AMP forms, tracking and session parameters, `page=1`, fragments, and the same address inside a web
    archive's, a proxy's or a translator's. `hosts` names for each host that has moved the one where it is now, without
    `www.`. Letters' case in a path tells pages apart; so does each other parameter, whatever its place. What is no
    address on the web is its own key.
    """
    if (plain := _PLAIN.fullmatch(url)) and not _TELLING.search(url) and plain["host"] not in hosts:
        return f"https://{plain['key']}"  # as most are; this spares most of the work
    key = _LONE.sub("\ufffd", url).strip()
    for _ in range(len(key) + 1):
        folded = _once(key, hosts)
        if folded == key:
            break
        key = folded
    return key


def original_address(url: str) -> str:
    """The address that a web archive's, a proxy's or a translator's address holds, as it stands there; else itself."""
    for _ in range(len(url)):
        held = held_address(url)
        if held is None:
            break
        url = held
    return url


def host_of(url: str) -> str:
    """The host of an address as the key has it, "" if there is none."""
    folded = fold(url)
    return urlsplit(folded).hostname or "" if _WEB.match(folded) else ""


def _once(url: str, hosts: Mapping[str, str]) -> str:
    url = original_address(_UNSENT.sub("", url).strip())
    if not _WEB.match(url):
        return url
    try:
        parts = urlsplit(url)
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:  # such as "http://[the page]" or a port of letters
        return url
    if not host:
        return url
    place = hosts.get(host, host) + ("" if port in _PORTS else f":{port}")
    query = _query(parts)
    return f"https://{place}{_path(parts.path)}{f'?{query}' if query else ''}"


def _host(name: str) -> str:
    """A host in small letters as DNS asks for it, without what only says how the page is shown."""
    labels = [_label(label) for label in unquote(name).lower().strip(".").split(".")]
    host = ".".join(labels)
    while found := _PREFIX.match(host):
        host = host[found.end() :]
    return f"[{host}]" if ":" in host else host


def _label(label: str) -> str:
    if label.isascii():
        return quote(label, safe=":")
    try:
        return label.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return quote(label.encode("utf-8", "replace"), safe="")


def _path(path: str) -> str:
    """A path with one spelling for each segment, and without those that name no other page."""
    whole = posixpath.normpath("/".join(_segment(part) for part in path.replace("\\", "/").split("/") if part))
    segments = [part for part in whole.split("/") if part not in ("", ".", "..")]
    if len(segments) > 1 and segments[0].lower() == "amp":
        del segments[0]
    while segments:
        segments[-1] = _AMP_PAGE.sub("", _SESSION.sub("", segments[-1]))
        last = segments[-1].lower()
        if last in ("", "amp") or _INDEX.fullmatch(last):
            segments.pop()
        elif last == "1" and len(segments) > 1 and segments[-2].lower() == "page":
            del segments[-2:]
        else:
            break
    return "".join(f"/{part}" for part in segments)


def _segment(part: str) -> str:
    return quote(unquote_to_bytes(part), safe=_IN_A_SEGMENT)


def _query(parts: SplitResult) -> str:
    """The parameters that tell pages apart, each in one spelling, by name; those of one name keep their order."""
    pairs = parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
    kept = sorted((pair for pair in pairs if not _is_idle(*pair)), key=lambda pair: pair[0])
    return "&".join(_pair(name, value) for name, value in kept)


def _is_idle(name: str, value: str) -> bool:
    """Whether a parameter says only who sent the reader, or how the page is shown."""
    return bool(
        not name
        or _TRACKING.fullmatch(name)
        or (_PAGE.fullmatch(name) and value in ("", "1"))
        or (_AMP.fullmatch(name) and value.lower() in ("", "1", "true", "amp", "mobile", "html"))
        or (_SESSION_NAME.fullmatch(name) and _SESSION_VALUE.fullmatch(value))
    )


def _pair(name: str, value: str) -> str:
    written = quote(name.encode(errors="surrogateescape"), safe=_IN_A_VALUE)
    return f"{written}={quote(value.encode(errors='surrogateescape'), safe=_IN_A_VALUE)}" if value else written
