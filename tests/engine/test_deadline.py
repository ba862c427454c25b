from __future__ import annotations

import pytest

from wellread.engine.deadline import DIVERSITY, FEATURES, FORGIVEN, REASONS, RECENT, Deadline, Pace


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_usual_time_follows_what_steps_take() -> None:
    pace = Pace()
    assert pace.usual(REASONS) == 0
    pace.took(REASONS, 10.0)
    assert pace.usual(REASONS) == 10
    pace.took(REASONS, 20.0)
    assert pace.usual(REASONS) == pytest.approx(10 + RECENT * 10)
    for _ in range(500):
        pace.took(REASONS, 2.0)
    assert pace.usual(REASONS) == pytest.approx(2)


def test_a_step_is_allowed_while_it_would_end_in_time() -> None:
    clock, pace = Clock(), Pace()
    pace.took(DIVERSITY, 5.0)
    deadline = Deadline(20.0, None, pace, clock)
    assert deadline.allows(DIVERSITY)
    clock.now += 0.0149
    assert deadline.allows(DIVERSITY)
    clock.now += 0.0002
    assert not deadline.allows(DIVERSITY)
    assert deadline.left_out == [DIVERSITY]


def test_the_time_before_counts_from_the_arrival() -> None:
    clock = Clock()
    assert Deadline(20.0, 99.99, Pace(), clock).allows(REASONS)
    assert not Deadline(20.0, 99.97, Pace(), clock).allows(REASONS)


def test_without_a_deadline_nothing_is_left_out() -> None:
    pace = Pace()
    pace.took(REASONS, 1e9)
    deadline = Deadline(None, 0.0, pace, Clock())
    assert deadline.allows(REASONS)
    assert deadline.note() == ""


def test_what_was_left_out_is_said() -> None:
    deadline = Deadline(20.0, 0.0, Pace(), Clock())
    assert not any(deadline.allows(step) for step in (FEATURES, DIVERSITY, REASONS))
    assert deadline.note() == "left out for the deadline of 20 ms: the learnt features, diversity, reasons"


def test_a_slow_moment_bars_a_step_for_a_while_only() -> None:
    clock, pace = Clock(), Pace()
    pace.took(REASONS, 1_000.0)
    barred = 0
    while not Deadline(20.0, None, pace, clock).allows(REASONS):
        barred += 1
    assert 20 / FORGIVEN > pace.usual(REASONS) > 20 * FORGIVEN
    assert 10 < barred < 200
