from __future__ import annotations

import pytest
from tests.evaluation.splits.logs import EVENTS, HAND, LATE, asked, log, told

from wellread.errors import InvalidInput
from wellread.evaluation.splits import global_time, replay
from wellread.evaluation.splits.cuts import cut_time


def test_one_case_a_person_at_the_cut() -> None:
    split, t1 = global_time(HAND, EVENTS, LATE), cut_time(HAND, LATE)
    assert asked(split) == [(0, t1, [1, 0], [0, 1], [2, 3]), (3, t1, [], [], [0, 1, 4])]
    assert told(split.train) == told(replay(HAND, EVENTS, LATE).train)
    assert split.later.times.min() == 8
    assert [profile.now for profile in split.profiles] == [t1, t1]


def test_nobody_comes_back() -> None:
    with pytest.raises(InvalidInput, match="'time' has no test cases"):
        global_time(log((0, 0, 1, 1), (0, 1, 2, 1), (0, 0, 3, 1)), EVENTS, 0.3)
