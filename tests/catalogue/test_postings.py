from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array, random_array, vstack

from wellread.catalogue import postings
from wellread.catalogue.postings import Postings
from wellread.sparse import empty, resized


def rows(n: int, width: int, seed: int) -> csr_array:
    return csr_array(random_array((n, width), density=0.3, rng=np.random.default_rng(seed), dtype=np.float32))


def dense(words: csr_array, vectors: csr_array) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    width = max(words.shape[1], vectors.shape[1])
    wide = [np.pad(m.toarray(), ((0, 0), (0, width - m.shape[1]))) for m in (words, vectors)]
    return np.asarray((wide[1] @ wide[0].T)[:, 0], np.float32)


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(0, 3)), min_size=1, max_size=6), st.integers(0, 99))
def test_the_dot_product_before_and_after_items_were_added(steps: list[tuple[int, int]], seed: int) -> None:
    """Each step adds rows, and columns that no earlier row holds."""
    index, n, width = Postings(), 0, 4
    vectors = empty(0, 0)
    for more, wider in steps:
        n, width = n + more, width + wider
        vectors = csr_array(vstack([resized(vectors, n - more, width), rows(more, width, seed + n)]))
        words = rows(1, width, seed + n)
        np.testing.assert_allclose(index.dot(words, vectors), dense(words, vectors), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("tail", [0, 2, 100])
def test_the_index_is_rebuilt_when_the_tail_is_long(tail: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "TAIL", tail)
    index, whole, words = Postings(), rows(12, 9, 1), rows(1, 9, 2)
    for n in (3, 4, 5, 6, 12):
        vectors = csr_array(whole[:n])
        np.testing.assert_allclose(index.dot(words, vectors), dense(words, vectors), rtol=1e-5, atol=1e-6)


def test_words_and_items_may_be_of_different_width() -> None:
    index, vectors = Postings(), rows(5, 6, 3)
    for width in (2, 6, 9):
        words = rows(1, width, 4)
        np.testing.assert_allclose(index.dot(words, vectors), dense(words, vectors), rtol=1e-5, atol=1e-6)


def test_no_words_and_no_items() -> None:
    assert Postings().dot(empty(1, 5), rows(3, 5, 0)).tolist() == [0, 0, 0]
    assert Postings().dot(rows(1, 5, 0), empty(0, 5)).shape == (0,)
