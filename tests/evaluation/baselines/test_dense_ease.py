from __future__ import annotations

import numpy as np
import pytest
from tests.conformance import worlds

from wellread.errors import InvalidInput
from wellread.evaluation.baselines import dense_ease
from wellread.evaluation.baselines.dense_ease import DenseEASE


@pytest.mark.parametrize("block", [3, 1024])
def test_equals_the_formula(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense_ease, "BLOCK", block)
    log = worlds.log()
    model = DenseEASE(ridge=2.0, decay=0.5).fit(log, worlds.catalogue())
    x = np.zeros((60, 20))
    x[log.users, log.items] = 1
    p = np.linalg.inv(x.T @ x + 2.0 * np.eye(20))
    expected = -p / np.diag(p)
    np.fill_diagonal(expected, 0)
    np.testing.assert_allclose(model.weights, expected, atol=1e-5)
    np.testing.assert_allclose(model.score(worlds.profile(4, 2)), expected[4] + expected[2] / 2, atol=1e-5)


def test_is_the_least_squares_solution() -> None:
    """Of regressing each item's column on all others."""
    log = worlds.log(seed=3)
    model = DenseEASE(ridge=0.7).fit(log, worlds.catalogue())
    x = np.zeros((60, 20))
    x[log.users, log.items] = 1
    others = np.arange(20) != 6
    alone = np.linalg.solve(x[:, others].T @ x[:, others] + 0.7 * np.eye(19), x[:, others].T @ x[:, 6])
    np.testing.assert_allclose(model.weights[others, 6], alone, atol=1e-5)


def test_too_many_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense_ease, "MOST", 19)
    with pytest.raises(
        InvalidInput, match=r"20 items.*GB; expected at most 19\. Compare with `item_to_item`"
    ):
        DenseEASE().fit(worlds.log(), worlds.catalogue())


def test_a_ridge_below_rounding() -> None:
    with pytest.raises(InvalidInput, match="larger ridge"):
        DenseEASE(ridge=-1000).fit(worlds.log(), worlds.catalogue())
