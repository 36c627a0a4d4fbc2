"""The URL of a page comes in; its exchange goes out, once its host allows it and has had its rest, or an error."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from types import MappingProxyType

import stamina

from backfile import __version__
from backfile.errors import (
    AnswerRefused,
    BrokenAnswer,
    Denied,
    FetchError,
    Gone,
    RobotsForbid,
    SettingsError,
    TooManyHops,
)
from backfile.inputs.web.address import Address, Place, read_address, redirected
from backfile.inputs.web.budget import Budget
from backfile.inputs.web.exchange import Answer, Exchange, Headers, header
from backfile.inputs.web.guard import Resolve, resolve
from backfile.inputs.web.line import Lines
from backfile.inputs.web.manners import HostMemory, Limits, Manners, put_off, retry_after
from backfile.inputs.web.request import exchange_over, request_headers
from backfile.inputs.web.robots import Robots

REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})
DENIED = frozenset({401, 402, 403, 407, 451})
BUSY = frozenset({429, 503})
LATER = dt.timedelta(hours=1)
USUAL = Limits()
NOWHERE_ELSE: Mapping[Place, Place] = MappingProxyType({})

# A retry is no news for a terminal; without a handler of its own Python would print it there.
logging.getLogger("stamina").addHandler(logging.NullHandler())


def user_agent(contact: str) -> str:
    """How we name ourselves to hosts. Raises SettingsError if `contact` is no address that can stand there."""
    if not contact.isascii() or not contact.isprintable() or not contact.strip() or set(contact) & set("()\\"):
        raise SettingsError(
            f"{contact!r} is no contact", advice="Give a mail or web address at which you can be reached, in ASCII"
        )
    return f"Backfile/{__version__} (+{contact.strip()})"


def _one_line(value: str) -> str:
    return " ".join(value.split()).encode("latin-1", errors="replace").decode("latin-1")


class _Passing(Exception):
    """A host answered that it cannot answer just now."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer


def _is_passing(error: Exception) -> bool:
    return isinstance(error, _Passing) or (isinstance(error, FetchError) and error.passing)


class Fetcher:
    """Fetches pages for one run, one at a time.

    `agent` names us, as `user_agent` makes it; `memory` remembers hosts over runs. `connect_to` gives places that are
    reached instead of others and may be anywhere, as curl's --connect-to: only the user's own machine may set it. No
    cookie is kept, no password sent, no proxy used. `now`, `sleep` and `resolve` are the world's own.
    """

    def __init__(
        self,
        agent: str,
        memory: HostMemory,
        *,
        connect_to: Mapping[Place, Place] = NOWHERE_ELSE,
        limits: Limits = USUAL,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        sleep: Callable[[float], None] = time.sleep,
        resolve: Resolve = resolve,
    ) -> None:
        self._agent = agent
        self._limits = limits
        self._now = now
        self._manners = Manners(memory, limits, now, sleep)
        self._lines = Lines(connect_to, resolve)
        self._robots = Robots(agent.partition("/")[0], memory, self._manners, now, self._robots_txt)

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None, robots: bool = True) -> Exchange:
        """The page at `url`; with `etag` or `modified` of an earlier exchange perhaps only that it is still that one.

        Each redirect is checked as the first address was. `robots` says whether robots.txt is asked. Raises FetchError.
        """
        given = (("If-None-Match", etag), ("If-Modified-Since", modified))
        conditions = tuple((name, _one_line(value)) for name, value in given if value)
        answer, hops = self._answer(read_address(url), conditions, robots)
        if answer.status != 200 and not (answer.status == 304 and conditions):
            raise self._refusal(answer)
        moment = self._now().astimezone(dt.UTC).replace(microsecond=0)
        return Exchange(
            url, answer.url, hops, answer.status, answer.request_headers, answer.headers, answer.body, moment
        )

    def _robots_txt(self, url: str) -> Answer:
        return self._answer(read_address(url), (), robots=False)[0]

    def _answer(self, address: Address, conditions: Headers, robots: bool) -> tuple[Answer, tuple[str, ...]]:
        """The answer at the end of all redirects, and the addresses that redirected."""
        budget, hops = Budget(self._limits.deadline, self._limits.silence), [address.url]
        while True:
            # A robots.txt has its attempts for itself: a page's own must not multiply them.
            delay = self._allowed_delay(address) if robots else 0.0
            answer = self._retried(address, conditions, delay, budget)
            if answer.status not in REDIRECTS:
                return answer, tuple(hops[:-1])
            location = header(answer.headers, "location")
            if not location:
                raise BrokenAnswer("it redirects, but does not say where", url=answer.url, advice=_LATER)
            address = redirected(address, location)
            if address.url in hops:
                raise TooManyHops(f"it is redirected in a circle, back to {address.url}", url=hops[0], advice=_LOOK)
            if len(hops) > self._limits.hops:
                way = " → ".join(hops)
                raise TooManyHops(
                    f"it is redirected more than {self._limits.hops} times: {way}", url=hops[0], advice=_LOOK
                )
            hops.append(address.url)

    def _allowed_delay(self, address: Address) -> float:
        """The rest that the host's robots.txt wants before this page. Raises RobotsForbid if it forbids the page."""
        rules = self._robots.rules(address)
        if not rules.allow(address.url):
            raise RobotsForbid("the site's robots.txt forbids this page", url=address.url, advice="Leave it out")
        return rules.delay

    def _retried(self, address: Address, conditions: Headers, delay: float, budget: Budget) -> Answer:
        """The answer to one request, sent again a few times for what may be over in a moment."""
        limits = self._limits
        attempts = stamina.retry_context(
            on=_is_passing,
            attempts=limits.attempts,
            timeout=None,
            wait_initial=limits.backoff,
            wait_max=limits.longest_backoff,
            wait_jitter=limits.backoff / 2,
        )
        try:
            for attempt in attempts:
                with attempt:
                    answer = self._asked(address, conditions, delay, budget)
                    self._heed(answer, address)
                    return answer
        except _Passing as passing:
            return passing.answer
        raise AssertionError("the last attempt returns or raises")

    def _asked(self, address: Address, conditions: Headers, delay: float, budget: Budget) -> Answer:
        headers, size = request_headers(address, self._agent, conditions), self._limits.size
        with (
            self._manners.turn(address, delay),
            budget.running(),
            closing(self._lines.open(address, budget, size)) as line,
        ):
            return exchange_over(line, address, headers, size)

    def _heed(self, answer: Answer, address: Address) -> None:
        """Raise what a busy host's answer asks for: another attempt, or to come back later."""
        until = retry_after(header(answer.headers, "retry-after"), self._now()) if answer.status in BUSY else None
        if until:
            self._manners.defer(address, until)
            if not self._manners.is_patient_until(until):
                raise put_off(answer.url, until, answer.status)
        if answer.status == 429 or 500 <= answer.status < 600:
            raise _Passing(answer)

    def _refusal(self, answer: Answer) -> FetchError:
        status, url = answer.status, answer.url
        if status in GONE:
            return Gone(f"there is no such page ({status})", url=url, status=status, advice=_LOOK)
        if status in DENIED:
            return Denied(f"the page is not for everybody ({status})", url=url, status=status, advice=_LOOK)
        if status in BUSY:
            until = retry_after(header(answer.headers, "retry-after"), self._now())
            return put_off(url, until or self._now() + LATER, status)
        return AnswerRefused(f"the host answered with status {status}", url=url, status=status, advice=_LATER)


_LATER = "Try again later; if it stays so, the host is broken"
_LOOK = "Open it in a browser to see what is there"
