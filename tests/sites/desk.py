"""A folder and a running site come in; the command line is run there as an editor runs it, and its archive is read."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import bs4
import markdown

from backfile.write.header import Header, parse_header
from sites.issues import words
from sites.serving import Certificates, Server

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Run:
    """How a run of the command line ended, and what it said."""

    code: int
    said: str
    told: str

    def __str__(self) -> str:
        return f"exit code {self.code}\n{self.said}\n{self.told}"


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

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """The command line, running."""
        surroundings = {
            "BACKFILE_CONNECT_TO": ",".join(filter(None, [self.server.connect_to, self.also])),
            "SSL_CERT_FILE": str(self.certificates.path),
            "REQUESTS_CA_BUNDLE": str(self.certificates.path),
            "SOURCE_DATE_EPOCH": str(self.moment),
            "PYTHONPATH": str(ROOT / "scripts"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        command = [sys.executable, "-m", "backfile", *arguments]
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env={**os.environ, **surroundings},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *arguments: str, seconds: float = 240) -> Run:
        """The command line, to its end."""
        self.folder.mkdir(parents=True, exist_ok=True)
        process = self.start(*arguments)
        try:
            said, told = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            said, told = process.communicate()
            raise AssertionError(f"backfile {arguments} took over {seconds} s:\n{said}\n{told}") from None
        return Run(process.returncode, said, told)

    def run_killed(self, *arguments: str, after_requests: int | None = None, after_seconds: float = 240) -> bool:
        """The command line, killed before it is answered its nth request, or after a time; False if it ended before."""
        process = self.start(*arguments)

        def kill(count: int) -> None:
            if after_requests is not None and count >= after_requests:
                process.send_signal(signal.SIGKILL)

        self.server.forget()
        self.server.at_request = kill
        try:
            process.communicate(timeout=after_seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
        finally:
            self.server.at_request = nothing
        return process.returncode == -signal.SIGKILL

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
