"""The plain text of a mail in, its paragraphs in whole lines out, where they were broken only to be sent."""

from __future__ import annotations


def unflowed(text: str, *, joined: bool) -> str:
    """A text of `format=flowed` (RFC 3676) with its soft line breaks undone; `joined` drops the blank before them."""
    lines: list[str] = []
    running = False
    for printed in text.split("\n"):
        line = printed.removeprefix(" ")
        soft = line.endswith(" ") and line != "-- "
        whole = line[:-1] if soft and joined else line
        if running and line.strip():
            lines[-1] += whole
        else:
            lines.append(whole)
        running = soft and bool(line.strip())
    return "\n".join(lines)
