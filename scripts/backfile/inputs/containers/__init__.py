"""Files that hold other files in, what they hold out, by media type: one module a form of container."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from backfile.formats.media_types import (
    FEED,
    GHOST,
    MARKDOWN,
    SUBSTACK,
    WACZ,
    WARC,
    WORDPRESS,
    ZIP,
)
from backfile.inputs.containers.feeds import read_feed
from backfile.inputs.containers.ghost import read_ghost
from backfile.inputs.containers.mail import read_mail_file
from backfile.inputs.containers.markdown import read_markdown
from backfile.inputs.containers.mbox import read_mbox
from backfile.inputs.containers.substack import read_substack
from backfile.inputs.containers.wacz import read_wacz
from backfile.inputs.containers.warc import read_warc
from backfile.inputs.containers.wordpress import read_wordpress
from backfile.inputs.containers.zips import read_zip
from backfile.inputs.forms import MAIL, MBOX
from backfile.inputs.found import Found, FoundFile

CONTAINERS: Mapping[str, Callable[[FoundFile], Iterator[Found]]] = {
    MAIL: read_mail_file,
    MBOX: read_mbox,
    WARC: read_warc,
    WACZ: read_wacz,
    FEED: read_feed,
    WORDPRESS: read_wordpress,
    SUBSTACK: read_substack,
    GHOST: read_ghost,
    MARKDOWN: read_markdown,
    ZIP: read_zip,
}
"""A container's media type → the function that gives its members, each one read, left out or refused by its name."""

OF_ANY_FORM = frozenset({WARC, WACZ, ZIP})
"""The containers whose members may be of any form, and so containers themselves."""
