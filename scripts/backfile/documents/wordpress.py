"""The bytes of one WordPress post in, its document out: its text as WordPress shows it, and what its export says."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import urlsplit

from lxml import etree

from backfile.documents.html_tree import language_of
from backfile.documents.items import Item, document_of, said, text_in
from backfile.documents.shortcodes import expanded
from backfile.documents.wordpress_text import shown_html
from backfile.errors import EmptyCapture
from backfile.formats.media_types import WORDPRESS_POST
from backfile.formats.names import CONTENT, DC
from backfile.formats.xml import elements, text_of
from backfile.model import Document, Hint

EXPORT = "export"
_LANGUAGES = ("wpml_language", "_wpml_language")


def read_wordpress_post(body: bytes, *, digest: str, charset: str | None = None, origin: str = "") -> Document:
    """The document of a post. Raises EmptyCapture if there is none, or no text in it, DamagedCapture for broken XML."""
    channel = next(elements(BytesIO(body), ("channel",), origin), None)
    post = channel.find("item") if channel is not None else None
    if channel is None or post is None:
        raise EmptyCapture("there is no post in it", where=origin, advice="Export the site again")
    others = channel.findall("item")[1:]
    pictures = {_own(item, "post_id"): _own(item, "attachment_url") for item in others if _own(item, "attachment_url")}
    text, unknown = expanded(text_of(post.find(CONTENT)), pictures)
    hints = (*_hints(post, channel, others, pictures), *said("doubt", [_left_out(name) for name in unknown], EXPORT))
    item = Item(text_in(_own(post, "title")), shown_html(text), _own(post, "link"), hints)
    return document_of(item, digest=digest, media_type=WORDPRESS_POST, origin=origin)


def _hints(
    post: etree._Element, channel: etree._Element, others: list[etree._Element], pictures: dict[str, str]
) -> tuple[Hint, ...]:
    terms = {domain: _categories(post, domain) for domain in ("category", "post_tag", "language")}
    picture = next((p for meta in post.iterfind("{*}postmeta") if (p := pictures.get(_own(meta, "meta_value")))), None)
    return (
        *said("url", _addresses(post), EXPORT),
        *said("title", text_in(_own(post, "title")), EXPORT),
        *said("author", _author(post, channel), EXPORT),
        *said("published", _day(_own(post, "post_date")), EXPORT),
        *said("modified", _day(_own(post, "post_modified")), EXPORT),
        *said("language", _language(post) or language_of(_own(channel, "language")), EXPORT),
        *said("section", terms["category"], EXPORT),
        *said("tag", [*terms["category"], *terms["post_tag"]], EXPORT),
        *said("summary", text_in(_excerpt(post)), EXPORT),
        *said("site", text_in(_own(channel, "title")), EXPORT),
        *said("image", picture, EXPORT),
        *_translations(post, others),
    )


def _own(element: etree._Element, name: str) -> str:
    """What an element says under one of WordPress's names, whatever the version of the export."""
    return text_of(element.find(f"{{*}}{name}"))


def _addresses(post: etree._Element) -> list[str]:
    """The post's address, its short one with the number, and the one it was made with, if they are on the web."""
    link, number, first = (_own(post, name) for name in ("link", "post_id", "guid"))
    try:
        site = urlsplit(link)
    except ValueError:
        return []
    short = f"{site.scheme}://{site.netloc}/?p={number}" if site.netloc and number else ""
    return [address for address in (link, short, first) if address.lower().startswith(("http://", "https://"))]


def _categories(post: etree._Element, domain: str) -> list[str]:
    return [text_of(term) for term in post.iterfind("category") if term.get("domain", "category") == domain]


def _author(post: etree._Element, channel: etree._Element) -> str:
    """The name that the author is shown by; the name of the login where the export gives no other."""
    login = text_of(post.find(f"{DC}creator"))
    return next(
        (name for author in channel.iterfind("{*}author") if (name := _own(author, "author_display_name"))), login
    )


def _language(post: etree._Element) -> str | None:
    """The language of the post itself, as the plugins for translations keep it."""
    terms = [term.get("nicename", "") for term in post.iterfind("category") if term.get("domain") == "language"]
    metas = [_own(meta, "meta_value") for meta in post.iterfind("{*}postmeta") if _own(meta, "meta_key") in _LANGUAGES]
    return next((code for name in (*terms, *metas) if (code := language_of(name))), None)


def _translations(post: etree._Element, others: list[etree._Element]) -> tuple[Hint, ...]:
    """The address of the post in each language, if the export has it in more than its own."""
    known = {code: _own(item, "link") for item in (post, *others) if (code := _language(item)) and _own(item, "link")}
    return tuple(Hint(f"alternate:{code}", known[code], EXPORT) for code in sorted(known)) if len(known) > 1 else ()


def _excerpt(post: etree._Element) -> str:
    found = [part for part in post.iterfind("{*}encoded") if "excerpt" in (etree.QName(part).namespace or "")]
    return text_of(found[0]) if found else ""


def _day(printed: str) -> str:
    """The site's own day; WordPress writes one of zeros where there is none."""
    return "" if printed.startswith("0000") else printed


def _left_out(name: str) -> str:
    return f"the shortcode [{name}] is a plugin's: only the text in it was kept"
