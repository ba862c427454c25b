"""Predicted stars against given ones: MAE and RMSE of ratings on later ratings."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.errors import InvalidInput
from wellread.evaluation.bootstrap import Interval, interval, paired
from wellread.evaluation.metrics.mae import absolute_errors
from wellread.evaluation.metrics.rmse import squared_errors
from wellread.evaluation.run import machine
from wellread.evaluation.splits.cuts import cut_time
from wellread.models.base import Doubles, Interactions, Ints, Mask
from wellread.models.ratings import Ratings
from wellread.store import Store

CASES = 1000
"""Ratings predicted at a time."""
PROTOCOL = (
    "Models are fitted on the first {fitted:.0%} of the ratings in time. Every later one is predicted from"
    " the stars that the person gave before it."
)


class Stars(NamedTuple):
    """Ratings in order of person and time."""

    users: Ints
    items: Ints
    stars: Doubles
    times: Doubles


class StarRow(NamedTuple):
    """One way to predict."""

    name: str
    mae: Interval
    """Stars."""
    rmse: Interval
    """Stars."""
    p: float
    """Two-sided, that its absolute errors are as large as those of the first row; nan for the first."""


class StarResults(NamedTuple):
    """What predicting stars came to."""

    protocol: str
    hash: str
    ratings: int
    """That were predicted."""
    people: int
    fitted: int
    """Ratings that were fitted on."""
    date: str
    machine: str
    rows: tuple[StarRow, ...]

    def saved(self) -> dict[str, Any]:
        """As JSON takes it; nan becomes null."""
        rows = [
            {"name": row.name, "mae": list(row.mae), "rmse": list(row.rmse)}
            | {"p": None if math.isnan(row.p) else row.p}
            for row in self.rows
        ]
        return {"kind": "ratings", **self._asdict(), "rows": rows}


def read(store: Store) -> Stars:
    """Every rating that somebody really gave, in order of person and time.

    Raises:
        InvalidInput: there is none.
    """
    log = store.log(synthetic=False)
    rate = log.kind_names.index("rate") if "rate" in log.kind_names else -1
    at = np.flatnonzero((log.kinds == rate) & ~np.isnan(log.values))
    if not len(at):
        raise InvalidInput(
            "a record without ratings", "events of the kind `rate` with a value", "Import some with stars."
        )
    at = at[np.lexsort((log.times[at], log.users[at]))]
    return Stars(log.users[at], log.items[at], log.values[at], log.times[at])


def evaluate(
    given: Stars,
    catalogue: Catalogue,
    share: float = 0.2,
    tell: Callable[[str, int, int], None] = lambda step, done, total: None,
    seed: int = 0,
) -> StarResults:
    """Predict the last `share` of the ratings in time: by `ratings`, by the mean of all, by the item's mean.

    Raises:
        InvalidInput: `share` is not in (0, 1), or no rating lies before the cut.
    """
    log = Interactions(given.users, given.items, np.ones(len(given.users), np.float32), given.times)
    t1 = cut_time(log, share)
    past, asked = given.times < t1, np.flatnonzero(given.times >= t1)
    users, stars = given.users[asked], given.stars[asked]
    predicted = {
        "ratings": _by_ratings(given, past, asked, catalogue, tell),
        "item mean": _item_means(given, past)[given.items[asked]],
        "global mean": np.full(len(asked), given.stars[past].mean()),
    }
    missed = {name: absolute_errors(guess, stars) for name, guess in predicted.items()}
    rows: list[StarRow] = []
    for name, errors in missed.items():
        squares = interval(squared_errors(predicted[name], stars), users, seed=seed)
        beside = paired(errors, missed["ratings"], users, seed=seed).p if rows else math.nan
        mae, rmse = interval(errors, users, seed=seed), Interval(*(math.sqrt(end) for end in squares))
        rows.append(StarRow(name, mae, rmse, beside))
    digest = hashlib.sha256(b"".join(np.ascontiguousarray(a).tobytes() for a in (*given, asked)))
    return StarResults(
        PROTOCOL.format(fitted=1 - share), digest.hexdigest()[:12], len(asked), len(np.unique(users)),
        int(past.sum()), datetime.now(UTC).isoformat(timespec="seconds"), machine(), tuple(rows),
    )  # fmt: skip


def _by_ratings(
    given: Stars,
    past: Mask,
    asked: Ints,
    catalogue: Catalogue,
    tell: Callable[[str, int, int], None],
) -> Doubles:
    """(n_asked,) each from what the person rated before; the model is that of the past throughout."""
    tell("fitting", 0, len(asked))
    model = Ratings().fit(given.users[past], given.items[past], given.stars[past], catalogue)
    begins = np.searchsorted(given.users, given.users[asked])
    earlier = _earlier(given, asked, begins)
    found = np.zeros(len(asked))
    for at in range(0, len(asked), CASES):
        tell("predicting", at, len(asked))
        part = slice(at, at + CASES)
        lengths = earlier[part]
        owner = np.repeat(np.arange(len(lengths)), lengths)
        rows = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        rows += np.repeat(begins[part], lengths)
        found[part] = model.predict_many(
            owner, given.items[rows], given.stars[rows], np.arange(len(lengths)), given.items[asked[part]]
        )
    return found


def _earlier(given: Stars, asked: Ints, begins: Ints) -> Ints:
    """(n_asked,) how many of the person's ratings lie strictly before each one in time."""
    changes = np.append(True, (np.diff(given.users) != 0) | (np.diff(given.times) != 0))
    first = np.maximum.accumulate(np.where(changes, np.arange(len(changes)), 0))
    return np.asarray(first[asked] - begins, np.int64)


def _item_means(given: Stars, past: Mask) -> Doubles:
    """(n_items,) mean stars of each item before the cut; the mean of all where it had none."""
    n = int(given.items.max()) + 1
    counts = np.bincount(given.items[past], minlength=n)
    sums = np.bincount(given.items[past], given.stars[past], minlength=n)
    return np.where(counts > 0, sums / np.maximum(counts, 1), given.stars[past].mean())
