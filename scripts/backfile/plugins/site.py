"""The settings of the site, as its pages and files need them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Site:
    """The site's settings: its name, the address of this copy, the archive's first one, the front page's language.

    `issn` has the number of the edition in each language that has one.
    """

    name: str
    url: str
    permanent: str
    default_lang: str
    issn: Mapping[str, str] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """The path of this copy on its host, `/` or `/back/issues/`; "" if its address is not known."""
        return f"{urlsplit(self.url).path}/" if self.url else ""

    @property
    def base(self) -> str:
        """What absolute addresses begin with where a standard asks for them; "" if the site has no address at all."""
        return self.url or self.permanent
