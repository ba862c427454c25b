from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from tests.evaluation.splits.logs import HAND, LATE, log, logs

from wellread.errors import InvalidInput
from wellread.evaluation.splits.cuts import choices, cut_time
from wellread.models.base import NOTHING, Interactions


def test_the_share_lies_from_the_cut_on() -> None:
    assert 7 < cut_time(HAND, LATE) <= 8
    assert (HAND.times >= cut_time(HAND, LATE)).mean() == pytest.approx(LATE, abs=0.1)


@pytest.mark.parametrize("share", [0, 1, -0.1, 1.5, float("nan")])
def test_a_share_that_is_none(share: float) -> None:
    with pytest.raises(InvalidInput, match=r"a share of .* between 0 and 1"):
        cut_time(HAND, share)


@pytest.mark.parametrize(
    "whole",
    [
        NOTHING,
        log((0, 0, 5, 1), (1, 0, 5, 1)),
        log((0, 0, 5, 1), (1, 0, 5, 1), (1, 1, 5, 1), (1, 2, 5, 1), (1, 3, 6, 1)),
        log((0, 0, 5, 1), (1, 0, float("nan"), 1)),
    ],
)
def test_a_log_that_cannot_be_cut(whole: Interactions) -> None:
    with pytest.raises(InvalidInput, match="none lies before the last 50%"):
        cut_time(whole, 0.5)


def test_choices_are_new_to_the_person_and_for_the_item() -> None:
    whole = log(
        (0, 1, 1, 0.3), (0, 1, 2, 1),  # came back
        (0, 2, 1, -1), (0, 2, 2, 1),  # had turned it down
        (0, 3, 1, -1), (0, 3, 1, 0), (0, 3, 1, 0.3), (0, 3, 1, 1),  # all at once: the first that says yes
        (1, 1, 3, 1), (1, 4, 3, -1),
    )  # fmt: skip
    found = choices(whole)
    assert [(int(whole.users[at]), int(whole.items[at])) for at in found] == [(0, 1), (0, 3), (1, 1)]
    assert whole.weights[found].tolist() == np.array([0.3, 0.3, 1], np.float32).tolist()
    assert choices(NOTHING).tolist() == []


@given(logs)
def test_choices_one_by_one(whole: Interactions) -> None:
    expected, met = [], set[tuple[int, int]]()
    for at in range(len(whole)):
        user, item, time = int(whole.users[at]), int(whole.items[at]), whole.times[at]
        own = (whole.users == user) & (whole.items == item)
        if whole.weights[at] > 0 and not (own & (whole.times < time)).any() and (user, item) not in met:
            met.add((user, item))
            expected.append(at)
    assert choices(whole).tolist() == expected
