"""The neighbourhood ridge: for each target item j a small regression over its neighbourhood N(j).

    (G_NN + (lambda + mu_j) I) w_j = R_Nj + mu_j S_Nj

G: Gram matrix of behaviour, R: co-consumption or transition counts, S: similarity of the texts.
Where there is much behaviour R decides; where there is none (a new item) S does.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array, vstack
from threadpoolctl import threadpool_limits

from wellread.models.base import Doubles, Floats, Ints
from wellread.sparse import Layered, empty

CELLS = 2**26
"""Cells of the systems that are put together at a time: 2^26 floats are 256 MiB."""
CHUNK = 1024
"""Targets that one core takes at a time."""


def solve(
    gram: Layered,
    cross: Layered,
    prior: csr_array,
    targets: Ints,
    mu: Doubles,
    ridge: float,
    neighbours: int,
    limits: Doubles | None = None,
) -> csr_array:
    """Solve the regressions of `targets` on all cores; how many there are changes no bit.

    Args:
        gram: (n_items, n_items) G, symmetric but for what was left out on one side of the diagonal.
        cross: (n_items, n_items) R, row j: what came with target j. Its diagonal is ignored: an item does
            not explain itself.
        prior: (n_items, n_items) S, row j: the items whose texts are like that of j.
        targets: (n_targets,) rows to solve for.
        mu: (n_items,) strength of the prior for each target.
        ridge: lambda, > 0.
        neighbours: m, the most items in N(j).
        limits: (n_items,) of row a of G, entries up to limits[a] sqrt(G_bb + ridge) may be left out.

    Returns:
        (n_items, n_targets) float32: column j holds w_j.
    """
    if not len(targets):
        return empty(gram.base.shape[0], 0)
    curvature = gram.diagonal() + ridge
    most = min(neighbours, len(curvature))
    size = max(CELLS // most**2, 1)
    solved: list[csr_array] = []

    def choose(own: Ints) -> tuple[Ints, Doubles]:
        return _neighbourhoods(_wanted(cross, prior, own, mu), own, curvature, mu, most)

    def weigh(own: Ints, found: tuple[Ints, Doubles], blocks: Floats) -> csr_array:
        return _weights(blocks, *found, curvature, mu[own], limits)

    with threadpool_limits(1), ThreadPoolExecutor(os.cpu_count()) as pool:
        for group in np.split(targets, range(size, len(targets), size)):
            ends = range(CHUNK, len(group), CHUNK)
            chunks = np.split(group, ends)
            found = list(pool.map(choose, chunks))
            blocks = _submatrices(gram, np.concatenate([members for members, _ in found]))
            solved += pool.map(weigh, chunks, found, np.split(blocks, ends))
    return csr_array(vstack(solved).T)


def _wanted(cross: Layered, prior: csr_array, own: Ints, mu: Doubles) -> csr_array:
    """(n_own, n_items) right-hand sides R_j + mu_j S_j over all items."""
    pull = prior[own]
    pull.data = pull.data * np.repeat(mu[own], np.diff(pull.indptr))
    return csr_array(cross.rows(own) + pull)


def _neighbourhoods(
    wanted: csr_array, own: Ints, curvature: Doubles, mu: Doubles, most: int
) -> tuple[Ints, Doubles]:
    """N(j) of each target and its right-hand side: (n_own, most) each, filled up with n_items and 0.

    One coordinate alone lowers the loss by b_i^2 / 2 A_ii, so the items with the largest
    b_i / sqrt(A_ii) are taken.
    """
    target = np.repeat(own, np.diff(wanted.indptr))
    gain = wanted.data / np.sqrt(curvature[wanted.indices] + mu[target])
    gain[wanted.indices == target] = 0
    members, right = np.full((len(own), most), len(curvature)), np.zeros((len(own), most))
    for j, (begin, end) in enumerate(pairwise(wanted.indptr.tolist())):
        best = _largest(gain[begin:end], most) + begin
        members[j, : len(best)] = wanted.indices[best]
        right[j, : len(best)] = wanted.data[best]
    return members, right


def _largest(gain: Doubles, most: int) -> Ints:
    """Where the `most` largest are, above 0; of equal ones the first, whatever the others are.

    So N(j) of a fit is N(j) of an update that left j alone.
    """
    least = -np.partition(-gain, most - 1)[most - 1] if len(gain) > most else 0.0
    larger = np.flatnonzero(gain > max(least, 0.0))
    equal = np.flatnonzero(gain == least)[: most - len(larger)] if least > 0 else larger[:0]
    return np.concatenate([larger, equal])


def _submatrices(gram: Layered, members: Ints) -> Floats:
    """G_NN of each neighbourhood: (n, m, m) float32, 0 where a member is n_items.

    Each row of G is spread out once, and all neighbourhoods that hold its item read it. Looking the entries
    up one by one took 600 ns each and most of the fit.
    """
    n, size = gram.base.shape[0], members.shape[1]
    blocks = np.zeros((members.size, size), np.float32)
    row = np.zeros(n + 1, np.float32)
    order = np.argsort(members, axis=None, kind="stable")
    holders = order // size
    items, begins = np.unique(members.ravel()[order], return_index=True)
    ends = np.append(begins[1:], len(order))
    # the diagonal is put in later: rows with nothing else need no visit
    base, added = gram
    told = np.append(np.diff(base.indptr) + np.diff(added.indptr), 0)[items] > 1
    items, begins, ends = items[told], begins[told], ends[told]
    for item, first, last in zip(items.tolist(), begins.tolist(), ends.tolist(), strict=True):
        old, new = slice(*base.indptr[item : item + 2]), slice(*added.indptr[item : item + 2])
        columns, more = base.indices[old], added.indices[new]
        row[columns] = base.data[old]
        row[more] = np.maximum(row[more] + added.data[new], 0)
        blocks[order[first:last]] = row.take(members.take(holders[first:last], axis=0))
        row[columns] = 0
        row[more] = 0
    return blocks.reshape(-1, size, size)


def _weights(
    blocks: Floats, members: Ints, right: Doubles, curvature: Doubles, mu: Doubles, limits: Doubles | None
) -> csr_array:
    """(n_own, n_items) float32: the solution of each target in its row."""
    systems = np.maximum(blocks, blocks.transpose(0, 2, 1)).astype(np.float64)
    step = np.arange(members.shape[1])
    diagonal = np.append(curvature, 1)[members] + mu[:, None]
    if limits is not None and limits.any():
        diagonal += _left_out(systems, np.append(limits, 0)[members], np.append(curvature, 0)[members])
    systems[:, step, step] = diagonal
    weights = np.linalg.solve(systems, right[:, :, None])[:, :, 0]
    real = members < len(curvature)
    starts = np.concatenate([[0], np.cumsum(real.sum(axis=1))])
    entries = weights[real].astype(np.float32), members[real], starts
    return csr_array(entries, shape=(len(members), len(curvature)))


def _left_out(systems: Doubles, limits: Doubles, curvature: Doubles) -> Doubles:
    """(n, m): for each row of the systems the most that the entries which were left out can add up to.

    On the diagonal it keeps a system positive definite (Gershgorin): without it, a dense log with most of G
    left out gave weights in the thousands.
    """
    most = limits[:, :, None] * np.sqrt(curvature)[:, None, :]
    most = np.minimum(most, most.transpose(0, 2, 1))
    step = np.arange(systems.shape[1])
    most[:, step, step] = 0
    return np.asarray(np.where(systems > 0, 0, most).sum(axis=2))
