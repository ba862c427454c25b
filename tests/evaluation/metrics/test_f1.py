from __future__ import annotations

import numpy as np
from hypothesis import given
from tests.evaluation.metrics.lists import Cases, cases, trec

from wellread.evaluation.metrics.f1 import f1
from wellread.evaluation.metrics.precision import precision
from wellread.evaluation.metrics.recall import recall


def test_by_hand() -> None:
    """P = 1/2 and R = 2/6: 2 (1/6) / (5/6) = .4; without a hit 0."""
    hits = np.array([[True, False, True, False], [False, False, False, False]])
    np.testing.assert_allclose(f1(hits, np.array([6, 3]), 4), [0.4, 0.0])


@given(cases())
def test_the_harmonic_mean_of_precision_and_recall(lists: Cases) -> None:
    p, r = (metric(lists.hits, lists.relevant, lists.k) for metric in (precision, recall))
    expected = np.divide(2 * p * r, p + r, out=np.zeros(len(p)), where=p > 0)
    np.testing.assert_allclose(f1(lists.hits, lists.relevant, lists.k), expected)


@given(cases(full=True))
def test_as_trec(lists: Cases) -> None:
    """Its set_F divides by the length of the list, so they agree where lists are full."""
    found = f1(lists.hits, lists.relevant, lists.k)
    np.testing.assert_allclose(found, trec(lists, "set_F", cut=True), atol=1e-12)
