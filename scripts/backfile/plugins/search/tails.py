"""A stem and its forms in, one short text out and back: of each form only what the stem does not say."""

from __future__ import annotations

PART, SAME = ",", "="


def tail(stem: str, form: str) -> str:
    """What of a form follows its stem; if it does not begin with the stem, the form itself, after SAME."""
    return form[len(stem) :] if form.startswith(stem) else SAME + form


def form(stem: str, tail: str) -> str:
    """The form that a tail stands for."""
    return tail[1:] if tail.startswith(SAME) else stem + tail


def forms_of(stem: str, tails: str) -> tuple[str, ...]:
    """The forms that the tails of a text stand for."""
    return tuple(form(stem, one) for one in tails.split(PART))


def joined(*tails: str) -> str:
    """Tails, or texts of several, as one text, each once and in order; most stems have one."""
    if len(tails) == 1:
        return tails[0]
    return PART.join(sorted({one for several in tails for one in several.split(PART)}))
