"""How sure a figure is: people are drawn again, with all their cases (cluster bootstrap).

Cases of one person are not independent, so a case is never drawn alone. Efron and Tibshirani, "An
Introduction to the Bootstrap", 1993, chapters 8 and 13; Davison and Hinkley, "Bootstrap Methods", 1997,
section 3.8.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from wellread.errors import InvalidInput
from wellread.models.base import Doubles, Ints

DRAWS = 2000
AT_ONCE = 1_000_000
"""Numbers drawn into memory at a time."""
TAILS = (0.025, 0.975)
"""The ends of a 95 % percentile interval."""


class Interval(NamedTuple):
    """A mean and its 95 % interval; the ends are nan where one person alone was seen."""

    mean: float
    low: float
    high: float


class Comparison(NamedTuple):
    """What we score less, and over, what they score on the same cases."""

    difference: Interval
    ratio: Interval
    """Ours / theirs; nan if theirs is not positive, its ends also if theirs is not positive in every draw."""
    p: float
    """Two-sided, of no difference; at least 2 / (draws + 1)."""


def interval(
    values: Doubles, users: Ints, *, by_user: bool = False, draws: int = DRAWS, seed: int = 0
) -> Interval:
    """The mean over cases and its 95 % percentile interval over people.

    With few people (below twenty or so) such an interval is too narrow; with one nothing is known of how
    people differ, and its ends are nan.

    Args:
        values: (n_cases,) one metric's value of each case.
        users: (n_cases,) whose case it is.
        by_user: The mean of people's means, so that the active weigh no more than others.
        draws: Number of bootstrap samples.
        seed: The same seed gives the same interval.

    Raises:
        InvalidInput: No case, a value that is nan or infinite, or arrays of different lengths.
    """
    sums = _per_user(users, by_user, values)
    means = _means(sums, draws, seed)[:, 0]
    return _around(_mean(sums)[0], means, len(sums))


def paired(
    ours: Doubles,
    theirs: Doubles,
    users: Ints,
    *,
    by_user: bool = False,
    draws: int = DRAWS,
    seed: int = 0,
) -> Comparison:
    """Two models on the same cases: difference and ratio of their means, over the same draws of people.

    p is twice the smaller share of draws on either side of 0, each share counted with one draw more, at most
    1; so it falls below .05 about where the interval of the difference leaves out 0. With one person it is 1.

    Args:
        ours: (n_cases,) one metric's value of each case.
        theirs: (n_cases,) the other model's values of the same cases.
        users: (n_cases,) whose case it is.
        by_user: The means of people's means, so that the active weigh no more than others.
        draws: Number of bootstrap samples.
        seed: The same seed gives the same result.

    Raises:
        InvalidInput: No case, a value that is nan or infinite, or arrays of different lengths.
    """
    sums = _per_user(users, by_user, ours, theirs)
    # Of each person before any sum, so that equal models differ by 0 and not by rounding.
    sums = np.column_stack([sums[:, 0] - sums[:, 1], sums])
    difference, our_mean, their_mean = _mean(sums)
    differences, our_means, their_means = _means(sums, draws, seed).T
    nothing = np.full(draws, np.nan)
    ratios = our_means / their_means if (their_means > 0).all() else nothing
    ratio = our_mean / their_mean if their_mean > 0 else np.nan
    rarer = min(np.count_nonzero(differences <= 0), np.count_nonzero(differences >= 0))
    p = float(min(1.0, 2 * (rarer + 1) / (draws + 1))) if len(sums) > 1 else 1.0
    return Comparison(_around(difference, differences, len(sums)), _around(ratio, ratios, len(sums)), p)


def rate(totals: Doubles, cases: Doubles, *, draws: int = DRAWS, seed: int = 0) -> Interval:
    """The mean over cases, given what each person's sum to, and its 95 % percentile interval over people.

    The same as `interval` on the single cases.

    Args:
        totals: (n_users,) sum of the values of each person's cases.
        cases: (n_users,) how many cases they are, at least 1.
        draws: Number of bootstrap samples.
        seed: The same seed gives the same interval.

    Raises:
        InvalidInput: No person, a sum that is nan or infinite, or arrays of different lengths.
    """
    sums = _sums(totals, cases)
    return _around(_mean(sums)[0], _rates(sums, draws, seed), len(sums))


def apart(
    ours: tuple[Doubles, Doubles],
    theirs: tuple[Doubles, Doubles],
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> Interval:
    """Our rate less theirs, of two groups of different people, each drawn for itself.

    Args:
        ours: Totals and cases of each of our people, as `rate` takes them.
        theirs: The same of theirs.
        draws: Number of bootstrap samples.
        seed: The same seed gives the same interval.

    Raises:
        InvalidInput: as `rate`.
    """
    own, other = _sums(*ours), _sums(*theirs)
    differences = _rates(own, draws, 2 * seed) - _rates(other, draws, 2 * seed + 1)
    return _around(_mean(own)[0] - _mean(other)[0], differences, min(len(own), len(other)))


def holm(p_values: Sequence[float] | Doubles) -> Doubles:
    """p-values of several comparisons, adjusted so that the chance of any false finding stays what it says.

    The i-th smallest of n is multiplied by n - i + 1, made no smaller than the one before it, and cut at 1
    (Holm, Scandinavian Journal of Statistics 1979). No assumption on how the comparisons depend.

    Args:
        p_values: (n,) as they come from `paired`.

    Returns:
        (n,) in the given order.
    """
    p = np.asarray(p_values, np.float64)
    order = np.argsort(p, kind="stable")
    adjusted = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    found = np.empty(len(p))
    found[order] = np.minimum(adjusted, 1.0)
    return found


def _per_user(users: Ints, by_user: bool, *values: Doubles) -> Doubles:
    """(n_users, n_values + 1) sums of each person's values and, last, the number of cases they stand for."""
    if not len(users) or any(len(column) != len(users) for column in values):
        raise InvalidInput(
            f"{' and '.join(str(len(v)) for v in values)} values and the users of {len(users)} cases",
            "at least one case, and one value for each",
            "Give the values and the users of the same cases.",
        )
    if not all(np.isfinite(column).all() for column in values):
        raise InvalidInput(
            "a value that is nan or infinite",
            "a number for every case",
            "Choose the cases in which the metric is defined, the same ones for every model, and say so.",
        )
    _, owner, counts = np.unique(users, return_inverse=True, return_counts=True)
    sums = np.stack([np.bincount(owner, column) for column in values] + [counts], axis=1)
    return np.asarray(sums / counts[:, None] if by_user else sums, np.float64)


def _sums(totals: Doubles, cases: Doubles) -> Doubles:
    """(n_users, 2) what `_per_user` returns of cases with these totals."""
    checked = _per_user(np.arange(len(totals)), False, totals, cases)[:, :2]
    if not (checked[:, 1] >= 1).all():
        raise InvalidInput("a person without a case", "at least one case each", "Leave that person out.")
    return checked


def _rates(sums: Doubles, draws: int, seed: int) -> Doubles:
    """(draws,) means over the cases of people drawn with replacement.

    People of equal sums are alike, so what is drawn is how many of each kind there are.
    """
    random, n = np.random.default_rng(seed), len(sums)
    kinds, counts = np.unique(sums, axis=0, return_counts=True)
    parts = np.diff([*range(0, draws, max(1, AT_ONCE // len(kinds))), draws])
    totals = np.concatenate([random.multinomial(n, counts / n, size) @ kinds for size in parts])
    return np.asarray(totals[:, 0] / totals[:, 1], np.float64)


def _mean(sums: Doubles) -> Doubles:
    """(n_values,) means over the cases of everybody."""
    total = sums.sum(axis=0)
    return np.asarray(total[:-1] / total[-1], np.float64)


def _means(sums: Doubles, draws: int, seed: int) -> Doubles:
    """(draws, n_values) means over the cases of people drawn with replacement."""
    random, n = np.random.default_rng(seed), len(sums)
    totals = np.stack([np.bincount(random.integers(n, size=n), minlength=n) @ sums for _ in range(draws)])
    return np.asarray(totals[:, :-1] / totals[:, -1:], np.float64)


def _around(mean: float, means: Doubles, n_users: int) -> Interval:
    """The percentile interval of `means`."""
    low, high = np.quantile(means, TAILS) if n_users > 1 else (np.nan, np.nan)
    return Interval(float(mean), float(low), float(high))
