from __future__ import annotations

import pytest
from hypothesis import given
from tests.evaluation.splits.logs import EVENTS, HAND, LATE, asked, log, logs, told

from wellread.errors import InvalidInput
from wellread.evaluation.splits import cold_users, replay
from wellread.models.base import Interactions


def test_the_first_steps_of_who_comes_late() -> None:
    split = cold_users(HAND, EVENTS, LATE)
    assert asked(split) == [(3, 8, [], [], [4]), (3, 8, [], [], [1]), (3, 9, [1, 4], [1, 4], [0])]
    assert split.activity.tolist() == [0, 0, 2]
    assert told(split.train) == told(replay(HAND, EVENTS, LATE).train)


def test_five_events_and_no_more_whatever_they_say() -> None:
    early = [(0, item, item / 10, 1.0) for item in range(10)]
    late = [(1, 0, 5, 1), (1, 1, 6, -1), (1, 2, 7, 0.0), (1, 0, 8, 1), (1, 3, 9, 1), (1, 4, 10, 1)]
    split = cold_users(log(*early, *late), EVENTS, 0.4)
    assert [(case[3], case[4]) for case in asked(split)] == [([], [0]), ([0, 0, 1, 2], [3])]


@given(logs)
def test_they_are_the_cases_of_replay_that_know_least_of_new_people(whole: Interactions) -> None:
    try:
        split = cold_users(whole, EVENTS, 0.5)
    except InvalidInput:
        return
    every = replay(whole, EVENTS, 0.5)
    known = set(every.train.users.tolist())
    assert asked(split) == [
        case for case, n in zip(asked(every), every.activity, strict=True) if case[0] not in known and n < 5
    ]


def test_nobody_comes_late() -> None:
    with pytest.raises(InvalidInput, match="'cold-users' has no test cases"):
        cold_users(log((0, 0, 1, 1), (0, 1, 2, 1), (1, 0, 1, 1), (1, 1, 3, 1)), EVENTS, 0.5)
