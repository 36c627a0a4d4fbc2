"""The archive in, its own pictures out: those that a page shows, and no file from outside the content."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

from lxml import etree

from backfile.errors import ArchiveError
from backfile.plugins.output import File
from backfile.plugins.pages.place import Archive
from backfile.plugins.planning import Planned, Workshop, site_files
from backfile.write.ledger import SIGNS

FORMS = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
ACTIVE = frozenset({"script", "foreignobject", "iframe", "handler", "listener", "set", "animate", "use", "style"})


def picture(content: Path, name: str, where: str) -> bytes:
    """The bytes of a picture of the content; raises ArchiveError if it is none, lies outside, or can act."""
    path = content / name
    if path.suffix.lower() not in FORMS:
        raise ArchiveError(f"{name} is no picture", where=where, advice="Use " + ", ".join(sorted(FORMS)))
    if not path.resolve().is_relative_to(content.resolve() / "images") or not path.is_file():
        raise ArchiveError(
            f"{name} is not there", where=where, advice="Put the file into the content, or cut the picture"
        )
    data = path.read_bytes()
    if path.suffix.lower() == ".svg" and not is_still(data):
        raise ArchiveError(f"{name} can act or load", where=where, advice="Save it as a plain picture")
    return data


def is_still(svg: bytes) -> bool:
    """Whether a drawing has no script, no handler, no link and no entity: it may be opened by itself."""
    try:
        tree = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError:
        return False
    return b"<!" not in svg.replace(b"<!--", b"") and all(harmless(element) for element in tree.iter())


def harmless(element: etree._Element) -> bool:
    """Whether an element only draws."""
    if not isinstance(element.tag, str):
        return element.tag is etree.Comment
    name = etree.QName(element).localname.lower()
    attributes = [(etree.QName(key).localname.lower(), value) for key, value in element.attrib.items()]
    return name not in ACTIVE and not any(
        key.startswith("on") or key == "href" or ("url(" in str(value) and "url(#" not in str(value))
        for key, value in attributes
    )


def pictures(archive: Archive, content: Path) -> Iterator[Planned]:
    """Each picture that a body shows; every one is looked at each time, since a link may lead elsewhere now."""
    shown = {name: entry.path for entry in archive.entries for name in entry.images}
    for name, where in sorted(shown.items()):
        digest = sha256(picture(content, name, where)).hexdigest()[:SIGNS]
        yield Planned(name, {"its bytes": digest}, partial(picture, content, name, where))


def plan(shop: Workshop) -> Iterator[File]:
    """Each picture."""
    yield from shop.files("picture", pictures(shop.archive, shop.content))


def register() -> None:
    """Connect to the generator."""
    site_files.connect(plan)
