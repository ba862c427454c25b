"""Is the evaluation itself sound? Checks to run on one's own split, catalogue and models."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import numpy as np
from scipy.stats import rankdata

from wellread.catalogue.catalogue import Catalogue
from wellread.catalogue.columns import Column
from wellread.engine.histories import check_order
from wellread.errors import InvalidInput
from wellread.evaluation.split import Split
from wellread.models.base import Doubles, Interactions, Ints, Mask

CORRELATED = 0.5
"""Rank correlation beyond which a column knows too much of what came later."""
CERTAIN = 4.0
"""And how many standard errors it is from 0 at least: many columns are looked at."""
FEWEST = 50
"""Items without which a column is not judged."""


def shuffled_labels(split: Split, seed: int = 0) -> Split:
    """The same cases with each other's targets: what was known of somebody says nothing of them any more.

    A sound model falls to the figure of a list that is the same for everybody: chance, k / n for recall@k
    among n items, where all items are asked for equally often, and otherwise what popularity alone earns. A
    model that stays above it has seen the answers, or is judged by something else than they.

    Targets that the person of the new case has chosen before are dropped, with the case if none is left.

    Args:
        split: What is asked.
        seed: Of the permutation.

    Raises:
        InvalidInput: no case is left.
    """
    order = np.random.default_rng(seed).permutation(len(split))
    drawn = [split.targets[i] for i in order.tolist()]
    targets = [rows[~np.isin(rows, seen)] for rows, seen in zip(drawn, split.seen, strict=True)]
    shuffled = replace(split, name=f"{split.name}, labels shuffled", targets=targets)
    return shuffled.where(np.array([len(rows) > 0 for rows in targets], bool))


def shuffled_texts(catalogue: Catalogue, seed: int = 0) -> Catalogue:
    """The same items with each other's texts: whatever texts add to a model must vanish.

    The vectors of the texts change places, and with them every likeness of items; attributes, times and
    names stay.

    Args:
        catalogue: The items; left as they are.
        seed: Of the permutation.
    """
    kept = {id(one): one for one in (catalogue.encoder, catalogue.meaning)}
    found = deepcopy(catalogue, kept)
    order = np.random.default_rng(seed).permutation(len(catalogue))
    found.load_vectors(catalogue.vectors[order])
    found.meaning = catalogue.meaning.shuffled(order) if catalogue.meaning else None
    return found


def check_no_future(split: Split, log: Interactions, catalogue: Catalogue) -> None:
    """Refuse a split whose cases know, or whose models or items are made of, what only came later.

    A split in time (one with events `later`) may be fitted only on what lies before every case, and profiles
    may hold only what lies strictly before theirs. Without `later` the order of the log decides among equal
    times, and models may be fitted on anything. In both no target may be among what the person has chosen.

    Columns of numbers in the catalogue are judged in a split in time by what they know of how often items
    are chosen later. Popularity persists, so correlation alone proves nothing: refused is a column that
    goes with the later counts where the log before the first case (how often, how often of late, when first,
    when last) does not explain it. Items that nobody touched before cannot be judged so.

    Args:
        split: What is asked.
        log: Everybody's events, in order of person and time; the split's users are its histories.
        catalogue: The items.

    Raises:
        InvalidInput: naming the case or the column.
    """
    check_order(log)
    in_time = len(split.later) > 0
    if in_time and len(split.train) and split.train.times.max() >= split.times.min():
        raise InvalidInput(
            f"events to fit on until {split.train.times.max():.0f}, and a case at {split.times.min():.0f}",
            "models fitted on events before every case",
            "Cut the log in time: fit on the events before the first case.",
        )
    for case in range(len(split)):
        _check_case(split, case, log, in_time)
    if in_time:
        _check_columns(split, log, catalogue)


def _check_case(split: Split, case: int, log: Interactions, in_time: bool) -> None:
    """What is known in a case lies before it and does not hold the answer."""
    user, time, profile = int(split.users[case]), float(split.times[case]), split.profiles[case]
    begin, end = np.searchsorted(log.users, [user, user + 1])
    end = begin + np.searchsorted(log.times[begin:end], time, side="left" if in_time else "right")
    unknown = np.setdiff1d(profile.rows, log.items[begin:end])
    if len(unknown) or profile.now > time:
        what = f"row {unknown[0]}" if len(unknown) else f"a moment of {profile.now:.0f}"
        raise InvalidInput(
            f"case {case} (user {user}, time {time:.0f}), whose profile holds {what}, of that time or later",
            "a profile of events before the case",
            "Make profiles with Histories.before and Histories.profile.",
        )
    given = np.intersect1d(split.targets[case], np.concatenate([split.seen[case], profile.rows]))
    if len(given):
        raise InvalidInput(
            f"case {case} (user {user}, time {time:.0f}), whose target, row {given[0]}, is known already",
            "targets that the person had not chosen before",
            "Take out of the targets what is in `seen` and in the profile.",
        )


def _check_columns(split: Split, log: Interactions, catalogue: Catalogue) -> None:
    """No column of numbers knows how often items are chosen later, beyond what was to be seen before."""
    n, first = len(catalogue), float(split.times.min())
    targets = np.bincount(np.concatenate(list(split.targets)), minlength=n)
    chosen = np.bincount(log.items[(log.times >= first) & (log.weights > 0)], minlength=n)
    before, touched = _until(log, first, first - (float(log.times.max()) - first), n)
    for name, column in catalogue.columns.items():
        numbers = _numbers(column, n)
        at = touched & ~np.isnan(numbers)
        if at.sum() < FEWEST:
            continue
        known = max(
            (partial_rank_correlation(numbers[at], later[at], before[at]) for later in (targets, chosen)),
            key=abs,
        )
        if abs(known) > CORRELATED and np.arctanh(min(abs(known), 0.999)) * at.sum() ** 0.5 > CERTAIN:
            raise InvalidInput(
                f"the column '{name}', which goes with how often items are chosen later"
                f" (rank correlation {known:.2f} beyond what the log before the first case explains)",
                "columns computed from what was known before the first case",
                f"Compute '{name}' anew from earlier events, or take it out of the items.",
            )


def _until(log: Interactions, first: float, recent: float, n: int) -> tuple[Doubles, Mask]:
    """What the log before `first` says of each item, and which items it holds.

    Returns:
        (n_items, 4) events, events since `recent`, first and last time; and (n_items,) bool.
    """
    past = log.where(log.times < first)
    counts, late = (np.bincount(part.items, minlength=n) for part in (past, past.where(past.times >= recent)))
    begins, ends = np.full(n, np.inf), np.full(n, -np.inf)
    np.minimum.at(begins, past.items, past.times)
    np.maximum.at(ends, past.items, past.times)
    return np.stack([counts, late, begins, ends], axis=1).astype(np.float64), counts > 0


def _numbers(column: Column, n: int) -> Doubles:
    """(n_items,) the number of each item, the last of several; NaN for none."""
    found = np.full(n, np.nan)
    numbers = column.numbers.view
    held = np.isfinite(numbers)
    found[column.rows.view[held]] = numbers[held]
    return found


def partial_rank_correlation(x: Doubles, y: Doubles | Ints, given: Doubles) -> float:
    """How far x and y go together by rank beyond what `given` explains of both; 0 where nothing is left.

    Args:
        x: (n,)
        y: (n,)
        given: (n, m)
    """
    ranks = np.stack([rankdata(column) for column in (x, y, *given.T)], axis=1)
    explaining = np.column_stack([np.ones(len(x)), ranks[:, 2:]])
    left = ranks[:, :2] - explaining @ np.linalg.lstsq(explaining, ranks[:, :2], rcond=None)[0]
    sizes = np.linalg.norm(left, axis=0)
    if (sizes < 1e-6 * len(x) ** 1.5).any():
        return 0.0
    return float(left[:, 0] @ left[:, 1] / sizes.prod())
