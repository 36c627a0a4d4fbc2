"""The blocks of a page in, for each whether the page itself says that it is of another post out.

WordPress numbers its posts. A page says which one it shows (`postid-7` on its body), and each post on it which one it
is (`post-7` on its element): below a text, whole other posts may stand, as long and as plain as the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from backfile.model import Block
from backfile.sources.generic.page import elements_around

SHOWN = re.compile(r"(?<![\w-])postid-(\d+)(?![\w-])")
POST = re.compile(r"(?<![\w-])post-(\d+)(?![\w-])")


def of_other_posts(blocks: Sequence[Block]) -> list[bool]:
    """Whether each block is of another post; of none, unless the post that the page shows is on it by its number."""
    posts = [post_around(block) for block in blocks]
    shown = next((number for block in blocks if (number := shown_by(block))), "")
    if not shown or shown not in posts:
        return [False] * len(blocks)
    return [post not in ("", shown) for post in posts]


def post_around(block: Block) -> str:
    """The number of the innermost post that a block stands in, "" if it stands in none."""
    found = (POST.search(element.words) for element in elements_around(block) if "post-" in element.words)
    return next((match[1] for match in found if match), "")


def shown_by(block: Block) -> str:
    """The number of the post that the body around a block says its page shows, "" if it says none."""
    found = (SHOWN.search(element.words) for element in elements_around(block) if element.name == "body")
    return next((match[1] for match in found if match), "")
