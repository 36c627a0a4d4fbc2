"""Markdown with the tags of a site generator's templates in, plain Markdown out, and the names of what was left out.

Hugo's shortcodes `{{< >}}` and `{{% %}}`, and Liquid's, Nunjucks' and Zola's `{% %}` and `{{ }}`. A figure, a listing
and a link to another page become what they stand for; another tag goes, the text between two of them stays, and it is
told. Code is left as it is.
"""

from __future__ import annotations

import re
from html import escape

_CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[`~]*[ \t]*$|(?<!`)(?P<ticks>`+)(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_LISTING = re.compile(
    r"(?P<open>\{%-?|\{\{[<%])\s*highlight\b[ \t]*(?P<language>[\w+-]*)[^%>\n]*(?:-?%\}|[>%]\}\})\n?"
    r"(?P<code>.*?)(?P=open)\s*(?:end|/\s*)highlight\s*(?:-?%\}|[>%]\}\})",
    re.DOTALL,
)
_TAG = re.compile(r"\{\{[<%](?P<hugo>[^\n]*?)[>%]\}\}|\{%-?(?P<liquid>[^\n]*?)-?%\}|\{\{-?(?P<value>[^\n]*?)-?\}\}")
_LISTS = re.compile(r"^[ \t]*\{:[^}\n]*\}[ \t]*$|\{:\s*[.#][^}\n]*\}", re.MULTILINE)
_NAME = re.compile(r"\s*/?\s*([\w./-]+)")
_SAID = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|`([^`]*)`|([^\s\"',)]+))")
_FIRST = re.compile(r"\s*[\w./-]+\s+[\"']?([^\"'\s]+)")
_LINKS = ("ref", "relref", "post_url", "link")
_SITE = ("site.baseurl", "site.url", "site.base_url", "baseurl", "siteurl")
_HIDE = str.maketrans("{}", "\ue000\ue001")
_SHOW = str.maketrans("\ue000\ue001", "{}")


def without_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """The Markdown without templates' tags, and a remark on each kind of tag that was left out."""
    text = _RAW.sub(lambda raw: raw.group(1).translate(_HIDE), text)
    text = _LISTING.sub(lambda found: f"\n```{found['language']}\n{found['code'].rstrip()}\n```\n", text)
    left_out: dict[str, None] = {}
    pieces: list[str] = []
    place = 0
    for code in _CODE.finditer(text):
        pieces += [_cleaned(text[place : code.start()], left_out), code.group()]
        place = code.end()
    pieces.append(_cleaned(text[place:], left_out))
    shown = "".join(pieces).translate(_SHOW)
    return shown, tuple(f"the template's tag {name} was left out, and the text inside it kept" for name in left_out)


def _cleaned(text: str, left_out: dict[str, None]) -> str:
    """The text with each tag replaced; those that say something nobody here understands are added to `left_out`."""

    def shown(tag: re.Match[str]) -> str:
        inside = next(part for part in (tag["hugo"], tag["liquid"], tag["value"]) if part is not None)
        made = _made(inside)
        if made is None:
            named = _NAME.match(inside)
            left_out[named.group(1) if named else inside.strip()] = None
        return made or ""

    return _TAG.sub(shown, _LISTS.sub("", text))


def _made(inside: str) -> str | None:
    """What a tag stands for, "" for a tag that shows nothing; None if that is not known."""
    inside = inside.strip()
    named = _NAME.match(inside)
    name = named.group(1) if named else ""
    said = {found[0].lower(): next(filter(None, found[1:]), "") for found in _SAID.findall(inside)}
    if name == "figure" and said.get("src"):
        under = said.get("caption") or said.get("title") or ""
        caption = f"<figcaption>{under}</figcaption>" if under else ""
        return (
            f'\n\n<figure><img src="{escape(said["src"])}" alt="{escape(said.get("alt", ""))}">{caption}</figure>\n\n'
        )
    if name in _LINKS and (first := _FIRST.match(inside)):
        return first.group(1)
    quiet = name in _SITE or name.startswith(("end", "site.")) or inside.startswith(("/", "#")) or name == "comment"
    return "" if quiet else None
