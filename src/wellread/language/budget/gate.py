"""The gate: every call of a paid or slow model passes here, or is refused before it is sent."""

from __future__ import annotations

import contextlib
import logging
import math
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from wellread.domain import Call, CallOutcome
from wellread.errors import LanguageModelError, ModelTooSlow, ModelUnavailable, StoreError
from wellread.language.budget.breaker import Breaker
from wellread.language.budget.limits import Ledger, reserve
from wellread.language.budget.prices import Prices
from wellread.language.writing.writer import Purpose, Usage
from wellread.settings import Budget

T = TypeVar("T")

PATIENT = 1.0
"""Seconds that a call must have had for a time-out to speak against the model, not the caller's hurry."""
TALLY = 1.0
"""Seconds after which calls that were not sent are written down: not each of them for itself."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Admitted:
    """A call that may be sent."""

    seconds: float
    """That it may take; infinite: any time."""
    usage: Usage | None = None
    """Set by the caller as soon as it is known. Until then the call counts at its worst."""


class Gate:
    """Holds calls to the limits of the budget and writes each of them into the ledger. For all threads.

    Args:
        budget: Limits, prices, ladder.
        ledger: Where calls are entered.
        now: Seconds since 1970.
    """

    def __init__(self, budget: Budget, ledger: Ledger, now: Callable[[], float] = time.time) -> None:
        self.prices = Prices(budget.prices)
        self._budget = budget
        self._ledger = ledger
        self._now = now
        self._lock = threading.Lock()
        self._totals: Counter[tuple[str, str, str]] = Counter()
        self._breakers: dict[str, Breaker] = {}
        self._unwritten: Counter[tuple[str, str, CallOutcome]] = Counter()
        self._written = 0.0

    def call(
        self,
        purpose: Purpose,
        model: str,
        most: Usage,
        deadline: float,
        send: Callable[[float], tuple[T, Usage]],
    ) -> T:
        """Make a call, if the budget and the model's state allow it.

        Args:
            purpose: What it is for.
            model: As the prices call it.
            most: Tokens that it can take at most.
            deadline: `time.perf_counter` at which its result is of no more use.
            send: Makes the call within so many seconds; returns its result and what it took.

        Raises:
            BudgetExceeded: A limit forbids it; nothing was sent.
            ModelTooSlow: The deadline is over; nothing was sent.
            ModelUnavailable: The model is left alone for a while; nothing was sent.
            Exception: Whatever `send` raises. After `ModelUnavailable` the call counts as free, unless that
                is `charged`; after anything else at its worst.
        """
        with self.admit(purpose, model, most, deadline) as admitted:
            result, admitted.usage = send(admitted.seconds)
            return result

    @contextlib.contextmanager
    def admit(self, purpose: Purpose, model: str, most: Usage, deadline: float) -> Iterator[Admitted]:
        """The same for a call that lasts as long as the context is open; raises as `call` does."""
        breaker = self._breaker(model)
        try:
            admitted = Admitted(_seconds(deadline))
            _enter(breaker, model)
        except LanguageModelError:
            self.count(purpose, model, "refused")
            raise
        call = Call(self._now(), purpose, model, "open", most.input, 0, most.output)
        try:
            call = call._replace(cost=self.prices.most(model, most))
            number = reserve(self._ledger, self._budget, call)
        except BaseException:
            breaker.left()
            self.count(purpose, model, "refused")
            raise
        begin = time.perf_counter()
        try:
            yield admitted
        except BaseException as error:
            _judge(breaker, error, admitted)
            self._settle(number, call, "failed", admitted, begin)
            raise
        breaker.succeeded()
        self._settle(number, call, "ok", admitted, begin)

    def count(self, purpose: Purpose, model: str, outcome: CallOutcome) -> None:
        """Count a call that was not sent: `kept` or `refused`."""
        with self._lock:
            self._totals[purpose, model, outcome] += 1
            self._unwritten[purpose, model, outcome] += 1
            late = self._now() - self._written >= TALLY
        if late:
            self.flush()

    def flush(self) -> None:
        """Write down the calls that were not sent."""
        with self._lock:
            waiting, self._unwritten = self._unwritten, Counter()
            self._written = self._now()
        if not waiting:
            return
        try:
            self._ledger.tally(waiting, self._now())
        except StoreError as error:
            log.warning("calls that were not sent are missing in the ledger: %s", error)

    def totals(self) -> Counter[tuple[str, str, str]]:
        """(purpose, model, what) -> how many in this process: calls by outcome, tokens by kind, "cost"."""
        with self._lock:
            return self._totals.copy()

    def resting(self) -> list[str]:
        """The models that are left alone for now."""
        with self._lock:
            return sorted(model for model, breaker in self._breakers.items() if not breaker.closed)

    def _breaker(self, model: str) -> Breaker:
        with self._lock:
            if model not in self._breakers:
                self._breakers[model] = Breaker(self._budget.failures, self._budget.rest)
            return self._breakers[model]

    def _settle(
        self, number: int | None, call: Call, outcome: CallOutcome, admitted: Admitted, begin: float
    ) -> None:
        """Enter what became of a call. The answer counts more than its entry: a failure here is only told."""
        ms = (time.perf_counter() - begin) * 1e3
        ended = call._replace(outcome=outcome, ms=ms)
        if (usage := admitted.usage) is not None:
            cost = self.prices.cost(call.model, usage)
            ended = ended._replace(
                input=usage.input, cached_input=usage.cached_input, output=usage.output, cost=cost
            )
        tokens = {name: getattr(ended, name) for name in ("input", "cached_input", "output", "cost")}
        with self._lock:
            for name, n in {outcome: 1, **tokens}.items():
                self._totals[call.purpose, call.model, name] += n
        try:
            self._ledger.settle(number, ended)
        except StoreError as error:
            log.warning("a call's end is missing in the ledger, it counts at its worst: %s", error)


def _seconds(deadline: float) -> float:
    left = deadline - time.perf_counter()
    if left <= 0:
        raise ModelTooSlow(
            "a call after its deadline", "a deadline that leaves time to ask", "Allow more time."
        )
    return left if math.isfinite(left) else math.inf


def _enter(breaker: Breaker, model: str) -> None:
    if left := breaker.enter():
        raise ModelUnavailable(
            f"the model '{model}' failed several times in a row and is left alone",
            f"a call in {left:.0f} s or later",
            "Look why it fails: wellread doctor. [budget] has the thresholds.",
        )


def _judge(breaker: Breaker, error: BaseException, admitted: Admitted) -> None:
    """What a call that failed says of the model, and whether it can have cost anything."""
    hurried = isinstance(error, ModelTooSlow) and admitted.seconds < PATIENT
    if admitted.usage is not None:
        breaker.succeeded()  # it answered, whatever
        return
    if isinstance(error, ModelUnavailable) and not error.charged:
        admitted.usage = Usage(0, 0)
    if hurried or not isinstance(error, Exception):
        breaker.left()
    else:
        breaker.failed()
