"""A running browser comes in; the one tab goes out in which all tests look at pages, one after the other.

A tab is a process, and a test that opens its own waits longer for it than for its pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
HEIGHT = 800


@dataclass
class Tab:
    """A tab, what was asked for since it was opened last, and what the console said."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def open(self, address: str, *, width: int = 360, scheme: Scheme = "light") -> Page:
        """Open an address as if it were the first, on a screen of `width`."""
        if address.partition("#")[0] == self.page.url.partition("#")[0]:
            self.page.goto("about:blank")  # the same page would not be loaded again
        self.page.emulate_media(media="null", color_scheme=scheme)
        self.widen(width)
        self.asked.clear()
        self.said.clear()
        self.page.goto(address)
        return self.page

    def widen(self, width: int, height: int = HEIGHT) -> None:
        """Make the screen as wide as that."""
        if self.page.viewport_size != {"width": width, "height": height}:
            self.page.set_viewport_size({"width": width, "height": height})

    def overflow(self, width: int) -> int:
        """How many pixels the page is wider than a screen of `width`."""
        self.widen(width)
        return int(self.page.evaluate("document.documentElement.scrollWidth")) - width

    def stored(self) -> list[object]:
        """What the page has left with the reader."""
        names = "Object.keys(localStorage).concat(Object.keys(sessionStorage))"
        return [*self.page.context.cookies(), *self.page.evaluate(names)]

    def complaints(self, width: int) -> list[str]:
        """What axe finds against the page on a screen of `width`: all its rules, best practices too."""
        self.widen(width)
        found = Axe().run(self.page).response["violations"]
        return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]
