"""A constructed world in which what goes together is planted, though no word tells."""

from __future__ import annotations

import numpy as np

from wellread.domain import Item
from wellread.models.base import Interactions

KINDS = ("drama", "comedy", "horror", "western")
FIRST = (
    "amber", "bronze", "cedar", "denim", "ember", "flint", "granite", "hazel",
    "indigo", "jade", "khaki", "lemon", "maple", "nickel", "olive", "pearl",
)  # fmt: skip
SECOND = ("harbour", "meadow", "canyon", "station")
GROUP = 8
N = 64


def items() -> list[Item]:
    """Sixty-four items in eight groups of eight; two first words make a group: amber and bronze, and so on.

    What is of one group is consumed together; a category is two groups.
    """
    return [
        Item(id=f"{one}-{two}", title=f"{one} {two}", text=f"A {one} thing for the {two}.",
             category=KINDS[FIRST.index(one) // 4])
        for one in FIRST
        for two in SECOND
    ]  # fmt: skip


def log(people: int = 120, each: int = 7, seed: int = 0) -> Interactions:
    """People who keep to one group; every person's events a day apart, people spread over a year."""
    random = np.random.default_rng(seed)
    users, rows, times = [], [], []
    for user in range(people):
        chosen = random.integers(N // GROUP) * GROUP + random.permutation(GROUP)[:each]
        users += [user] * each
        rows += chosen.tolist()
        times += (86_400.0 * (random.uniform(0, 365) + np.arange(each))).tolist()
    return Interactions.of(
        np.array(users), np.array(rows), np.ones(len(rows), np.float32), np.array(times, np.float64)
    )
