"""The state and the settings come in; what asks a site in their name, and the moment of a run, go out."""

from __future__ import annotations

import datetime as dt
import os

from backfile import __version__
from backfile.errors import SettingsError
from backfile.inputs.followed import Followed
from backfile.inputs.state import State
from backfile.inputs.web.address import read_turns
from backfile.inputs.web.fetcher import Fetcher, user_agent
from backfile.inputs.web.manners import Limits


def fetcher(state: State, source: Followed, contact: str | None) -> Fetcher:
    """What asks the site of a source: at its pace, and saying who asks."""
    agent = user_agent(contact) if contact else f"Backfile/{__version__} (no contact given)"
    connect_to = read_turns(os.environ.get("BACKFILE_CONNECT_TO", ""))
    return Fetcher(agent, state, connect_to=connect_to, limits=Limits(pace=source.pace))


def run_moment() -> dt.datetime:
    """The time of this run, to the second: SOURCE_DATE_EPOCH if that is set, as builds that repeat do, else now."""
    stated = stated_moment()
    return stated or dt.datetime.now(dt.UTC).replace(microsecond=0)


def stated_moment() -> dt.datetime | None:
    """The moment that SOURCE_DATE_EPOCH gives, if it is set. Raises SettingsError if it is no number of seconds."""
    text = os.environ.get("SOURCE_DATE_EPOCH")
    if not text:
        return None
    try:
        return dt.datetime.fromtimestamp(int(text), dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise SettingsError(f"SOURCE_DATE_EPOCH is {text!r}", advice="Expected seconds since 1970") from error
