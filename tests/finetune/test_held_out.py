from __future__ import annotations

import numpy as np
import pytest
from tests.finetune import world

from wellread.engine.set_apart import set_apart
from wellread.errors import InvalidInput
from wellread.finetune.held_out import HeldOut
from wellread.models.base import Interactions


def test_what_is_held_out_is_in_no_history_and_not_learnt_from() -> None:
    held = HeldOut(world.log(), share=0.125)
    away = {case.target for case in held.cases}
    assert 8 <= len(away) <= 16
    assert away >= set(np.flatnonzero(set_apart(np.arange(world.N), 0.125)).tolist())
    assert not away & set(held.rest.items.tolist())
    assert not away & {row for case in held.cases for row in case.history.tolist()}
    assert set(held.rows.tolist()) == set(range(world.N))


def test_histories_are_of_the_time_before_newest_first() -> None:
    log = Interactions.of_histories([[0, 1, 2, 3], [3, 2, 1, 0], [4, 5, 6, 7]])
    held = HeldOut(log, share=0.3)
    away = {case.target for case in held.cases} | (set(range(8)) - set(held.rest.items.tolist()))
    expected = [
        (tuple(row for row in own[:at] if row not in away), target)
        for own in ([0, 1, 2, 3], [3, 2, 1, 0], [4, 5, 6, 7])
        for at, target in enumerate(own)
        if target in away
    ]
    found = [(tuple(case.history.tolist()[::-1]), case.target) for case in held.cases]
    assert found == [case for case in expected if case[0]]


def test_quality_is_one_where_vectors_tell_and_low_where_they_do_not() -> None:
    log = Interactions.of_histories(
        [own for i in range(20) for own in ([2 * i, 2 * i + 1], [2 * i + 1, 2 * i])]
    )
    held = HeldOut(log)
    telling = np.repeat(np.eye(20, dtype=np.float32), 2, axis=0)
    assert held.quality(telling[held.rows]) == 1.0
    random = np.random.default_rng(0).normal(size=(40, 20)).astype(np.float32)
    assert held.quality(random[held.rows]) < 0.6


def test_too_few_histories_are_refused() -> None:
    with pytest.raises(InvalidInput, match="too few histories"):
        HeldOut(Interactions.of_histories([[0], [1], [2]]))
