"""A language, a week and a slug come in; the permanent address of a commentary's page goes out."""

from __future__ import annotations


def page_address(language: str, week: tuple[int, int] | None, slug: str) -> str:
    """`<lang>/<iso-year>/w<week>/<slug>.html`, or `<lang>/undated/<slug>.html`, from the site's root.

    The language is in small letters: `pt-BR` and `pt-br` are one tag, and one folder on most disks.
    """
    folder = f"{week[0]}/w{week[1]:02}" if week else "undated"
    return f"{language.lower()}/{folder}/{slug}.html"
