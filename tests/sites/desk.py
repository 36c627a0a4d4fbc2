"""A folder and a running site come in; the command line is run there as an editor runs it, and its archive is read."""

from __future__ import annotations

import hashlib
import json
import shutil
import signal
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import bs4
import markdown

from backfile.write.header import Header, parse_header
from sites.commands import LONGEST, Run, Running, run
from sites.issues import words
from sites.serving import Certificates, Server


@dataclass(frozen=True)
class Desk:
    """An editor's folder with an archive in it, and the site that is followed; `also` leads other hosts elsewhere."""

    folder: Path
    server: Server
    certificates: Certificates
    moment: int
    also: str = ""

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def store(self) -> Path:
        return self.folder / "captures"

    @property
    def sources(self) -> Path:
        return self.folder / "sources.toml"

    def with_source(self, **values: object) -> Desk:
        """The desk with one publication in `sources.toml`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        rows = [f"{key} = {json.dumps(value)}\n" for key, value in values.items()]
        text = f'contact = "editor@belmora-desk.example"\n\n[[source]]\n{"".join(rows)}'
        self.sources.write_text(text, "utf-8")
        return self

    def copy(self, folder: Path, server: Server, moment: int) -> Desk:
        """The same archive in another folder, at another moment."""
        shutil.copytree(self.folder, folder)
        return replace(self, folder=folder, server=server, moment=moment)

    @property
    def surroundings(self) -> dict[str, str]:
        """What leads the command line to the site, at the desk's moment."""
        return {
            "BACKFILE_CONNECT_TO": ",".join(filter(None, [self.server.connect_to, self.also])),
            "SSL_CERT_FILE": str(self.certificates.path),
            "REQUESTS_CA_BUNDLE": str(self.certificates.path),
            "SOURCE_DATE_EPOCH": str(self.moment),
        }

    def start(self, *arguments: str) -> Running:
        """The command line, running."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return Running(["backfile", *arguments], self.folder, self.surroundings)

    def run(self, *arguments: str) -> Run:
        """The command line, to its end."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return run("backfile", *arguments, folder=self.folder, surroundings=self.surroundings)

    def run_killed(self, *arguments: str, after_requests: int | None = None, after_seconds: float = LONGEST) -> bool:
        """The command line, killed before it is answered its nth request, or after a time; False if it ended before."""
        self.server.forget()
        running = self.start(*arguments)

        def kill(count: int) -> None:
            if after_requests is not None and count >= after_requests:
                running.kill()

        self.server.at_request = kill
        try:
            return running.end(after_seconds).code == -signal.SIGKILL
        finally:
            self.server.at_request = nothing

    def tree(self) -> dict[str, str]:
        """The sha256 of every file of the archive that must be the same after the same work."""
        parts = (self.content, self.store / "written", self.store / "offered")
        files = [path for part in parts for path in part.rglob("*") if path.is_file() and not path.name.startswith(".")]
        return {str(path.relative_to(self.folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    def captures(self) -> set[str]:
        """The names of all captures."""
        return {path.name for path in self.store.glob("[0-9a-f][0-9a-f]/*.warc.gz")}

    def headers(self) -> dict[str, Header]:
        """The header of each Markdown file, by its path."""
        files = sorted(self.content.rglob("*.md"))
        return {
            path.relative_to(self.content).as_posix(): parse_header(path.read_text("utf-8"), str(path))
            for path in files
        }


def nothing(count: int) -> None:
    """What is done at a request as a rule."""


def rendered_words(text: str) -> list[str]:
    """The words that a reader sees of a body in Markdown, without the marks of its footnotes."""
    html = markdown.markdown(text, extensions=["footnotes", "tables", "sane_lists"])
    soup = bs4.BeautifulSoup(html, "lxml")
    for mark in soup.select("sup, .footnote-backref, img"):
        mark.decompose()
    return words(soup.get_text(" "))


def differences(pairs: Sequence[tuple[str, object, object]], most: int = 5) -> str:
    """The first of the named pairs that are not equal, for a person to read."""
    wrong = [f"{name}: expected {wanted!r:.300}, got {got!r:.300}" for name, wanted, got in pairs if wanted != got]
    return "\n".join([*wrong[:most], f"… and {len(wrong) - most} more"] if len(wrong) > most else wrong)
