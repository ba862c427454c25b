"""How pairs are cut into batches in which every other item is a true negative."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator

import numpy as np

from wellread.finetune.pairs import Pairs

Batch = list[tuple[int, int]]
"""Rows of items consumed together."""


def batches(pairs: Pairs, size: int, seed: int) -> Iterator[Batch]:
    """The batches of one pass over the pairs, in an order and direction drawn by `seed`.

    No item stands twice in a batch, and no two items of different pairs were ever consumed together: they
    would be pushed apart although they belong together. Pairs that fit into no full batch are left out of
    this pass; if none is full, the first is given as it is.

    Args:
        pairs: At least one.
        size: Pairs in a batch, at least 2.
        seed: The same seed, the same batches.
    """
    partners: dict[int, set[int]] = defaultdict(set)
    for one, other in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True):
        partners[one] |= {one, other}
        partners[other] |= {one, other}
    random = np.random.default_rng(seed)
    order = random.permutation(len(pairs))
    sides = np.stack([pairs.left[order], pairs.right[order]], axis=1)
    turned = random.random(len(pairs)) < 0.5
    sides[turned] = sides[turned, ::-1]
    left = deque((one, other) for one, other in sides.tolist())
    made = _next(left, partners, size)
    if len(made) > 1:
        yield made
    while len(made) == size and len(made := _next(left, partners, size)) == size:
        yield made


def _next(left: deque[tuple[int, int]], partners: dict[int, set[int]], size: int) -> Batch:
    """The first pairs of `left` that go together, taken out of it."""
    chosen: Batch = []
    skipped: Batch = []
    barred: set[int] = set()
    while left and len(chosen) < size:
        one, other = left.popleft()
        if one in barred or other in barred:
            skipped.append((one, other))
            continue
        chosen.append((one, other))
        barred |= partners[one] | partners[other]
    left.extendleft(reversed(skipped))
    return chosen
