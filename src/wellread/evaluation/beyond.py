"""What lists are like beside being right: known or new, alike or different, for all items or for few."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from wellread.catalogue.catalogue import Catalogue
from wellread.catalogue.columns import Column
from wellread.evaluation.metrics.calibration import calibration
from wellread.evaluation.metrics.coverage import coverage
from wellread.evaluation.metrics.gini import gini
from wellread.evaluation.metrics.intra_list_diversity import intra_list_diversity
from wellread.evaluation.metrics.novelty import novelty
from wellread.evaluation.metrics.popularity_deciles import popularity_deciles
from wellread.evaluation.metrics.serendipity import serendipity
from wellread.evaluation.split import Split
from wellread.models.base import Doubles, Ints, Mask
from wellread.sparse import resized

PLACES = 10
"""Places of a list that are looked at; fewer in a catalogue of fewer items."""
NAMES = ("filled", "coverage", "gini", "novelty", "diversity", "serendipity", "calibration")
"""`filled`: share of all places that hold an item; the others as in `evaluation.metrics`."""


class Surroundings(NamedTuple):
    """What the lists of every contender are set against."""

    counts: Doubles
    """(n_items,) events of positive weight that were fitted on."""
    vectors: csr_array
    """(n_items, n_features)"""
    history: csr_array
    """(n_cases, n_items) weights of what each person had chosen."""
    categories: csr_array | None
    """(n_items, n_categories), rows add up to 1 or 0; None if there are neither categories nor tags."""
    expected: Ints | None
    """(n_cases, PLACES) what a list by popularity shows; None if nobody made one."""


def surroundings(split: Split, catalogue: Catalogue) -> Surroundings:
    """What can be said before the first list is made; `expected` is None."""
    n = len(catalogue)
    chosen = split.train.items[split.train.weights > 0]
    vectors = resized(catalogue.vectors, n, catalogue.vectors.shape[1])
    counts = np.bincount(chosen, minlength=n).astype(np.float64)
    return Surroundings(counts, vectors, _history(split, n), categories(catalogue), None)


def beyond(shown: Ints, hits: Mask, around: Surroundings) -> tuple[dict[str, float], Doubles]:
    """The values by `NAMES`, means over the cases that have one, and the deciles of popularity.

    Args:
        shown: (n_cases, at least `PLACES` or all items) catalogue rows, -1 beyond the end of a shorter list.
        hits: The same shape, bool: which places hold a relevant item.
        around: What they are set against.
    """
    top, right, n = shown[:, :PLACES], hits[:, :PLACES], len(around.counts)
    found = {
        "filled": float((top >= 0).mean()),
        "coverage": coverage(top, n),
        "gini": gini(top, n),
        "novelty": _mean(novelty(top, around.counts)),
        "diversity": _mean(intra_list_diversity(top, around.vectors)),
        "serendipity": np.nan,
        "calibration": np.nan,
    }
    if around.expected is not None:
        found["serendipity"] = _mean(serendipity(top, right, around.expected, top.shape[1]))
    if around.categories is not None:
        found["calibration"] = _mean(calibration(top, around.history, around.categories))
    return found, popularity_deciles(top, around.counts)


def categories(catalogue: Catalogue) -> csr_array | None:
    """(n_items, n_categories) the share that each category has in an item: its category, else its tags."""
    for name in ("category", "tags"):
        column = catalogue.columns.get(name)
        if column is not None and column.has_texts:
            return _shares(column, len(catalogue))
    return None


def _shares(column: Column, n_items: int) -> csr_array:
    rows, codes = column.rows.view, column.codes.view
    there = codes >= 0
    shape = n_items, len(column.vocabulary)
    found = csr_array((np.ones(there.sum()), (rows[there], codes[there])), shape=shape)
    found.data /= np.repeat(found.sum(axis=1), np.diff(found.indptr))
    return found


def _history(split: Split, n_items: int) -> csr_array:
    own = [(p.rows[p.weights > 0], p.weights[p.weights > 0]) for p in split.profiles]
    starts = np.concatenate([[0], np.cumsum([len(rows) for rows, _ in own], dtype=np.int64)])
    rows, weights = (np.concatenate(parts) for parts in zip(*own, strict=True))
    return csr_array((weights, rows, starts), shape=(len(own), n_items))


def _mean(values: Doubles) -> float:
    defined = values[~np.isnan(values)]
    return float(defined.mean()) if len(defined) else float("nan")
