"""Sums put together from blocks of rows: whole ones, on any number of cores, within their room."""

from __future__ import annotations

import os

import numpy as np
import pytest
from scipy.sparse import csr_array, random_array

from wellread.models import counting
from wellread.models.base import Ints
from wellread.models.counting import Counted, add_up
from wellread.sparse import empty


def people(n_users: int = 300, n_items: int = 60, seed: int = 0) -> csr_array:
    rng = np.random.default_rng(seed)
    liked = rng.random((n_users, n_items)) < np.geomspace(0.5, 0.01, n_items)
    return csr_array(liked.astype(np.float32))


def counted(x: csr_array, room: int = 10**9) -> Counted:
    items = csr_array(x.T.tocsr())
    reach = (items @ np.diff(x.indptr)).astype(np.int64)
    return add_up(lambda rows: items[rows] @ x, reach, np.diff(items.indptr) + 5.0, room, np.float32)


@pytest.mark.parametrize("block", [1, 100, 10**9])
def test_blocks_make_the_whole_product(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "BLOCK", block)
    x = people()
    found = counted(x)
    assert found.matrix.dtype == np.float32
    assert found.matrix.has_canonical_format
    np.testing.assert_array_equal(found.matrix.toarray(), (x.T @ x).toarray())
    assert found.dropped == 0
    assert not found.limits.any()


def test_rows_without_anything_are_empty() -> None:
    none = counted(empty(4, 7))
    assert (none.matrix.shape, none.matrix.nnz, none.dropped) == ((7, 7), 0, 0)
    assert counted(empty(0, 0)).matrix.shape == (0, 0)
    some = people()[:, ::2]
    x = csr_array((some.data, some.indices * 2, some.indptr), shape=(300, 60))
    np.testing.assert_array_equal(counted(x).matrix.toarray(), (x.T @ x).toarray())


@pytest.mark.parametrize("room", [200, 900, 2000])
def test_long_rows_are_cut_to_the_room_and_keep_what_tells_most(room: int) -> None:
    x = people()
    whole, found = (x.T @ x).toarray().astype(np.float64), counted(x, room)
    assert 0.9 * room <= found.matrix.nnz <= room
    assert found.dropped == pytest.approx(1 - found.matrix.nnz / np.count_nonzero(whole))
    kept = found.matrix.toarray()
    np.testing.assert_array_equal(kept[kept > 0], whole[kept > 0])
    np.testing.assert_array_equal(np.diag(kept), np.diag(whole))
    gain = whole / np.sqrt(np.diag(whole) + 5.0)
    gone = np.where(kept > 0, 0, gain)
    np.testing.assert_allclose(gone.max(axis=1), found.limits)
    longest = np.diff(found.matrix.indptr).max()
    for row in np.flatnonzero(found.limits):
        others = (kept[row] > 0) & (np.arange(60) != row)
        assert gain[row, others].min() >= found.limits[row]
        assert np.count_nonzero(kept[row]) == longest


def test_a_sample_of_rows_tells_the_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "SAMPLE", 12)
    found = counted(people(), 900)
    assert 0.8 * 900 <= found.matrix.nnz <= 1.2 * 900


def test_entries_beyond_what_was_expected_are_kept_too() -> None:
    entries = counting._Entries(5, np.float64)
    parts = [csr_array(random_array((3, 9), density=0.5, rng=np.random.default_rng(i))) for i in range(4)]
    for part in parts:
        entries.append(part)
    np.testing.assert_array_equal(entries.data, np.concatenate([part.data for part in parts]))
    np.testing.assert_array_equal(entries.indices, np.concatenate([part.indices for part in parts]))


@pytest.mark.parametrize("cores", [1, 2, 7])
def test_the_number_of_cores_changes_no_bit(cores: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "BLOCK", 500)
    usual = counted(people(), 900)
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    found = counted(people(), 900)
    for one, two in ((usual.matrix.data, found.matrix.data), (usual.matrix.indices, found.matrix.indices)):
        np.testing.assert_array_equal(one, two)
    np.testing.assert_array_equal(usual.limits, found.limits)


def test_a_failure_in_a_block_is_told() -> None:
    def broken(rows: Ints) -> csr_array:
        raise MemoryError

    with pytest.raises(MemoryError):
        add_up(broken, np.ones(3, np.int64), np.ones(3), 10, np.float32)
