"""Rows by bucket of cases: where a contender is good, and where it is not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.evaluation import buckets
from wellread.evaluation.bootstrap import interval, paired
from wellread.evaluation.buckets import Bucketing
from wellread.evaluation.results import Bucket, Cell, Row, Table
from wellread.evaluation.split import Split
from wellread.models.base import Doubles, Ints, Mask

DRAWS = 1000
"""Bootstrap samples of a bucket: there are many buckets."""
FIRST = 5
"""A new person's events up to this one are the beginning."""


def bucketings(split: Split, catalogue: Catalogue, counts: Doubles) -> list[Bucketing]:
    """Every way to divide the cases that puts them into more than one bucket.

    Args:
        split: The cases.
        catalogue: The items.
        counts: (n_items,) events of each item that were fitted on.
    """
    found = [
        buckets.by_activity(split.activity),
        buckets.by_popularity(split.targets, counts),
        buckets.by_cold_start(split.activity, split.targets, counts),
        by_arrival(split),
        buckets.by_language(split.targets, languages(catalogue)),
    ]
    return [one for one in found if len(np.unique(one.of_case)) > 1]


def by_arrival(split: Split) -> Bucketing:
    """By whether the person was there when the models were fitted, and if not, how long they have been here.

    A person is new without an event in what is fitted on. Their events up to the `FIRST`th are apart, and the
    very first, before which nothing is known of them.
    """
    new = ~np.isin(split.users, split.train.users)
    labels = "in the fit", "new, first event", f"new, events 2-{FIRST}", "new, later"
    return Bucketing("arrival", labels, new * (1 + np.searchsorted([1, FIRST], split.activity, side="right")))


def languages(catalogue: Catalogue) -> list[str]:
    """(n_items,) code of each item's language, "" where the item names none."""
    found, column = [""] * len(catalogue), catalogue.columns.get("language")
    if column is not None:
        words = list(column.vocabulary)
        for row, code in zip(column.rows.view.tolist(), column.codes.view.tolist(), strict=True):
            if code >= 0:
                found[row] = str(words[code])
    return found


def table(found: Bucketing, rows: Sequence[Row], metric: str, users: Ints, seed: int) -> Table:
    """Every row's mean in every bucket that holds cases, and its difference from the first row there."""
    filled = [
        _bucket(label, found.of_case == index, rows, metric, users, seed)
        for index, label in enumerate(found.labels)
        if (found.of_case == index).any()
    ]
    return Table(found.name, tuple(filled))


def _bucket(label: str, inside: Mask, rows: Sequence[Row], metric: str, users: Ints, seed: int) -> Bucket:
    own, first = users[inside], rows[0].cases[metric][inside]
    cells = []
    for row in rows:
        values = row.cases[metric][inside]
        value = interval(values, own, draws=DRAWS, seed=seed)
        beside = paired(values, first, own, draws=DRAWS, seed=seed).difference if row is not rows[0] else None
        cells.append(Cell(row.name, value, beside))
    return Bucket(label, int(inside.sum()), len(np.unique(own)), tuple(cells))
