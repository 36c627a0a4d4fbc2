"""A body in, the same body as one of several on a page out: its own anchors, lower headings, pictures found."""

from __future__ import annotations

import re

from lxml import html as lxml_html

LOWEST = 6
UPWARDS = re.compile(r"(?:\.\./)*")


def bound(markup: str, anchor: str, root: str) -> str:
    """A body that has passed the allow-list, for a page from which `root` leads to the site's root.

    Its anchors begin with `anchor`, so that those of two texts differ; its headings are one rank lower, below the title
    of the text itself.
    """
    if not markup:
        return ""
    tree = lxml_html.fragment_fromstring(markup, create_parent="div")
    for element in tree.iterdescendants():
        if name := element.get("id"):
            element.set("id", f"{anchor}-{name}")
        if (target := element.get("href", "")).startswith("#"):
            element.set("href", f"#{anchor}-{target[1:]}")
        if element.tag == "img":
            element.set("src", root + UPWARDS.sub("", element.get("src", ""), count=1))
        if re.fullmatch(r"h[2-5]", str(element.tag)):
            element.tag = f"h{min(int(element.tag[1]) + 1, LOWEST)}"
    whole = str(lxml_html.tostring(tree, encoding="unicode"))
    return whole[whole.index(">") + 1 : whole.rindex("<")]
