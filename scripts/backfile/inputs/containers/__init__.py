"""Files that hold other files in, what they hold out, by media type: one module a form of container."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from backfile.inputs.containers.mail import read_mail_file
from backfile.inputs.containers.mbox import read_mbox
from backfile.inputs.forms import MAIL, MBOX
from backfile.inputs.found import Found, FoundFile

CONTAINERS: Mapping[str, Callable[[FoundFile], Iterator[Found]]] = {
    MAIL: read_mail_file,
    MBOX: read_mbox,
}
"""A container's media type → the function that gives its members, each one read, left out or refused by its name."""
