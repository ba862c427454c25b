"""Groups of cases, so that a mean cannot hide where a model fails."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from wellread.errors import InvalidInput
from wellread.models.base import Doubles, Ints

ACTIVITY = (1, 5, 20, 100)
"""Fewest events of every bucket of activity but the first."""


class Bucketing(NamedTuple):
    """Cases divided by one property; every case is in exactly one bucket."""

    name: str
    labels: tuple[str, ...]
    """Names of the buckets in the order of a table; some may hold no case."""
    of_case: Ints
    """(n_cases,) index into `labels`."""


def by_activity(n_events: Ints) -> Bucketing:
    """By the length of the history: 0, 1-4, 5-19, 20-99, 100+ events before the case.

    Args:
        n_events: (n_cases,) events that the model knows of the person at that moment.
    """
    bounded = tuple(f"{low}-{after - 1}" for low, after in pairwise(ACTIVITY))
    labels = ("0", *bounded, f"{ACTIVITY[-1]}+")
    return Bucketing("activity", labels, np.searchsorted(ACTIVITY, n_events, side="right"))


def by_popularity(targets: Sequence[Ints], counts: Doubles | Ints) -> Bucketing:
    """By the popularity of what was to be found: new, tail, middle, head.

    An item without an event before the split is new. Among the others an item is head where all that is more
    popular makes up less than a third of the events, middle below two thirds, and tail beyond: each of the
    three draws about a third of the events, and equally popular items are never parted. A case with several
    targets is where most of them are, on a draw where the less popular are.

    Args:
        targets: (n_cases,) relevant rows of each case, none empty.
        counts: (n_items,) events of each item before the split.

    Raises:
        InvalidInput: A case has no target.
    """
    labels = ("new", "tail", "middle", "head")
    levels, level = np.unique(counts, return_inverse=True)
    events = np.bincount(level, counts)
    above = events[::-1].cumsum()[::-1] - events
    thirds = np.searchsorted(events.sum() * np.array([1, 2]) / 3, above, side="right")
    of_level = np.where(levels > 0, 3 - thirds, 0)
    return Bucketing("popularity", labels, _of_most(targets, of_level[level], len(labels)))


def by_cold_start(n_events: Ints, targets: Sequence[Ints], counts: Doubles | Ints) -> Bucketing:
    """By who is met for the first time: the person (no event before), the item (most targets new), or both.

    On a draw between new and known targets the item counts as new.

    Args:
        n_events: (n_cases,) events that the model knows of the person at that moment.
        targets: (n_cases,) relevant rows of each case, none empty.
        counts: (n_items,) events of each item before the split.

    Raises:
        InvalidInput: A case has no target.
    """
    labels = ("both known", "new user", "new item", "both new")
    new_item = 1 - _of_most(targets, (counts > 0).astype(np.int64), 2)
    return Bucketing("cold start", labels, (n_events == 0) + 2 * new_item)


def by_language(targets: Sequence[Ints], languages: Sequence[str]) -> Bucketing:
    """By the language of what was to be found, codes in order of the alphabet, "unknown" for an empty one.

    A case with several targets is where most of them are.

    Args:
        targets: (n_cases,) relevant rows of each case, none empty.
        languages: (n_items,) code of each item's language, "" where it is not known.

    Raises:
        InvalidInput: A case has no target.
    """
    codes, of_item = np.unique([code or "unknown" for code in languages], return_inverse=True)
    labels = tuple(str(code) for code in codes)
    return Bucketing("language", labels, _of_most(targets, of_item, len(labels)))


def _of_most(targets: Sequence[Ints], of_item: Ints, n_labels: int) -> Ints:
    """(n_cases,) the label that most targets of a case have, the first of several."""
    lengths = np.array([len(rows) for rows in targets], np.int64)
    if not lengths.all():
        raise InvalidInput(
            f"case {int(np.argmin(lengths))} without a target",
            "at least one relevant item a case",
            "Leave out cases without a relevant item.",
        )
    cases = np.repeat(np.arange(len(lengths)), lengths)
    rows = np.concatenate([np.zeros(0, np.int64), *targets])
    votes = np.bincount(cases * n_labels + of_item[rows], minlength=len(lengths) * n_labels)
    return np.asarray(votes.reshape(len(lengths), n_labels).argmax(axis=1), np.int64)
