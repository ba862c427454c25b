from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array
from tests.conformance import worlds

from wellread.evaluation.baselines import als
from wellread.evaluation.baselines.als import ALS


@pytest.mark.parametrize("cells", [7, 100_000])
def test_solves_each_vector_as_the_formula_says(cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However they are put together into batches."""
    monkeypatch.setattr(als, "CELLS", cells)
    rng = np.random.default_rng(0)
    other = rng.standard_normal((6, 3)).astype(np.float32)
    weights = np.array([[1, 0, 0.5, 0, 0, 0], [0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 0, 1], [0, 0, 0, 0, 2, 0]])
    model = ALS(rank=3, unobserved=0.2, ridge=0.05, power=0.5)
    found = model.solved(csr_array(weights.astype(np.float32)), other)
    for own, row in zip(found, weights, strict=True):
        scale = row.sum() + 0.2 * 6
        system = other.T @ np.diag(row) @ other + 0.2 * other.T @ other + 0.05 * scale**0.5 * np.eye(3)
        expected = np.linalg.solve(system, other.T @ row)
        np.testing.assert_allclose(own, expected, rtol=1e-4, atol=1e-6)


def test_every_sweep_lowers_the_loss() -> None:
    log = worlds.log()
    x = np.zeros((60, 20))
    x[log.users, log.items] = 1
    losses = []
    for sweeps in (1, 2, 4, 8):
        model = ALS(rank=4, unobserved=0.3, ridge=0.01, sweeps=sweeps).fit(log, worlds.catalogue())
        users = model.solved(csr_array(x.astype(np.float32)), model.items)
        scores = users @ model.items.T
        losses.append(
            (x * (1 - scores) ** 2).sum()
            + 0.3 * (scores**2).sum()
            + 0.01 * ((x.sum(axis=1) + 0.3 * 20) * (users**2).sum(axis=1)).sum()
            + 0.01 * ((x.sum(axis=0) + 0.3 * 60) * (model.items**2).sum(axis=1)).sum()
        )
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < losses[0]


def test_same_seed_same_vectors() -> None:
    one, two, other = (ALS(rank=4, seed=seed).fit(worlds.log(), worlds.catalogue()) for seed in (0, 0, 1))
    np.testing.assert_array_equal(one.items, two.items)
    assert not np.allclose(one.items, other.items)
