from __future__ import annotations

import numpy as np
import pytest

from wellread.finetune.answers import compared, judge, simple
from wellread.finetune.instructions import Question


def asked(
    answer: str, options: tuple[str, ...], user: int = 0, item: int = 0, rows: tuple[int, ...] = ()
) -> Question:
    return Question("?", answer, options, user, 0.0, item, rows)


def test_accuracy_shares_ties() -> None:
    found = [asked("a", ("a", "b"), 0), asked("b", ("a", "b"), 1), asked("a", ("a", "b"), 2)]
    value = judge("x", found, [np.array(s) for s in ([2.0, 1.0], [2.0, 1.0], [1.0, 1.0])])
    assert value.metric == "accuracy" and value.cases.tolist() == [1, 0, 0.5]
    assert value.value.mean == 0.5


def test_yes_no_is_an_auc_within_each_person() -> None:
    yes_no = ("yes", "no")
    found = [asked("yes", yes_no, 0), asked("no", yes_no, 0), asked("yes", yes_no, 1), asked("no", yes_no, 1),
             asked("yes", yes_no, 2)]  # fmt: skip
    scores = [np.array([s, 0.0]) for s in (1.0, 0.5, 9.0, 9.5, 3.0)]
    value = judge("x", found, scores)
    assert value.metric == "AUC" and value.users.tolist() == [0, 1]
    assert value.cases.tolist() == [1.0, 0.0]


def test_baselines_count_in_training_only() -> None:
    options = ("a", "b")
    majority = simple(
        [asked("b", options)] * 3 + [asked("a", options)], [asked("b", options), asked("a", options)]
    )
    assert majority.name == "majority" and majority.cases.tolist() == [1, 0]
    train = [asked("t5", ("t5",), item=5, rows=(5,))] * 2 + [asked("t6", ("t6",), item=6, rows=(6,))]
    popular = simple(train, [asked("t6", ("t6", "t7"), rows=(6, 7)), asked("t6", ("t5", "t6"), rows=(5, 6))])
    assert popular.name == "popularity" and popular.cases.tolist() == [1, 0]


def test_two_ways_are_compared_on_the_same_cases() -> None:
    found = [asked("a", ("a", "b"), user) for user in range(30)]
    right, wrong = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    after, before = judge("after", found, [right] * 30), judge("before", found, [wrong] * 30)
    assert compared(after, before).difference == pytest.approx((1.0, 1.0, 1.0))
