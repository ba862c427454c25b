"""What was known of somebody at any moment of a log: the same profile that a request makes of the record."""

from __future__ import annotations

import numpy as np

from wellread.errors import InvalidInput
from wellread.models.base import Doubles, Floats, Interactions, Ints, Profile
from wellread.settings import Events

DAY = 86_400.0


class Histories:
    """A log, person by person.

    Args:
        log: Every event, in order of person and time.
        settings: Half-life and length of a profile.

    Raises:
        InvalidInput: the events are not in order of person and time.
    """

    def __init__(self, log: Interactions, settings: Events) -> None:
        check_order(log)
        self.log = log
        self.settings = settings
        self.begins: Ints = np.searchsorted(log.users, np.arange(log.n_users + 1))
        """(n_users + 1,) where each person's events begin."""

    def before(self, user: int, time: float) -> int:
        """Index in the log one past the person's last event strictly before `time`.

        Events of one second cannot be told apart in time, so none of them knows of the others.
        """
        begin, end = self.span(user)
        return begin + int(np.searchsorted(self.log.times[begin:end], time, side="left"))

    def span(self, user: int) -> tuple[int, int]:
        """Where the person's events begin and end in the log; people beyond the log have done nothing."""
        if user >= len(self.begins) - 1:
            return len(self.log), len(self.log)
        return int(self.begins[user]), int(self.begins[user + 1])

    def seen(self, user: int, end: int) -> Ints:
        """Rows of the person's events before index `end`, oldest first."""
        return self.log.items[self.span(user)[0] : end]

    def profile(self, user: int, end: int, now: float) -> Profile:
        """The profile made of the person's events before index `end`.

        Of several events on one item the newest gives the place and the strongest the weight.
        """
        part = slice(self.span(user)[0], end)
        rows, weights, times = self.log.items[part], self.log.weights[part], self.log.times[part]
        newest = times[-1] if len(times) else now
        told = weights != 0
        faded = _faded(weights[told], times[told], newest, self.settings)
        rows, latest = _latest(rows[told][::-1], faded[::-1])
        kept = slice(self.settings.history)
        segment = self.log.segments[user] if self.log.segments else ""
        return Profile(rows[kept], latest[kept].astype(np.float32), segment=segment, now=now)


def check_order(log: Interactions) -> None:
    """Refuse a log out of order: every "before" is a place in the log, so a history would know its future.

    Raises:
        InvalidInput: users descend, or times descend within a history or are not finite.
    """
    steps = np.diff(log.users)
    wrong = (steps < 0) | ((steps == 0) & ~(np.diff(log.times) >= 0))
    if wrong.any() or not np.isfinite(log.times).all():
        at = int(np.argmax(wrong)) if wrong.any() else int(np.argmin(np.isfinite(log.times)))
        raise InvalidInput(
            f"a log that is out of order at event {at} (history {log.users[at]}, time {log.times[at]:.0f})",
            "histories one after another, each oldest first, with finite times",
            "Make the log with Interactions.of, which sorts it.",
        )


def _faded(weights: Floats, times: Doubles, newest: float, settings: Events) -> Doubles:
    age = (newest - times) / (settings.half_life_days * DAY)
    return np.asarray(weights * 0.5**age, np.float64)


def _latest(rows: Ints, weights: Doubles) -> tuple[Ints, Doubles]:
    """Each row once, at its newest place with its strongest weight, of equally strong ones the newest.

    Args:
        rows: (n_events,) newest first.
        weights: (n_events,) signed.
    """
    order = np.lexsort((np.arange(len(rows)), -np.abs(weights), rows))
    strongest = order[np.flatnonzero(np.diff(rows[order], prepend=-1))]
    if len(strongest) == len(rows):
        return rows, weights
    first = np.unique(rows, return_index=True)[1]
    places = np.argsort(first)
    return rows[first[places]], weights[strongest[places]]
