"""Small worlds whose right answers are known by construction."""

from __future__ import annotations

import numpy as np

from wellread.catalogue import Catalogue
from wellread.domain import Item
from wellread.language.lexical import LexicalEncoder
from wellread.models.base import Interactions, Profile
from wellread.settings import Language

TOPICS = ("ships storms sailors harbour", "gardens roses bees orchard")
N_ITEMS = 20


def items(n: int = N_ITEMS) -> list[Item]:
    """Even items are about the sea, odd ones about gardens; each has a word of its own."""
    return [
        Item(
            id=f"i{i}", title=f"Title{i}", text=f"{TOPICS[i % 2]} word{i}", tags=[("sea", "garden")[i % 2]],
            time=1e9 + i * 86_400, attributes={"year": 2000 + i},
        )
        for i in range(n)
    ]  # fmt: skip


def catalogue(n: int = N_ITEMS) -> Catalogue:
    """The items above, in memory."""
    return Catalogue.of(items(n), LexicalEncoder(Language()))


def histories(n_users: int = 60, length: int = 6, seed: int = 0) -> list[list[int]]:
    """Checkerboard: even people take even items only, odd people odd ones, in an order that climbs by 2."""
    rng = np.random.default_rng(seed)
    found = []
    for user in range(n_users):
        start = int(rng.integers(0, N_ITEMS // 2))
        found.append([(2 * ((start + step) % (N_ITEMS // 2)) + user % 2) for step in range(length)])
    return found


def log(n_users: int = 60, length: int = 6, seed: int = 0) -> Interactions:
    """The checkerboard as a log; people of one kind share a segment."""
    made = Interactions.of_histories(histories(n_users, length, seed))
    return Interactions(
        made.users,
        made.items,
        made.weights,
        made.times,
        tuple(("even", "odd")[u % 2] for u in range(n_users)),
    )


def profile(*rows: int, weights: tuple[float, ...] | None = None, segment: str = "") -> Profile:
    """Somebody with these items, newest first."""
    return Profile(
        rows=np.array(rows, np.int64),
        weights=np.array(weights or (1.0,) * len(rows), np.float32),
        segment=segment,
        now=1e9 + 30 * 86_400,
    )
