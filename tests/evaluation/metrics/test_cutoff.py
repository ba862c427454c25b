from __future__ import annotations

import numpy as np
import pytest

from wellread.errors import InvalidInput
from wellread.evaluation.metrics import cutoff

SHOWN = np.array([[4, 2, 7], [1, 0, -1]])
HITS = np.array([[True, False, True], [False, True, False]])


def test_the_first_places_are_left() -> None:
    assert cutoff.first(SHOWN, 2).tolist() == [[4, 2], [1, 0]]
    assert cutoff.first(SHOWN, 3).tolist() == SHOWN.tolist()
    assert cutoff.checked(HITS, np.array([2, 1]), 1).tolist() == [[True], [False]]


@pytest.mark.parametrize("k", [0, -1, 4])
def test_a_cutoff_outside_the_lists_is_refused(k: int) -> None:
    with pytest.raises(InvalidInput, match=f"k = {k} of lists with 3 places; expected k between 1 and 3"):
        cutoff.first(SHOWN, k)


def test_lists_without_places_have_no_cutoff() -> None:
    with pytest.raises(InvalidInput, match="at least one place"):
        cutoff.first(np.zeros((2, 0), np.int64), 1)


def test_a_case_without_anything_relevant_is_refused() -> None:
    with pytest.raises(InvalidInput, match="case 1 has 0 hits among 0 relevant"):
        cutoff.checked(np.zeros((3, 2), bool), np.array([1, 0, 2]), 2)


def test_an_item_counted_twice_is_refused_even_beyond_the_cutoff() -> None:
    with pytest.raises(InvalidInput, match="case 0 has 2 hits among 1 relevant"):
        cutoff.checked(HITS, np.array([1, 1]), 1)


def test_no_case_is_no_error() -> None:
    assert cutoff.checked(np.zeros((0, 3), bool), np.zeros(0, np.int64), 2).shape == (0, 2)
