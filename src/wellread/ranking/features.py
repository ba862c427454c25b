"""What speaks for a candidate beside the sources: its attributes against those of the history, its reviews.

Each feature is a number a candidate, 0 where nothing is known, larger where the fit is better; the learnt
ranker weighs them. Prices, years and popularity are compared by their rank among all items, so no feature
depends on a unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple, Self

import numpy as np
from scipy.sparse import csr_array

from wellread.catalogue.catalogue import Catalogue
from wellread.catalogue.columns import Column
from wellread.models.base import Doubles, Floats, Ints, Mask, Profile
from wellread.sparse import entries

LATEST = 20
"""How many events of a history are compared with."""
FADE = 0.8
"""Weight of the event before, relative to an event."""
COVERED = 0.5
"""An attribute is a feature where at least this share of the items has it."""
DISTINCT = 10
"""An attribute with fewer values is no scale."""
SPREAD = 1 / 12
"""Variance of a rank when nothing is known of somebody's taste: that of the uniform distribution."""
STRONGEST = 4.0
"""Bound of a fit: a single odd item must not outweigh everything."""
CATEGORIES = (("category", "read_category"), ("tags", "read_tags"))
"""Columns whose values are kinds of items, each with what was read where an item brings none."""
POPULARITY, CATEGORY, LANGUAGE, SENTIMENT = "popularity", "category", "language", "sentiment"
"""Features that are no attribute on a scale."""
OTHERS = {POPULARITY, LANGUAGE, SENTIMENT, "reviews", *(name for pair in CATEGORIES for name in pair)}
"""Columns that are compared in a way of their own, or not at all."""


class Attributes(NamedTuple):
    """What is compared of the items themselves."""

    ranks: dict[str, Doubles]
    """Name -> (n_items,) rank of the item's value among all items, 0 to 1; NaN where it has none."""
    categories: csr_array
    """(n_items, n_categories) float64, rows L2-normalised or zero."""
    languages: Ints
    """(n_items,) code of the item's language; -1 where unknown."""
    sentiment: Doubles
    """(n_items,) what people write of it, -1 to 1; 0: nothing, or neither."""


def attributes(catalogue: Catalogue) -> Attributes:
    """The attributes of a catalogue's items that can be compared."""
    n, ranks = len(catalogue), {}
    for name, column in sorted(catalogue.columns.items()):
        if name in OTHERS:
            continue
        values = _numbers(column, n)
        known = values[~np.isnan(values)]
        if n and len(known) >= COVERED * n and len(np.unique(known)) >= DISTINCT:
            ranks[name] = _ranks(values)
    return Attributes(ranks, _categories(catalogue), _languages(catalogue), _sentiment(catalogue))


class Features:
    """The attributes that are compared, and how popular items are.

    Args:
        own: Those of the items: the same while the catalogue is.
        popularity: (n_items,) how much each was chosen; 0: not yet.
    """

    def __init__(self, own: Attributes, popularity: Doubles) -> None:
        self._own = own
        self._popularity = popularity
        several = len(np.unique(own.languages[own.languages >= 0])) > 1
        told = (
            (POPULARITY, len(popularity) > 0), *((name, True) for name in own.ranks),
            (CATEGORY, own.categories.nnz > 0), (LANGUAGE, several), (SENTIMENT, own.sentiment.any()),
        )  # fmt: skip
        self.names = tuple(name for name, there in told if there)
        """What can be compared."""

    @classmethod
    def of(cls, catalogue: Catalogue, popularity: Doubles) -> Self:
        """Features of a catalogue, whose attributes are read once.

        Args:
            catalogue: The items.
            popularity: (n_items,) how much each was chosen; 0: not yet.
        """
        return cls(catalogue.derived(attributes), popularity)

    def before(self, sentiment: Doubles | None) -> Features:
        """The same when less had been written: what people wrote of what they chose must not foretell it.

        Args:
            sentiment: (n_rows,) of items, as it was then; None: it is no feature.
        """
        n = len(self._own.languages)
        then = np.zeros(n) if sentiment is None else np.pad(sentiment, (0, max(n - len(sentiment), 0)))[:n]
        return Features(self._own._replace(sentiment=then), self._popularity)

    @cached_property
    def _popular(self) -> Doubles:
        """(n_items,) ranks, only made where a ranker asks for them."""
        return _ranks(np.where(self._popularity > 0, self._popularity, np.nan))

    def prepare(self, names: Sequence[str]) -> None:
        """Make now what `columns` makes at the first need."""
        if POPULARITY in names:
            _ = self._popular

    def columns(self, profile: Profile, rows: Ints, names: Sequence[str]) -> Floats:
        """How well candidates fit a history.

        Args:
            profile: The history.
            rows: (n_rows,) candidates.
            names: Of the features that are asked for; one that cannot be compared is 0 for all.

        Returns:
            (n_rows, n_names) float32; 0: nothing known, as for items newer than the features.
        """
        n = len(self._own.languages)
        history, weights = _latest(profile, n)
        found = np.zeros((len(rows), len(names)), np.float32)
        if not len(history) and SENTIMENT not in names:
            return found
        known: Mask | slice = rows < n
        if len(rows) and rows.max() < n:
            known = slice(None)  # as usual; a slice is several times faster than a mask
        own = rows[known]
        for index, name in enumerate(names):
            if name in self.names and (len(history) or name == SENTIMENT):
                found[known, index] = self._column(name, history, weights, own)
        return found

    def _column(self, name: str, history: Ints, weights: Doubles, rows: Ints) -> Doubles:
        own = self._own
        if name == SENTIMENT:
            return own.sentiment[rows]
        if name == CATEGORY:
            kinds, values, counts = entries(own.categories, history)
            taste = np.bincount(kinds, np.repeat(weights, counts) * values, own.categories.shape[1])
            length = np.linalg.norm(taste)
            kinds, values, counts = entries(own.categories, rows)
            fits = values * taste[kinds] / (length or 1.0)
            return np.asarray(np.bincount(np.repeat(np.arange(len(rows)), counts), fits, len(rows)), float)
        if name == LANGUAGE:
            spoken = own.languages[rows]
            same = (spoken[:, None] == own.languages[history]) & (spoken >= 0)[:, None]
            return np.asarray(same @ (weights / weights.sum()))
        return _fit(self._popular if name == POPULARITY else own.ranks[name], history, weights, rows)


def _latest(profile: Profile, n_items: int) -> tuple[Ints, Doubles]:
    """The latest chosen rows and their faded weights."""
    chosen = (profile.weights > 0) & (profile.rows < n_items)
    rows, weights = profile.rows[chosen][:LATEST], profile.weights[chosen][:LATEST]
    return rows, weights * FADE ** np.arange(len(rows))


def _fit(ranks: Doubles, history: Ints, weights: Doubles, rows: Ints) -> Doubles:
    """Log-likelihood of each candidate's rank under a normal distribution fitted to the history.

    Mean and variance are shrunk to those of all items by one event's worth, so that somebody whose choices
    lie close together is told apart from somebody who takes anything.
    """
    own = ranks[history]
    known = ~np.isnan(own)
    own, weights = own[known], weights[known]
    if not len(own):
        return np.zeros(len(rows))
    share = weights / weights.sum()
    events = 1 / np.sum(share**2)
    mean = (events * (share @ own) + 0.5) / (events + 1)
    variance = (events * (share @ (own - mean) ** 2) + SPREAD) / (events + 1)
    fit = 0.5 * np.log(SPREAD / variance) - (ranks[rows] - mean) ** 2 / (2 * variance)
    fit[np.isnan(fit)] = 0.0
    return np.asarray(np.clip(fit, -STRONGEST, STRONGEST))


def _ranks(values: Doubles) -> Doubles:
    """Rank of each value among the known ones, 0 to 1, equal values alike; NaN stays."""
    known = ~np.isnan(values)
    distinct, place, counts = np.unique(values[known], return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - counts / 2
    ranks = np.full(len(values), np.nan)
    ranks[known] = middle[place] / max(known.sum(), 1) if len(distinct) else np.nan
    return ranks


def _numbers(column: Column, n_items: int) -> Doubles:
    """(n_items,) the number each item has in a column; NaN for none."""
    values = np.full(n_items, np.nan)
    numbers, rows = column.numbers.view, column.rows.view
    held = np.isfinite(numbers) & (rows < n_items)
    values[rows[held]] = numbers[held]
    return values


def _categories(catalogue: Catalogue) -> csr_array:
    rows, codes, offset = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], 0
    for names in CATEGORIES:
        kinds: dict[str | bool, int] = {}
        for column in (catalogue.columns[name] for name in names if name in catalogue.columns):
            held = column.codes.view >= 0
            place = [offset + kinds.setdefault(value, len(kinds)) for value in column.vocabulary]
            rows.append(column.rows.view[held])
            codes.append(np.array(place, np.int64)[column.codes.view[held]])
        offset += len(kinds)
    at = np.concatenate(rows), np.concatenate(codes)
    there = at[0] < len(catalogue)
    found = csr_array(
        (np.ones(int(there.sum())), (at[0][there], at[1][there])), shape=(len(catalogue), offset)
    )
    lengths = np.sqrt(np.asarray(found.multiply(found).sum(axis=1)))
    found.data /= np.repeat(lengths, np.diff(found.indptr))
    return found


def _sentiment(catalogue: Catalogue) -> Doubles:
    column = catalogue.columns.get(SENTIMENT)
    if column is None:
        return np.zeros(len(catalogue))
    return np.clip(np.nan_to_num(_numbers(column, len(catalogue))), -1.0, 1.0)


def _languages(catalogue: Catalogue) -> Ints:
    codes = np.full(len(catalogue), -1, np.int64)
    column = catalogue.columns.get("language")
    if column is not None:
        held = column.codes.view >= 0
        codes[column.rows.view[held]] = column.codes.view[held]
    return codes
