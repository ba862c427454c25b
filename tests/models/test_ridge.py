"""The neighbourhood ridge against its definition, target by target."""

from __future__ import annotations

import os

import numpy as np
import pytest
from scipy.sparse import csr_array

from wellread.models import ridge
from wellread.models.base import Doubles
from wellread.sparse import Layered, empty

N, LAMBDA = 40, 3.0


def world(seed: int = 0) -> tuple[csr_array, csr_array, csr_array, Doubles]:
    """G and R of random people, S of random likeness, mu."""
    rng = np.random.default_rng(seed)
    x = (rng.random((80, N)) < 0.2).astype(np.float64)
    y = (rng.random((80, N)) < 0.1).astype(np.float64)
    likeness = rng.random((N, N)) * (rng.random((N, N)) < 0.2)
    np.fill_diagonal(likeness, 0)
    return csr_array(x.T @ x), csr_array(y.T @ x), csr_array(likeness.astype(np.float32)), rng.random(N)


def definition(gram: Doubles, wanted: Doubles, target: int, mu: float, m: int) -> Doubles:
    """One target's weights over all items, as the head of the module says."""
    gain = wanted / np.sqrt(np.diag(gram) + LAMBDA + mu)
    gain[target] = 0
    chosen = np.argsort(-gain)[:m]
    chosen = chosen[gain[chosen] > 0]
    system = gram[np.ix_(chosen, chosen)] + (LAMBDA + mu) * np.eye(len(chosen))
    weights = np.zeros(len(gram))
    weights[chosen] = np.linalg.solve(system, wanted[chosen])
    return weights


@pytest.mark.parametrize("m", [1, 5, 100])
@pytest.mark.parametrize(("cells", "chunk"), [(1, 3), (2**10, 4), (2**26, 1024)])
def test_it_is_what_it_says(m: int, cells: int, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ridge, "CELLS", cells)
    monkeypatch.setattr(ridge, "CHUNK", chunk)
    gram, cross, prior, mu = world()
    targets = np.array([0, 3, 4, 17, 38, 39])
    found = ridge.solve(Layered.of(gram), Layered.of(cross), prior, targets, mu, LAMBDA, m)
    assert found.shape == (N, 6)
    assert found.dtype == np.float32
    wanted = cross.toarray() + mu[:, None] * prior.toarray()
    for column, j in enumerate(targets):
        expected = definition(gram.toarray(), wanted[j], j, mu[j], m)
        np.testing.assert_allclose(found.toarray()[:, column], expected, atol=1e-6)


def test_targets_that_nothing_came_with_have_no_weights() -> None:
    gram = csr_array(np.diag(np.arange(3.0)))
    found = ridge.solve(Layered.of(gram), Layered.of(gram), empty(3, 3), np.arange(3), np.ones(3), 1.0, 5)
    assert (found.shape, found.nnz) == ((3, 3), 0)
    none = ridge.solve(
        Layered.of(gram), Layered.of(gram), empty(3, 3), np.zeros(0, np.int64), np.ones(3), 1.0, 5
    )
    assert none.shape == (3, 0)


@pytest.mark.parametrize("cores", [1, 2, 7])
def test_the_number_of_cores_changes_no_bit(cores: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ridge, "CHUNK", 3)
    gram, cross, prior, mu = world()
    usual = ridge.solve(Layered.of(gram), Layered.of(cross), prior, np.arange(N), mu, LAMBDA, 8)
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    found = ridge.solve(Layered.of(gram), Layered.of(cross), prior, np.arange(N), mu, LAMBDA, 8)
    np.testing.assert_array_equal(found.toarray(), usual.toarray())


def test_an_entry_on_one_side_of_the_diagonal_is_enough() -> None:
    gram, cross, prior, mu = world()
    whole = ridge.solve(Layered.of(gram), Layered.of(cross), prior, np.arange(N), mu, LAMBDA, 8)
    half = csr_array(np.triu(gram.toarray()))
    found = ridge.solve(Layered.of(half), Layered.of(cross), prior, np.arange(N), mu, LAMBDA, 8)
    np.testing.assert_array_equal(found.toarray(), whole.toarray())


def test_systems_stay_positive_definite_when_most_of_them_is_left_out() -> None:
    """Everybody likes the same things: G is large everywhere, and a tenth of it is kept."""
    rng = np.random.default_rng(1)
    x = (rng.random((2000, N)) < 0.6).astype(np.float64)
    whole = x.T @ x
    gain = whole / np.sqrt(np.diag(whole) + LAMBDA)
    np.fill_diagonal(gain, np.inf)
    limits = np.sort(gain, axis=1)[:, -N // 10]
    kept = csr_array(np.where(gain > limits[:, None], whole, 0))
    nothing = empty(N, N), np.arange(N), np.zeros(N), LAMBDA, 30
    wild = ridge.solve(Layered.of(kept), Layered.of(csr_array(whole)), *nothing)
    tame = ridge.solve(Layered.of(kept), Layered.of(csr_array(whole)), *nothing, limits)
    assert np.abs(wild.data).max() > 1
    assert 0 < tame.data.min() < tame.data.max() < 0.2
