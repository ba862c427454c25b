from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wellread.evaluation.metrics.popularity_deciles import popularity_deciles


def test_by_hand() -> None:
    """Twenty items, row 19 the most popular: two rows a tenth."""
    shown = np.array([[19, 18, 17], [19, 0, -1]])
    found = popularity_deciles(shown, np.arange(20))
    np.testing.assert_allclose(found, [0.6, 0.2, 0, 0, 0, 0, 0, 0, 0, 0.2], atol=1e-12)


def test_equally_popular_items_share_their_exposure() -> None:
    """Rows 1 to 19 are all the same: what row 7 gets is spread over 95 % of the catalogue."""
    counts = np.ones(20)
    counts[0] = 9
    found = popularity_deciles(np.array([[0], [7]]), counts)
    np.testing.assert_allclose(found, [0.5 + 0.5 / 19] + [1 / 19] * 9)


def test_a_tenth_may_be_part_of_an_item() -> None:
    """Of four items the first is the most popular 25 %."""
    found = popularity_deciles(np.array([[0]]), np.array([9, 3, 2, 1]))
    np.testing.assert_allclose(found, [0.4, 0.4, 0.2, 0, 0, 0, 0, 0, 0, 0], atol=1e-12)


def test_where_nothing_is_shown_there_is_none() -> None:
    assert np.isnan(popularity_deciles(np.array([[-1]]), np.arange(5))).all()


def test_every_item_once_is_a_tenth_each() -> None:
    found = popularity_deciles(np.arange(37)[:, None], np.arange(37) // 5)
    np.testing.assert_allclose(found, 0.1)


@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
def test_shares_that_do_not_depend_on_the_order_of_rows(seed: int, n: int) -> None:
    random = np.random.default_rng(seed)
    counts, shown, order = random.integers(0, 5, n), random.integers(-1, n, (6, 3)), random.permutation(n)
    shown[0, 0] = 0
    found = popularity_deciles(shown, counts)
    assert (found >= -1e-12).all()
    np.testing.assert_allclose(found.sum(), 1)
    moved = np.where(shown < 0, -1, order.argsort()[shown])
    np.testing.assert_allclose(popularity_deciles(moved, counts[order]), found, atol=1e-12)
