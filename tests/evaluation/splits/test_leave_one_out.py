from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluation.splits.logs import EVENTS, HAND, asked, log, told

from wellread.errors import InvalidInput
from wellread.evaluation.splits import leave_one_out
from wellread.models.base import Interactions


def test_the_last_choice_of_each_from_those_before() -> None:
    """User 0 comes back to item 0, no choice; user 1 chose one item; 3 and 4 of user 2 are at once."""
    split = leave_one_out(HAND, EVENTS)
    assert asked(split) == [
        (2, 7, [3, 1, 0], [0, 1, 3], [4]),
        (0, 9, [2, 1, 0], [0, 1, 2], [3]),
        (3, 9, [1, 4], [1, 4], [0]),
    ]
    assert told(split.train) == [(0, 0, 1), (0, 1, 2), (2, 0, 5), (2, 1, 6), (3, 4, 8)]
    assert not len(split.later)


def test_the_validation_item_is_the_one_before_and_models_are_the_same() -> None:
    split, test = leave_one_out(HAND, EVENTS, stage="validation"), leave_one_out(HAND, EVENTS)
    assert asked(split) == [
        (2, 7, [1, 0], [0, 1], [3]),
        (0, 8, [1, 0], [0, 1], [2]),
        (3, 8, [4], [4], [1]),
    ]
    assert told(split.train) == told(test.train)
    assert split.hash != test.hash


@given(st.lists(st.lists(st.integers(0, 9), unique=True, max_size=8), min_size=1, max_size=5))
def test_sequences_are_cut_as_in_the_literature(sequences: list[list[int]]) -> None:
    usable = [own for own in sequences if len(own) >= 3]
    whole = Interactions.of_histories(sequences)
    if not usable:
        with pytest.raises(InvalidInput, match="'leave-one-out' has no test cases"):
            leave_one_out(whole, EVENTS)
        return
    split = leave_one_out(whole, EVENTS)
    assert [rows.tolist() for rows in split.targets] == [own[-1:] for own in usable]
    assert [profile.rows[::-1].tolist() for profile in split.profiles] == [own[:-1] for own in usable]
    assert split.train.items.tolist() == [item for own in usable for item in own[:-2]]


def test_what_cannot_be_left_out() -> None:
    with pytest.raises(InvalidInput, match="the stage 'train'"):
        leave_one_out(HAND, EVENTS, stage="train")  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="'leave-one-out' has no test cases"):
        leave_one_out(log((0, 0, 1, 1), (0, 1, 2, 1), (0, 0, 3, 1)), EVENTS)
    backwards = Interactions(
        np.zeros(3, np.int64), np.arange(3), np.ones(3, np.float32), np.arange(3.0)[::-1]
    )
    with pytest.raises(InvalidInput, match="out of order at event 0"):
        leave_one_out(backwards, EVENTS)
