"""Items held out of a log, to tell while tuning how well nobody's items are found by their texts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from wellread.engine.set_apart import SHARE, chance, set_apart
from wellread.errors import InvalidInput
from wellread.models.base import Floats, Interactions, Ints

CASES, ITEMS = 2_000, 5_000
"""Cases asked and items ranked at most: of a large set a sample tells enough."""
LAST = 10
"""How many events of a history are looked at."""
FADE = 0.5
"""The event n places back weighs (1 + n)^-fade."""


class Case(NamedTuple):
    """Somebody's history, and an item held out that came next."""

    history: Ints
    """Rows, newest first."""
    target: int


class HeldOut:
    """Choices of items that training knows nothing of.

    Args:
        log: What people did.
        seed: Of the sample of cases.
        share: Part of the items held out, by the rule of `set_apart`; in (0, 1).

    Raises:
        InvalidInput: nobody chose an item held out after one that was not.
    """

    def __init__(self, log: Interactions, seed: int = 0, share: float = SHARE) -> None:
        liked = log.where(log.weights > 0)
        random = np.random.default_rng(seed)
        touched = np.unique(liked.items)
        held = touched[set_apart(touched, share)]
        if few := round(share * len(touched)) - len(held):  # a small log: the rule gives any number
            held = touched[np.argsort(chance(touched), kind="stable")[: len(held) + max(few, 0)]]
        away = np.isin(liked.items, held)
        self.rest = liked.where(~away)
        """The events that training may use."""
        cases = _cases(liked, away)
        if not cases:
            raise InvalidInput(
                f"{len(liked)} events of positive weight, with too few histories to hold items out of",
                "people who consumed several items",
                "Import more events, or tune later.",
            )
        if len(cases) > CASES:
            cases = [cases[at] for at in np.sort(random.choice(len(cases), CASES, replace=False))]
        self.cases = cases
        needed = np.unique(np.concatenate([np.append(case.history, case.target) for case in cases]))
        others = random.permutation(np.setdiff1d(touched, needed))[: max(0, ITEMS - len(needed))]
        self.rows = np.sort(np.concatenate([needed, others]))
        """Rows of the items that are ranked."""

    def quality(self, vectors: Floats) -> float:
        """Mean NDCG@10 of the items held out among `rows`, by the likeness of vectors to histories.

        The vectors' mean, which tells none from another, is taken away first.

        Args:
            vectors: (len(rows), d) float32, any lengths.
        """
        centred = _unit(_unit(vectors) - _unit(vectors).mean(axis=0))
        place = {row: at for at, row in enumerate(self.rows.tolist())}
        found = np.zeros(len(self.cases))
        for number, case in enumerate(self.cases):
            known = [place[row] for row in case.history.tolist()]
            weights = (1.0 + np.arange(len(known))) ** -FADE
            scores = centred @ (weights @ centred[known])
            scores[known] = -np.inf
            above = int((scores > scores[place[case.target]]).sum())
            found[number] = 1 / np.log2(above + 2) if above < 10 else 0.0
        return float(found.mean())


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), np.float32)


def _cases(log: Interactions, away: np.ndarray) -> list[Case]:
    """Every event on an item held out with what the same person did before on others."""
    found: list[Case] = []
    begins = np.searchsorted(log.users, log.users)
    for at in np.flatnonzero(away).tolist():
        before = slice(int(begins[at]), at)
        history = log.items[before][~away[before]][::-1][:LAST]
        if len(history) and log.items[at] not in log.items[before]:
            found.append(Case(history, int(log.items[at])))
    return found
