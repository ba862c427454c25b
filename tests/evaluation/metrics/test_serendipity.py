from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.errors import InvalidInput
from wellread.evaluation.metrics.precision import precision
from wellread.evaluation.metrics.serendipity import serendipity

SHOWN = np.array([[5, 2, 7, 1], [2, 5, 9, -1]])
HITS = np.array([[True, True, False, True], [True, False, True, False]])
POPULAR = np.array([[2, 3, 4, 1], [5, 7, 3, 4]])


def test_by_hand() -> None:
    """Hits 5, 2, 1 less the popular 2 and 1; hits 2 and 9, neither popular there."""
    assert serendipity(SHOWN, HITS, POPULAR, 4).tolist() == [0.25, 0.5]


def test_both_lists_are_cut() -> None:
    """At 3, row 1 is off both lists; at 1, row 2 is not yet expected in the second case."""
    assert serendipity(SHOWN, HITS, POPULAR, 3).tolist() == [1 / 3, 2 / 3]
    assert serendipity(SHOWN, HITS, POPULAR, 1).tolist() == [1.0, 1.0]


def test_short_lists_of_the_baseline_expect_nothing_beyond_their_end() -> None:
    """The end of a list is no item of the case before."""
    shown, hits = np.array([[9], [0]]), np.array([[True], [True]])
    assert serendipity(shown, hits, np.array([[-1], [-1]]), 1).tolist() == [1.0, 1.0]


def test_popularity_surprises_nobody() -> None:
    assert serendipity(SHOWN, HITS, SHOWN, 4).tolist() == [0.0, 0.0]


def test_a_baseline_with_fewer_places_is_refused() -> None:
    with pytest.raises(InvalidInput, match="lists with 2 places"):
        serendipity(SHOWN, HITS, POPULAR[:, :2], 3)


@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_as_with_sets_and_never_above_precision(seed: int, k: int) -> None:
    random = np.random.default_rng(seed)
    shown, popular = (random.random((4, 9)).argsort(axis=1)[:, :6] for _ in range(2))
    hits = random.random((4, 6)) < 0.5
    found = serendipity(shown, hits, popular, k)
    for case in range(4):
        good = set(shown[case, :k][hits[case, :k]].tolist())
        assert found[case] == len(good - set(popular[case, :k].tolist())) / k
    assert (found <= precision(hits, np.full(4, 6), k)).all()
