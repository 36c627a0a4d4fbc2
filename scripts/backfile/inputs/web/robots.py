"""The text of a robots.txt comes in; what it allows us and how much rest it wants goes out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego  # type: ignore[import-untyped,unused-ignore]

from backfile.errors import RobotsForbid
from backfile.inputs.web.address import Address
from backfile.inputs.web.exchange import Answer
from backfile.inputs.web.manners import HostMemory, HostRecord, Manners

FRESH = dt.timedelta(hours=24)  # RFC 9309, 2.4
FOR_NOW = dt.timedelta(hours=1)
MOST_BYTES = 512 * 1024  # RFC 9309, 2.5 asks for 500 KiB at least
_DAY = 86400.0
_AGENT = re.compile(r"\s*user[- ]?agent(?=[\s:]|$)\s*:?\s*(?P<all>\*\s*(?:#|$))?\**(?P<name>[a-z_-]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt says to us: `delay` are the seconds that it wants between two requests."""

    parsed: Protego
    agent: str
    delay: float

    def allow(self, url: str) -> bool:
        """Whether we may ask for this address."""
        return bool(self.parsed.can_fetch(url, self.agent))


def read_rules(text: str, agent: str) -> Rules:
    """The rules for the crawler that calls itself `agent` (RFC 9309's product token, without a version)."""
    parsed = Protego.parse("\n".join(_for_us(line, agent.lower()) for line in text.splitlines()))
    rate = parsed.request_rate(agent)
    pause = min(rate.seconds, _DAY) / rate.requests if rate else 0.0
    return Rules(parsed, agent, min(max(parsed.crawl_delay(agent) or 0.0, pause), _DAY))


def _for_us(line: str, agent: str) -> str:
    """The line, its name exactly ours, "*" or that of all others: a parser's work grows with names times rules."""
    found = _AGENT.match(line)
    if not found:
        return line
    name = agent if found["name"].lower() == agent else "another"
    return f"User-agent: {'*' if found['all'] else name}"


def text_of(body: bytes) -> str:
    """The part of a robots.txt that is read: whole lines, in UTF-8 whatever it says."""
    if len(body) > MOST_BYTES:
        body = body[:MOST_BYTES].rpartition(b"\n")[0]
    return body.decode("utf-8", errors="replace").removeprefix("\ufeff")


class Robots:
    """The robots.txt of each origin, asked for with `ask` and remembered for a day."""

    def __init__(
        self,
        agent: str,
        memory: HostMemory,
        manners: Manners,
        now: Callable[[], dt.datetime],
        ask: Callable[[str], Answer],
    ) -> None:
        self._agent = agent
        self._memory = memory
        self._manners = manners
        self._now = now
        self._ask = ask
        self._read: dict[str, tuple[str, Rules]] = {}

    def rules(self, address: Address) -> Rules:
        """What the robots.txt for this address says. A host without one (4xx) allows everything.

        Raises RobotsForbid if the host cannot give it just now (5xx), and whatever else went wrong with it: what a host
        forbids is not known then.
        """
        record, now = self._memory.recall(address.origin), self._now()
        if record.robots is None or record.robots_at is None or not record.robots_at <= now < record.robots_at + FRESH:
            record = self._renewed(address, record, now)
        text = record.robots or ""
        known = self._read.get(address.origin)
        if known is None or known[0] != text:
            known = self._read[address.origin] = text, read_rules(text, self._agent)
        return known[1]

    def _renewed(self, address: Address, record: HostRecord, now: dt.datetime) -> HostRecord:
        url = f"{address.origin}/robots.txt"
        if record.deferred_until and now < record.deferred_until:
            raise _forbidden_for_now(url, record.deferred_until)
        answer = self._ask(url)
        if answer.status == 429 or 500 <= answer.status < 600:
            until = self._now() + FOR_NOW
            self._memory.keep(address.origin, HostRecord(deferred_until=until))
            raise _forbidden_for_now(url, until)
        record = HostRecord(robots=text_of(answer.body) if answer.status == 200 else "", robots_at=self._now())
        self._memory.keep(address.origin, record)
        self._manners.slow_down(address, read_rules(record.robots or "", self._agent).delay)
        return record


def _forbidden_for_now(url: str, until: dt.datetime) -> RobotsForbid:
    moment = f"{until.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"
    return RobotsForbid(
        "the host cannot say just now what it forbids", url=url, until=until, advice=f"Run again after {moment}"
    )
