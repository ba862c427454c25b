"""Learning on: cases in blocks of time, and before each block what happened until then."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from wellread.errors import InvalidInput
from wellread.evaluation.split import Split
from wellread.models.base import NOTHING, Doubles, Interactions, Ints


class Block(NamedTuple):
    """Cases that are answered by the same models."""

    start: int
    split: Split
    before: Interactions
    """Histories of the people with new events, as they were learnt so far; empty in the first block."""
    after: Interactions
    """The same histories with everything that happened before the block's first case."""
    known: Interactions
    """Everybody's histories until then."""


def blocks(split: Split, n: int) -> Iterator[Block]:
    """The cases cut into `n` blocks of equal size in time; 0: one block, before which nothing is learnt.

    Raises:
        InvalidInput: `n` is negative or above the number of cases, or the split has no events to learn from.
    """
    check(split, n)
    learnt = split.train
    edges = np.linspace(0, len(split), max(n, 1) + 1).astype(int).tolist()
    for start, end in pairwise(edges):
        inside = np.zeros(len(split), bool)
        inside[start:end] = True
        if not n:
            yield Block(start, split, NOTHING, NOTHING, learnt)
            return
        known = joined(split.train, split.later.where(split.later.times < split.times[start]))
        changed = _changed(learnt, known)
        yield Block(
            start,
            split.where(inside),
            learnt.where(np.isin(learnt.users, changed)),
            known.where(np.isin(known.users, changed)),
            known,
        )
        learnt = known


def joined(first: Interactions, then: Interactions) -> Interactions:
    """One log of both; people have the same index in both."""
    parts = first, then
    segments = max(first.segments, then.segments, key=len)
    users, items = (np.concatenate([getattr(p, name) for p in parts]) for name in ("users", "items"))
    weights, times = (np.concatenate([getattr(p, name) for p in parts]) for name in ("weights", "times"))
    return Interactions.of(users, items, weights, times, segments)


def _changed(before: Interactions, after: Interactions) -> Ints:
    """Who has more events than before."""
    n = max(before.n_users, after.n_users)
    counts = (np.bincount(log.users, minlength=n) for log in (before, after))
    return np.flatnonzero(np.subtract(*counts))


def check(split: Split, n: int) -> None:
    """Whether the cases can be cut into `n` blocks and learnt on.

    Raises:
        InvalidInput: see `blocks`.
    """
    if not 0 <= n <= len(split):
        raise InvalidInput(
            f"learning in {n} blocks of {len(split)} cases",
            "a number from 0 to that of cases",
            "Choose, say, 10.",
        )
    if n and not len(split.later):
        raise InvalidInput(
            f"learning on in the split '{split.name}', which has no order in time",
            "a split with events after those that are fitted on",
            "Leave learning at 0, or use the split `replay`.",
        )
    newest: Doubles = split.train.times
    if n and len(newest) and split.later.times.min() < newest.max():
        raise InvalidInput(
            f"the split '{split.name}', whose later events begin before the last that is fitted on",
            "events to learn from that come after those that are fitted on",
            "Cut the log at one moment.",
        )
