"""Files that hold other files in, what they hold out, by media type: one module a form of container."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from backfile.inputs.found import Found, FoundFile

CONTAINERS: Mapping[str, Callable[[FoundFile], Iterator[Found]]] = {}
"""A container's media type → the function that gives its members, each one read, left out or refused by its name."""
