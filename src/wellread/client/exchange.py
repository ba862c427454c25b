"""One call and its repetitions as steps that both clients take: when to try, how long to wait."""

from __future__ import annotations

import email.utils
import random
import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import httpx
from pydantic import ValidationError

from wellread.client.calls import Call
from wellread.client.errors import AGAIN, refusal, unreachable, unreadable
from wellread.errors import WellreadError

T = TypeVar("T")
Outcome = httpx.Response | httpx.RequestError | None


class Try(NamedTuple):
    """Send the request."""

    timeout: float
    """Seconds."""


class Pause(NamedTuple):
    """Wait."""

    seconds: float


@dataclass(frozen=True)
class Patience:
    """How long a client tries.

    Waits grow twofold from `first` to `longest` seconds; each is drawn between 0 and that ("full jitter"),
    so that clients which failed together do not come back together.
    """

    timeout: float
    """Seconds that one try may take to connect, and again to be answered."""
    deadline: float
    """Seconds after which a call is not tried again; 0: it is tried once."""
    first: float = 0.1
    longest: float = 5.0

    def wait(self, tries: int, outcome: Outcome) -> float:
        """Seconds from the end of try number `tries` (from 1) to the next; no less than `Retry-After`."""
        most = min(self.longest, self.first * 2.0 ** min(tries - 1, 60))
        asked = _retry_after(outcome) if isinstance(outcome, httpx.Response) else 0.0
        return max(random.uniform(0, most), asked)


def exchange(call: Call[T], patience: Patience) -> Generator[Try | Pause, Outcome, T]:
    """The steps of a call; returns its result.

    Raises:
        WellreadError: what the server refused; `Unreachable` or the last refusal at the end of the patience.
    """
    begin, tries, timeout = time.monotonic(), 0, patience.timeout
    while True:
        outcome = yield Try(timeout)
        tries += 1
        if isinstance(outcome, httpx.Response) and outcome.is_success:
            return _result(call, outcome)
        if _is_gone(call, outcome) and tries > 1:
            return call.read({})  # by a try before this one, whose answer was lost
        wait = patience.wait(tries, outcome)
        left = begin + patience.deadline - time.monotonic() - wait
        if not _may_change(outcome) or left <= 0:
            raise _error(call, outcome)
        yield Pause(wait)
        timeout = min(patience.timeout, left)


def _result(call: Call[T], response: httpx.Response) -> T:
    try:
        return call.read(response.json())
    except (ValidationError, ValueError, TypeError, AttributeError):
        raise unreadable(response) from None


def _is_gone(call: Call[T], outcome: Outcome) -> bool:
    return call.method == "DELETE" and isinstance(outcome, httpx.Response) and outcome.status_code == 404


def _may_change(outcome: Outcome) -> bool:
    if isinstance(outcome, httpx.Response):
        return outcome.status_code in AGAIN
    return isinstance(outcome, httpx.TransportError) and not isinstance(outcome, httpx.UnsupportedProtocol)


def _error(call: Call[T], outcome: Outcome) -> WellreadError:
    if isinstance(outcome, httpx.Response):
        return refusal(outcome)
    assert outcome is not None, "a try has an outcome"
    return unreachable(call.path, outcome)


def _retry_after(response: httpx.Response) -> float:
    """Seconds that the server asks to wait, as a number or a date; 0 where it does not."""
    said = response.headers.get("retry-after", "")
    if said.isdecimal():
        return float(said)
    try:
        return email.utils.parsedate_to_datetime(said).timestamp() - time.time()
    except ValueError:
        return 0.0
