"""Splits and contenders made by hand, whose figures are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Self

import numpy as np

from wellread.catalogue import Catalogue
from wellread.domain import Item
from wellread.evaluation.split import Split
from wellread.language.lexical import LexicalEncoder
from wellread.models.base import Interactions, Ints, Profile
from wellread.settings import Language

N = 12


def catalogue(n: int = N) -> Catalogue:
    """Items of two categories and two languages."""
    items = [
        Item(id=f"i{i}", title=f"Title{i}", text=f"word{i} {'sea' if i % 2 else 'garden'}",
             category=("garden", "sea")[i % 2], language=("en", "zh")[i % 2])
        for i in range(n)
    ]  # fmt: skip
    return Catalogue.of(items, LexicalEncoder(Language()))


def log(*events: tuple[int, int, float]) -> Interactions:
    """Of (person, item, time)."""
    users, items, times = (np.array(column) for column in zip(*events, strict=True))
    return Interactions.of(users, items, np.ones(len(users), np.float32), times.astype(np.float64))


def split(
    train: Interactions, cases: Sequence[tuple[int, float, list[int], list[int]]], later: Interactions
) -> Split:
    """Cases of (person, time, what they chose before, newest first, what comes next)."""
    users, times, known, targets = zip(*cases, strict=True)
    rows = [np.array(own, np.int64) for own in known]
    profiles = [
        Profile(own, np.ones(len(own), np.float32), now=time) for own, time in zip(rows, times, strict=True)
    ]
    return Split(
        "hand-made", "What comes next.", train, np.array(users), np.array(times, np.float64), profiles,
        rows, [np.array(own, np.int64) for own in targets], later,
    )  # fmt: skip


class Scripted:
    """Gives the list that a function makes of a case's number; remembers what it was taught."""

    def __init__(self, name: str, answer: Callable[[Split, int], Sequence[int]], learns: bool = True) -> None:
        self.name = name
        self.answer = answer
        self.fitted: list[Interactions] = []
        self.learnt: list[tuple[Interactions, Interactions]] = []

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        self.fitted.append(log)
        return self

    def learn(self, before: Interactions, after: Interactions, catalogue: Catalogue) -> None:
        self.learnt.append((before, after))

    def lists(self, split: Split, k: int, tell: Callable[[int], None]) -> Ints:
        found = np.full((len(split), k), -1, np.int64)
        for case in range(len(split)):
            own = list(self.answer(split, case))[:k]
            found[case, : len(own)] = own
        tell(len(split))
        return found


def right(split: Split, case: int) -> list[int]:
    """First what was to be found, then everything else."""
    first: list[int] = split.targets[case].tolist()
    return first + [row for row in range(N) if row not in first]


def wrong(split: Split, case: int) -> list[int]:
    """Everything but what was to be found."""
    return [row for row in range(N) if row not in split.targets[case]]


PAST = log(*((u, (u + step) % N, 100.0 * step + u) for u in range(6) for step in range(3)))
LATER = log(*((u, (u + 3 + step) % N, 1000.0 + 100 * step + u) for u in range(6) for step in range(2)))


def world() -> Split:
    """Six people, each of whom goes round the catalogue; two cases each."""
    cases = [
        (u, 1000.0 + 100 * step + u, [(u + at) % N for at in range(2 + step, -1, -1)], [(u + 3 + step) % N])
        for step in range(2)
        for u in range(6)
    ]
    return split(PAST, cases, LATER)
