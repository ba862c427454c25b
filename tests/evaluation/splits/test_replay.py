from __future__ import annotations

import pytest
from tests.evaluation.splits.logs import EVENTS, HAND, LATE, asked, log, told

from wellread.errors import InvalidInput
from wellread.evaluation.splits import replay


def test_each_later_event_from_what_came_strictly_before() -> None:
    split = replay(HAND, EVENTS, LATE)
    assert asked(split) == [
        (0, 8, [1, 0], [0, 1], [2]),
        (3, 8, [], [], [4]),  # two events at once know nothing of each other
        (3, 8, [], [], [1]),
        (0, 9, [2, 1, 0], [0, 1, 2], [3]),
        (3, 9, [1, 4], [1, 4], [0]),
    ]
    assert split.activity.tolist() == [2, 0, 0, 3, 2]
    assert {time for *_, time in told(split.train)} == {1, 2, 3, 4, 5, 6, 7}
    assert len(split.train) + len(split.later) == len(HAND)
    assert split.later.times.min() == 8


def test_nothing_new_to_predict() -> None:
    with pytest.raises(InvalidInput, match="'replay' has no test cases"):
        replay(log((0, 0, 1, 1), (0, 1, 2, 1), (0, 0, 3, 1), (0, 1, 4, -1)), EVENTS, 0.5)
