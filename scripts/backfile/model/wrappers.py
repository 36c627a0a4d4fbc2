"""The address of a web archive's, a proxy's or a translator's copy in, the address it holds out."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

ARCHIVES = re.compile(
    r"(?:web\.|wwwb-\w+\.us\.|www\.)?archive\.org|web-beta\.archive\.org|wayback\.archive-it\.org"
    r"|(?:www\.)?archive\.(?:today|ph|is|li|fo|md|vn)",
    re.IGNORECASE,
)
MOMENT = r"\d{4,14}"
_WHOLE = re.compile(r"https?(?::|%3a)(?:/|%2f){1,2}(?=[^/%?#\s])", re.IGNORECASE)
_REST = re.compile(
    rf"/(?:web|wayback|o|\d+)?/?(?:{MOMENT}(?:[a-z]{{2}}_)?\*?|\*|newest|oldest|timegate)/(?P<rest>[^/?#]+\.[^/?#]+.*)",
    re.IGNORECASE | re.DOTALL,
)
_CACHE = re.compile(r"cache:(?:[\w-]{8,}:)?(?P<rest>[^\s+]+)", re.IGNORECASE)
_AMP_CACHE = re.compile(r"/(?:[acvio]/|amp/)?(?:(?P<secure>s)/)?(?P<rest>[^/?#]+\.[^?#]+.*)", re.IGNORECASE | re.DOTALL)
_TRANSLATED = re.compile(r"[?&]_x_tr_[^&#]*")
_HYPHENS = re.compile(r"--|-")


def held_address(url: str) -> str | None:
    """The whole address that another address holds, as it stands there; None if it holds none.

    An address in a path is what the page before it shows (`/web/2020id_/http://…`, `/proxy/https://…`); one in a
    query is so only for the services known here, since links for sharing have that form too.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    behind = url.split("//", 1)[1]
    path = behind[len(re.match(r"[^/?#]*", behind)[0]) :]  # type: ignore[index]
    if found := _WHOLE.search(path.split("?", 1)[0].split("#", 1)[0]):
        return _address(path[found.start() :], encoded="%" in found[0])
    if ARCHIVES.fullmatch(host) and (rest := _REST.match(path)):
        return f"http://{rest['rest']}"
    return _of_google(host, path, parts.query)


def _of_google(host: str, path: str, query: str) -> str | None:
    """The address in Google's cache, AMP cache and translator."""
    if host.endswith(".translate.goog"):
        name = _HYPHENS.sub(lambda found: "-" if found[0] == "--" else ".", host.removesuffix(".translate.goog"))
        return f"https://{name}{_without_translation(path)}" if "." in name else None
    if host == "cdn.ampproject.org" or host.endswith(".cdn.ampproject.org"):
        return _amp(path)
    if re.fullmatch(r"(?:www\.)?google\.[a-z.]{2,6}", host) and path.startswith("/amp/"):
        return _amp(path)
    asked = parse_qs(query)
    if host == "translate.google.com" and path.startswith("/translate"):
        return next((value for value in asked.get("u", []) if _WHOLE.match(value)), None)
    if host == "webcache.googleusercontent.com":
        found = _CACHE.match(next(iter(asked.get("q", [])), ""))
        return _with_scheme(found["rest"]) if found else None
    return None


def _amp(path: str) -> str | None:
    found = _AMP_CACHE.match(path)
    return f"http{'s' if found['secure'] else ''}://{found['rest']}" if found else None


def _address(rest: str, *, encoded: bool) -> str:
    """The address at the beginning of a text, with both of the slashes that a server may have made one."""
    text = unquote(rest) if encoded else rest
    scheme, _, place = text.partition(":")
    return f"{scheme}://{place.lstrip('/')}"


def _with_scheme(address: str) -> str:
    return address if _WHOLE.match(address) else f"http://{address}"


def _without_translation(path: str) -> str:
    """A path and query without the translator's own parameters."""
    place, mark, fragment = path.partition("#")
    kept = _TRANSLATED.sub("", place)
    if "&" in kept and "?" not in kept:
        kept = kept.replace("&", "?", 1)
    return kept + mark + fragment
