from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluation.splits.logs import EVENTS, HAND, LATE, asked, log, logs, told

from wellread.errors import InvalidInput
from wellread.evaluation.splits import cold_items
from wellread.evaluation.splits.cuts import choices, cut_time
from wellread.models.base import Interactions

NEW = log(
    (0, 0, 1, 1), (0, 1, 2, 1), (0, 5, 8, 1), (0, 6, 9, 1), (0, 1, 9, 1),
    (1, 0, 3, 1), (1, 1, 4, 1), (1, 1, 8, 1), (1, 6, 9, -1), (1, 6, 9.5, 1),
    (2, 0, 5, 1), (2, 5, 8, 1), (2, 2, 1, 1), (3, 6, 8.5, 1), (3, 0, 6, 1),
)  # fmt: skip
"""Items 5 and 6 are first touched at 8 and later; user 1 turns 6 down first."""


def test_items_first_touched_after_the_cut() -> None:
    split = cold_items(NEW, EVENTS, 0.5, by_time=True)
    assert asked(split) == [
        (0, 8, [1, 0], [0, 1], [5]),
        (2, 8, [0, 2], [0, 2], [5]),
        (3, 8.5, [0], [0], [6]),
        (0, 9, [1, 0], [0, 1, 5], [6]),  # item 5 was chosen, but nobody is to know
    ]
    assert split.activity.tolist() == [2, 2, 1, 2]
    assert told(split.train) == told(NEW.where(NEW.times < 8))
    assert told(split.later) == [(0, 1, 9), (1, 1, 8)]
    assert split.where(split.users == 0).activity.tolist() == [2, 2]


@given(logs, st.integers(0, 3), st.sampled_from([0.2, 0.5, 0.8]))
def test_nobody_has_touched_what_is_cold(whole: Interactions, seed: int, items: float) -> None:
    try:
        split = cold_items(whole, EVENTS, 0.5, items=items, seed=seed)
    except InvalidInput:
        return
    targets = np.concatenate(list(split.targets))
    assert not np.isin(targets, split.train.items).any()
    assert not np.isin(targets, split.later.items).any()
    for profile in split.profiles:
        assert not np.isin(targets, profile.rows).any()
        assert not np.isin(whole.items, profile.rows).all()
    later = choices(whole)[whole.times[choices(whole)] >= cut_time(whole, 0.5)]
    assert len(split) == np.isin(whole.items[later], targets).sum()


def test_a_share_of_the_items_is_drawn() -> None:
    whole = log(*((user, item, item, 1) for user in range(4) for item in range(10)))
    held = {
        tuple(
            sorted(
                set(range(5)) - set(cold_items(whole, EVENTS, 0.5, items=0.5, seed=s).train.items.tolist())
            )
        )
        for s in range(10)
    }
    assert len(held) > 3


@pytest.mark.parametrize(
    ("share", "items", "message"),
    [(0, 0.5, "a share of 0"), (LATE, 0, "a share of 0"), (LATE, 1, "a share of 1"),
     (LATE, 0.01, "'cold-items' has no test cases")],
)  # fmt: skip
def test_shares_that_hold_nothing_out(share: float, items: float, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        cold_items(HAND, EVENTS, share, items=items)


def test_nothing_is_left_or_nothing_is_new() -> None:
    with pytest.raises(InvalidInput, match="'cold-items-by-time' has no test cases"):
        cold_items(HAND, EVENTS, LATE, by_time=True)
    with pytest.raises(InvalidInput, match="all events before the cut are on cold items"):
        cold_items(log((0, 0, 1, 1), (0, 0, 2, 1), (1, 0, 3, 1)), EVENTS, 0.5, items=0.9)
