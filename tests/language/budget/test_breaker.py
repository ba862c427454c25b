from __future__ import annotations

from wellread.language.budget.breaker import Breaker


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def opened(clock: Clock) -> Breaker:
    breaker = Breaker(failures=3, rest=30.0, clock=clock)
    for _ in range(3):
        assert breaker.enter() == 0
        breaker.failed()
    return breaker


def test_failures_in_a_row_open_it() -> None:
    breaker = opened(Clock())
    assert not breaker.closed
    assert breaker.enter() == 30.0


def test_an_answer_between_them_keeps_it_closed() -> None:
    breaker = Breaker(failures=2, rest=30.0)
    for _ in range(5):
        breaker.failed()
        breaker.succeeded()
    assert breaker.closed


def test_after_the_rest_one_call_tries_and_others_wait_for_it() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now = 30.0
    assert breaker.enter() == 0
    assert breaker.enter() > 0
    breaker.succeeded()
    assert breaker.enter() == 0
    assert breaker.enter() == 0


def test_a_try_that_fails_means_another_rest() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now = 31.0
    assert breaker.enter() == 0
    breaker.failed()
    assert breaker.enter() == 30.0


def test_a_try_that_says_nothing_leaves_the_place_to_another() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now = 31.0
    assert breaker.enter() == 0
    breaker.left()
    assert breaker.enter() == 0
