from __future__ import annotations

import numpy as np
import pytest
from tests.evaluation.splits.logs import EVENTS, HAND, asked, log

from wellread.errors import InvalidInput
from wellread.evaluation.splits import strong_generalisation
from wellread.models.base import NOTHING, Interactions


def test_people_are_held_out_whole_and_their_first_events_fold_in() -> None:
    """Of five events four fold in; of user 0's the fifth is nothing new, of user 1's four the last is."""
    whole = log(
        *((0, item, time, 1) for item, time in [(0, 0), (1, 1), (2, 2), (3, 3), (0, 4)]),
        *((1, item, time, 1) for item, time in [(0, 0), (1, 1), (2, 2), (5, 3)]),
        *((2, item, time, 1) for item, time in [(0, 0), (1, 1), (2, 2), (3, 3), (4, 9)]),
    )
    found = {}
    for seed in range(20):
        split = strong_generalisation(whole, EVENTS, 0.67, seed)
        held = set(range(3)) - set(split.train.users.tolist())
        assert len(held) == 2
        for case in asked(split):
            assert case[0] in held
            found[case[0]] = case[1:]
        assert (np.bincount(split.train.users) == np.bincount(whole.users)[: split.train.n_users])[
            list(set(split.train.users.tolist()))
        ].all()
    assert found == {1: (3, [2, 1, 0], [0, 1, 2], [5]), 2: (9, [3, 2, 1, 0], [0, 1, 2, 3], [4])}
    assert not len(split.later)


def test_the_seed_draws_the_people() -> None:
    drawn = {strong_generalisation(HAND, EVENTS, 0.5, seed).hash for seed in range(10)}
    assert len(drawn) > 1
    assert (
        strong_generalisation(HAND, EVENTS, 0.5, 3).hash == strong_generalisation(HAND, EVENTS, 0.5, 3).hash
    )


@pytest.mark.parametrize(
    ("whole", "share", "message"),
    [
        (HAND, 0, "a share of 0"),
        (HAND, 1, "a share of 1"),
        (HAND, 0.01, "0 of 4 people"),
        (HAND, 0.99, "4 of 4 people"),
        (NOTHING, 0.5, "0 of 0 people"),
        (log((0, 0, 1, 1), (1, 0, 1, 1)), 0.5, "'strong' has no test cases"),
    ],
)
def test_what_cannot_be_held_out(whole: Interactions, share: float, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        strong_generalisation(whole, EVENTS, share)
