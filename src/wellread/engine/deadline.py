"""Deadlines: what an answer can do without is left out where it would come too late."""

from __future__ import annotations

import time
from collections.abc import Callable

FEATURES, DIVERSITY, REASONS = "features", "diversity", "explain"
OPTIONAL = {FEATURES: "the learnt features", DIVERSITY: "diversity", REASONS: "reasons"}
"""Step that an answer can do without -> what a note calls it."""
RECENT = 0.05
"""Weight of the latest time a step took in its usual time."""
FORGIVEN = 0.95
"""Factor on the usual time of a step when it is left out: a slow moment must not bar it for ever."""


class Pace:
    """How long optional steps usually take: exponentially weighted means, shared by engines and threads."""

    def __init__(self) -> None:
        self._ms: dict[str, float] = {}

    def took(self, step: str, ms: float) -> None:
        """Count one more time."""
        usual = self._ms.get(step)
        self._ms[step] = ms if usual is None else usual + RECENT * (ms - usual)

    def usual(self, step: str) -> float:
        """Milliseconds; 0 for a step not met yet."""
        return self._ms.get(step, 0.0)

    def skipped(self, step: str) -> None:
        """Believe the step a little faster."""
        self._ms[step] = FORGIVEN * self.usual(step)


class Deadline:
    """The time one answer has.

    Args:
        ms: Milliseconds from `arrived` on; None: all the time.
        arrived: When the request came, by `clock`; None: now.
        pace: How long steps usually take.
        clock: Seconds.
    """

    def __init__(
        self,
        ms: float | None,
        arrived: float | None,
        pace: Pace,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.ms = ms
        self.left_out: list[str] = []
        """Steps that were left out."""
        self._pace = pace
        self._clock = clock
        self._end = None if ms is None else (clock() if arrived is None else arrived) + ms / 1e3

    def allows(self, step: str) -> bool:
        """Whether an optional step would end in time; if not, it is noted as left out."""
        if self._end is None or self._clock() + self._pace.usual(step) / 1e3 <= self._end:
            return True
        self._pace.skipped(step)
        self.left_out.append(step)
        return False

    def note(self) -> str:
        """What was left out, for the caller; "" for nothing."""
        if not self.left_out:
            return ""
        said = ", ".join(OPTIONAL[step] for step in self.left_out)
        return f"left out for the deadline of {self.ms:g} ms: {said}"
