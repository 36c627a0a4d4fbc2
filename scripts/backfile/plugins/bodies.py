"""The HTML that Markdown made in, a safe body out: anchors, local pictures, and nothing off an allow-list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import nh3
from lxml import html as lxml_html
from lxml.html import HtmlElement

from backfile.model import Rights
from backfile.plugins.entries import Body
from backfile.plugins.words import Words

SHAPES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href", "id", "aria-label", "tabindex"},
    "img": {"src", "alt", "loading"},
    "div": {"role", "aria-label", "tabindex"},
    "ol": {"start"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    **{tag: {"id"} for tag in ("p", "h2", "h3", "h4", "h5", "h6", "li", "sup")},
}
PLAIN = {"blockquote", "br", "code", "em", "figcaption", "figure", "hr", "pre", "strong", "sub"}
PLAIN |= {"table", "tbody", "thead", "tr", "ul"}
CLASSES = {
    "a": {"anchor", "footnote-ref", "footnote-backref"},
    "div": {"notes", "scroll"},
    "figure": {"picture", "elsewhere"},
}
OWN_ID = re.compile(r"(?:[ps]\d+|fn(?:ref\d*)?:[\w.-]+)")
OWN_FRAGMENT = re.compile(r"#(?:[ps]\d+|fn(?:ref\d*)?:[\w.-]+)")
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
WEB = re.compile(r"https?://", re.IGNORECASE)
OWN_PICTURE = re.compile(r"images(?:/\w[\w.-]*)+")
UPWARDS = re.compile(r"(?:\.\./)*")
OWN_LINK = re.compile(r'(<a [^>]*href="#[^>]*) rel="noreferrer"')  # within the page nothing is referred


def body_of(markup: str, root: str, words: Words, rights: Rights = Rights.FULL) -> Body:
    """The body of a page from which `root` leads to the site's root, as much of it as may be republished."""
    tree = lxml_html.fragment_fromstring(markup, create_parent="div")
    images = tuple(dict.fromkeys(own_pictures(tree)))
    for image in list(tree.iter("img")):
        place_picture(image, root, words)
    lower_headings(tree)
    frame_tables(tree, words)
    title_notes(tree, words)
    paragraphs = number_paragraphs(tree)
    lead, text = plain(paragraphs[0]) if paragraphs else "", plain(tree)
    linked(paragraphs, words)
    if rights is Rights.FULL:
        return Body(cleaned(inner(tree)), lead, text, images)
    return excerpt(paragraphs[0], lead, root) if paragraphs and rights is Rights.EXCERPT else Body()


def excerpt(opening: HtmlElement, lead: str, root: str) -> Body:
    """The first paragraph as a body of its own."""
    shown = dict.fromkeys(image.get("src", "").removeprefix(root) for image in opening.iter("img"))
    return Body(cleaned(outer(opening)), lead, lead, tuple(shown))


def cleaned(markup: str) -> str:
    """The markup with what is not allowed taken out: always the last step before a page."""
    return OWN_LINK.sub(r"\1", allow_list().clean(markup))


@cache
def allow_list() -> nh3.Cleaner:
    """What takes out all that is not named here; one serves for all bodies."""
    return nh3.Cleaner(
        tags=(PLAIN | set(SHAPES)) - {"*"},
        clean_content_tags={"script", "style"},
        attributes=SHAPES,
        attribute_filter=allowed_value,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noreferrer",
    )


def allowed_value(_tag: str, name: str, value: str) -> str | None:
    """The value of an attribute if it may stand: our own anchors, links out, pictures of our own."""
    if name == "id":
        return value if OWN_ID.fullmatch(value) else None
    if name == "href":
        return value if OWN_FRAGMENT.fullmatch(value) or WEB.match(value) or value.startswith("mailto:") else None
    if name == "src":
        return value if OWN_PICTURE.fullmatch(UPWARDS.sub("", value, count=1)) else None
    return value


def is_own_picture(src: str) -> bool:
    """Whether an image's source is a picture that came with the content."""
    return OWN_PICTURE.fullmatch(src) is not None


def own_pictures(tree: HtmlElement) -> Iterator[str]:
    """The sources of the pictures that came with the content."""
    return (src for image in tree.iter("img") if is_own_picture(src := image.get("src", "")))


def place_picture(image: HtmlElement, root: str, words: Words) -> None:
    """Show a picture of our own; of any other host's only say where it is: its host must not learn of the reader."""
    src, alt = image.get("src", ""), image.get("alt", "").strip()
    own = is_own_picture(src)
    if own:
        image.attrib.update({"src": root + src, "loading": "lazy"})
        shown = image
    else:
        label = words.say("Picture at the source: %(alt)s", alt=alt) if alt else words.say("Picture at the source")
        shown = lxml_html.Element("a", href=fit(src))
        shown.text, shown.tail = fit(label), fit(image.tail)
        image.getparent().replace(image, shown)
    paragraph = shown.getparent()
    if paragraph.tag == "p" and len(paragraph) == 1 and not plain_around(shown):
        paragraph.tag = "figure"
        paragraph.set("class", "picture" if own else "elsewhere")
        take_caption(paragraph)


def fit(text: str | None) -> str:
    """A text without letters that lxml reads but does not write, such as a form feed."""
    return UNFIT.sub("\ufffd", text or "")


def plain_around(element: HtmlElement) -> str:
    """The text beside an element in its parent."""
    return ((element.getparent().text or "") + (element.tail or "")).strip()


def take_caption(figure: HtmlElement) -> None:
    """Move the paragraph of nothing but emphasis that follows a picture into its figure."""
    after = figure.getnext()
    if after is None or after.tag != "p" or len(after) != 1 or after[0].tag != "em" or plain_around(after[0]):
        return
    after.tag = "figcaption"
    if figure[-1].text:
        figure[-1].tail = " "  # or their words would be one
    figure.append(after)


def lower_headings(tree: HtmlElement) -> None:
    """Leave the first rank to the page's title, close gaps between ranks, and anchor each heading."""
    above = 1
    headings = list(tree.iter("h1", "h2", "h3", "h4", "h5", "h6"))
    for number, heading in enumerate(headings, start=1):
        above = min(max(int(heading.tag[1]), 2), above + 1)
        heading.tag = f"h{above}"
        heading.set("id", f"s{number}")


def frame_tables(tree: HtmlElement, words: Words) -> None:
    """Put each table in a region that scrolls by itself and can be reached by keyboard."""
    for number, table in enumerate(list(tree.iter("table")), start=1):
        label = words.say("Table %(number)s", number=str(number))
        frame = lxml_html.Element("div", {"class": "scroll", "role": "region", "aria-label": label, "tabindex": "0"})
        frame.tail, table.tail = fit(table.tail), None
        table.getparent().replace(table, frame)
        frame.append(table)
        for cell in table.iter("th"):
            cell.set("scope", "col")


def title_notes(tree: HtmlElement, words: Words) -> None:
    """Name the footnotes and their back links in the interface's language."""
    for block in tree.xpath("./div[@class='footnote']"):
        block.attrib.update({"class": "notes", "role": "doc-endnotes", "aria-label": words.say("Notes")})
        for rule in block.findall("hr"):
            block.remove(rule)
    for link in tree.xpath(".//a[@class='footnote-backref']"):
        link.set("aria-label", words.say("Back to the text"))


def number_paragraphs(tree: HtmlElement) -> list[HtmlElement]:
    """Anchor the paragraphs of the text itself, p1, p2, …, and return them."""
    found = [p for p in tree.iter("p") if not any(a.get("class") == "notes" for a in p.iterancestors("div"))]
    for number, paragraph in enumerate(found, start=1):
        paragraph.set("id", f"p{number}")
    return found


def linked(paragraphs: list[HtmlElement], words: Words) -> None:
    """Put a link at the end of each paragraph to the paragraph itself, to be cited by.

    The link has no text of its own: the stylesheet draws its sign, so that no copy and no search finds one in the text.
    """
    for number, paragraph in enumerate(paragraphs, start=1):
        label = words.say("Paragraph %(number)s", number=str(number))
        paragraph.append(lxml_html.Element("a", {"class": "anchor", "href": f"#p{number}", "aria-label": label}))


def plain(element: HtmlElement) -> str:
    """The text of an element, without the numbers of its notes, blanks made one."""
    parts = element.xpath(".//text()[not(ancestor::sup) and not(ancestor::a[@class='footnote-backref'])]")
    return " ".join("".join(map(str, parts)).split())


def outer(element: HtmlElement) -> str:
    """An element as markup, without its notes' markers, which lead nowhere outside the whole text."""
    alone = lxml_html.fragment_fromstring(lxml_html.tostring(element, encoding="unicode", with_tail=False))
    for marker in alone.xpath(".//sup[a[@class='footnote-ref']]"):
        marker.drop_tree()
    return str(lxml_html.tostring(alone, encoding="unicode"))


def inner(element: HtmlElement) -> str:
    """What an element holds, as markup."""
    markup = str(lxml_html.tostring(element, encoding="unicode", with_tail=False))
    return markup[markup.index(">") + 1 : markup.rindex("<")]
