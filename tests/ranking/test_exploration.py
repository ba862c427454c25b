from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.ranking.exploration import drawn, place
from wellread.settings import Exploration

PAGE = np.array([10, 11, 12, 13, 14])
POOL = np.array([20, 21, 22])
THIRD = Exploration(probability=0.1, place=3)


def test_the_place_counts_in_the_whole_list() -> None:
    assert place(THIRD, pins=0, offset=0, shown=10) == 2
    assert place(THIRD, pins=0, offset=2, shown=10) == 0
    assert place(THIRD, pins=2, offset=1, shown=2) == 1


@pytest.mark.parametrize(("pins", "offset", "shown"), [(3, 0, 10), (0, 3, 10), (0, 0, 2), (0, 0, 0)])
def test_pins_keep_their_places_and_other_pages_have_none(pins: int, offset: int, shown: int) -> None:
    assert place(THIRD, pins, offset, shown) is None


def test_off_by_default() -> None:
    assert place(Exploration(), 0, 0, 10) is None


def test_an_empty_pool_leaves_the_page_certain() -> None:
    rows, propensity = drawn(PAGE, POOL[:0], 2, 1.0, Random(1))
    assert rows.tolist() == PAGE.tolist()
    assert propensity.tolist() == [1] * 5


def test_always_and_by_hand() -> None:
    rows, propensity = drawn(PAGE, POOL, 2, 1.0, Random(1))
    assert rows[2] in POOL
    assert np.delete(rows, 2).tolist() == [10, 11, 13, 14]
    assert propensity.tolist() == pytest.approx([1, 1, 1 / 3, 1, 1])
    assert PAGE.tolist() == [10, 11, 12, 13, 14]


def test_the_same_seed_draws_the_same() -> None:
    one, two = (
        [drawn(PAGE, POOL, 0, 0.5, random)[0][0] for _ in range(50)] for random in (Random(3), Random(3))
    )
    assert one == two


@pytest.mark.parametrize("probability", [0.05, 0.3, 0.9])
def test_frequencies_match_the_propensities(probability: float) -> None:
    """Chi square of 20,000 draws; 99.9 % of fair ones lie below 16.3 at three degrees of freedom."""
    n, random = 20_000, Random(17)
    seen: Counter[int] = Counter()
    told: dict[int, float] = {}
    for _ in range(n):
        rows, propensity = drawn(PAGE, POOL, 2, probability, random)
        seen[int(rows[2])] += 1
        assert told.setdefault(int(rows[2]), float(propensity[2])) == propensity[2]
    assert sum(told.values()) == pytest.approx(1)
    assert sum((seen[row] - n * p) ** 2 / (n * p) for row, p in told.items()) < 16.3


@given(st.integers(0, 4), st.integers(0, 5), st.floats(0.01, 0.99), st.integers(0, 99))
def test_one_place_changes_at_most_and_every_propensity_is_above_zero(
    at: int, size: int, probability: float, seed: int
) -> None:
    rows, propensity = drawn(PAGE, np.arange(20, 20 + size), at, probability, Random(seed))
    assert len(set(rows.tolist())) == len(PAGE)
    assert (np.delete(rows, at) == np.delete(PAGE, at)).all()
    assert ((propensity > 0) & (propensity <= 1)).all()
    assert (np.delete(propensity, at) == 1).all()
