from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.stats import entropy

from wellread.evaluation.metrics import calibration as module
from wellread.evaluation.metrics.calibration import ALPHA, calibration

CATEGORIES = csr_array(np.array([[1, 0], [1, 0], [0, 1], [0.5, 0.5], [0, 0]]))
ROMANCE_AND_ACTION = csr_array(np.array([[7, 0, 3, 0, 0.0]]))


def test_by_hand() -> None:
    """p = (.7, .3), q = (1, 0): q' = (.997, .003), so .7 ln(.7 / .997) + .3 ln(.3 / .003)."""
    found = calibration(np.array([[0, 1]]), ROMANCE_AND_ACTION, CATEGORIES)
    assert found[0] == pytest.approx(0.7 * np.log(0.7 / 0.997) + 0.3 * np.log(100))


def test_the_same_proportions_are_perfect() -> None:
    history = csr_array(np.array([[0, 0, 0, 4.0, 0], [1, 0, 1, 2, 0]]))
    np.testing.assert_allclose(calibration(np.array([[3, -1], [0, 2]]), history, CATEGORIES), 0, atol=1e-12)


def test_nothing_in_common_is_the_worst() -> None:
    history = csr_array(np.array([[1.0, 0, 0, 0, 0]]))
    for shown in ([2, 2], [4, -1], [-1, -1]):
        found = calibration(np.array([shown]), history, CATEGORIES)
        assert found[0] == pytest.approx(np.log(1 / ALPHA))


def test_items_without_a_category_do_not_count() -> None:
    with_none = csr_array(np.array([[7, 0, 3, 0, 50.0]]))
    found, expected = (
        calibration(np.array([[0, 3]]), h, CATEGORIES) for h in (with_none, ROMANCE_AND_ACTION)
    )
    np.testing.assert_allclose(found, expected)


def test_without_a_history_there_is_nothing_to_be_true_to() -> None:
    history = csr_array(np.array([[0, 0, 0, 0, 0.0], [0, 0, 0, 0, 2]]))
    assert np.isnan(calibration(np.array([[0, 1], [2, 3]]), history, CATEGORIES)).all()


@given(st.integers(0, 2**32 - 1))
def test_as_scipy(seed: int) -> None:
    random = np.random.default_rng(seed)
    categories, history = random.random((8, 3)), random.random((5, 8))
    categories /= categories.sum(axis=1, keepdims=True)
    shown = random.random((5, 8)).argsort(axis=1)[:, :4]
    found = calibration(shown, csr_array(history), csr_array(categories))
    for case, rows in enumerate(shown):
        p, q = history[case] @ categories, categories[rows].mean(axis=0)
        p /= p.sum()
        assert found[case] == pytest.approx(entropy(p, (1 - ALPHA) * q + ALPHA * p), abs=1e-9)
    assert ((found >= 0) & (found <= np.log(1 / ALPHA))).all()


def test_blocks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = np.array([[0, 1], [2, 3], [3, -1], [0, 2], [4, -1]])
    history = csr_array(np.array([[7, 0, 3, 0, 0.0]] * 5))
    whole = calibration(shown, history, CATEGORIES)
    monkeypatch.setattr(module, "BLOCK", 2)
    np.testing.assert_allclose(calibration(shown, history, CATEGORIES), whole)
