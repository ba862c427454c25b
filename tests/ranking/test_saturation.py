from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.ranking.saturation import saturated

SCORES = st.lists(st.floats(-1e6, 1e6, width=32), min_size=1, max_size=20)


def one(values: list[float], spread: float = 2.0) -> list[float]:
    column = np.array(values, np.float32)[:, None]
    return [float(value) for value in saturated(column, np.array([spread]))[:, 0]]


def test_by_hand() -> None:
    assert one([0, 0.5, -0.5, 50]) == pytest.approx([0, np.log(2), -np.log(2), np.log(101)])


@given(SCORES)
def test_what_speaks_against_counts_as_much_as_what_speaks_for(values: list[float]) -> None:
    assert one([-value for value in values]) == [-value for value in one(values)]


@given(SCORES)
def test_the_order_stays(values: list[float]) -> None:
    ordered = one(sorted(values))
    assert ordered == sorted(ordered)


@given(SCORES)
def test_the_unit_plays_no_part(values: list[float]) -> None:
    assert one([value * 4 for value in values], 8) == one(values, 2)


def test_a_source_without_spread_adds_nothing() -> None:
    assert one([1, -5], spread=0) == [0, 0]
    assert saturated(np.zeros((0, 1), np.float32), np.ones(1)).shape == (0, 1)
