"""Commentaries go in; bodies that are empty, copied, or hold markup that would be lost or do harm come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from backfile.model import Rights
from backfile.publish.archive import Entry
from backfile.publish.findings import Finding, error, warning
from backfile.write.address import safe_address

CODE_SPAN = re.compile(r"(?<!\\)(`+)(?!`).*?(?<!`)\1(?!`)")
FENCE = re.compile(r" {0,3}(```+|~~~+)")
INDENTED = re.compile(r"(?: {4}|\t)(?!\s*\[\^)")
# The sign comes first and its backslash is looked for behind it: that is ten times as fast as the other way round.
RAW_HTML = re.compile(r"<(?<!\\<)(?:/?[a-z][a-z0-9-]*(?:\s[^<>]*)?/?>|!--|!\w|\?)", re.IGNORECASE)
ADDRESSES = (
    re.compile(r"\](?<!\\\])\(\s*<?([^\s)>]+)"),
    re.compile(r"<(?<![\\(]<)([a-z][a-z0-9+.-]*:[^\s>]*)>", re.IGNORECASE),
    re.compile(r"^ {0,3}\[[^\]^][^\]]*\]:\s*<?([^\s>]+)"),
)
ANSWERED = re.compile(r"(?:https?://|mailto:|images/)", re.IGNORECASE)
INTRASITE = re.compile(r"[{|](?:attach|static|filename|author|category|tag|index)[|}]")
MARKER = re.compile(r"\[(?<!\\\[)\^([^\]\s]+)\](?!:)")
DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:")


def lint_empty(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Commentaries without a body that may be republished."""
    for entry in entries:
        if not entry.header.body.strip() and entry.header.rights is not Rights.LINK:
            advice = "Add it from the original, or set Rights: link"
            yield error(entry.path, entry.header.body_line, "there is no text", advice)


def lint_markup(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Lines with raw HTML, unsafe links, or Pelican's own links to files."""
    for entry in entries:
        for number, line in prose(entry):
            if match := RAW_HTML.search(line):
                yield error(entry.path, number, f"raw HTML: {match[0]}", r"Write \< for a printed <, else use Markdown")
            for address in (match[1] for pattern in ADDRESSES for match in pattern.finditer(line)):
                if safe_address(address) is None:
                    message = f"a link that only does harm: {address}"
                    yield error(entry.path, number, message, "Only http, https and mailto may be linked")
                elif INTRASITE.search(address):
                    message = f"{address} would publish a file of this machine"
                    yield error(entry.path, number, message, "Write the address, or %7B for a printed {")
                elif not ANSWERED.match(address):
                    message = f"a link that leads nowhere in the archive: {address}"
                    yield warning(entry.path, number, message, "Write the whole address, as https://…")


def lint_footnotes(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Markers without a footnote and footnotes without a marker."""
    for entry in entries:
        lines = list(prose(entry)) if "[^" in entry.header.body else []
        defined = {match[1]: number for number, line in lines if (match := DEFINITION.match(line))}
        marked = {match[1]: number for number, line in reversed(lines) for match in MARKER.finditer(line)}
        for key in marked.keys() - defined.keys():
            message = f"the marker [^{key}] has no footnote"
            yield error(entry.path, marked[key], message, rf"Add [^{key}]: at the end, or write \[ for a printed [")
        for key in defined.keys() - marked.keys():
            message = f"no marker leads to the footnote [^{key}]"
            yield error(entry.path, defined[key], message, f"Set [^{key}] where it belongs")


def prose(entry: Entry) -> Iterator[tuple[int, str]]:
    """The body's lines with their numbers in the file, without code."""
    fence = ""
    for number, line in enumerate(entry.header.body.split("\n"), entry.header.body_line):
        match = FENCE.match(line)
        if fence:
            fence = "" if match and match[1].startswith(fence) else fence
        elif match:
            fence = match[1]
        elif not INDENTED.match(line):
            yield number, CODE_SPAN.sub("", line) if "`" in line else line
