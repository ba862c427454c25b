"""What holds for every split."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from tests.evaluation.splits.logs import EVENTS, HAND, logs

from wellread.errors import InvalidInput
from wellread.evaluation.splits import SPLITS
from wellread.models.base import Interactions

names = pytest.mark.parametrize("name", SPLITS)


@names
@given(whole=logs)
def test_cases_are_ordered_and_sound(name: str, whole: Interactions) -> None:
    try:
        split = SPLITS[name](whole, EVENTS)
    except InvalidInput:
        return
    assert len(split) == len(split.targets) == len(split.seen) == len(split.profiles) == len(split.times)
    assert (np.diff(split.times) >= 0).all()
    for profile, time, seen, targets in zip(
        split.profiles, split.times, split.seen, split.targets, strict=True
    ):
        assert profile.now == time
        assert len(targets) == len(set(targets.tolist())) > 0
        assert not np.isin(targets, seen).any()
        assert np.isin(profile.rows, seen).all()
    assert (split.activity <= [len(seen) for seen in split.seen]).all()
    if len(split.later):
        assert split.train.times.max() < split.times.min()
        assert split.train.times.max() < split.later.times.min()
    assert len(split.train)
    assert split.protocol.endswith(".")


@names
def test_the_hash_is_of_the_split(name: str) -> None:
    same = Interactions(HAND.users, HAND.items, HAND.weights, HAND.times)
    more = {"items": 0.5} if name == "cold-items" else {"share": 0.4} if name == "cold-users" else {}
    make = SPLITS[name]
    assert make(HAND, EVENTS, **more).hash == make(same, EVENTS, **more).hash
    later = Interactions(HAND.users, HAND.items, HAND.weights, HAND.times + 1)
    assert make(HAND, EVENTS, **more).hash != make(later, EVENTS, **more).hash


@names
def test_nothing_in_nothing_out(name: str) -> None:
    from wellread.models.base import NOTHING

    with pytest.raises(InvalidInput):
        SPLITS[name](NOTHING, EVENTS)
