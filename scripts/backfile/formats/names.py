"""The names of elements in feeds and in WordPress's exports, as lxml spells them."""

from __future__ import annotations

ATOM = "{http://www.w3.org/2005/Atom}"
RSS1 = "{http://purl.org/rss/1.0/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
XML = "{http://www.w3.org/XML/1998/namespace}"
WORDPRESS = tuple(f"{{http://wordpress.org/export/{version}/}}" for version in ("1.2", "1.1", "1.0"))
