"""A world of topics: everybody likes one, all its items alike, and texts tell which topic an item is of."""

from __future__ import annotations

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.domain import Item
from wellread.language.lexical import LexicalEncoder
from wellread.models.base import Interactions
from wellread.settings import Language

TOPICS = ("ships storms harbour", "roses bees orchard", "planets comets stars", "drums violins choir")
EACH = 25
N_ITEMS = EACH * len(TOPICS)


def items(extra: np.ndarray | None = None) -> list[Item]:
    """Item i is of topic i modulo four; `extra` is a column of numbers."""
    return [
        Item(
            id=f"i{i}",
            title=f"Title{i}",
            text=f"{TOPICS[i % len(TOPICS)]} word{i}",
            attributes={} if extra is None else {"rated": float(extra[i])},
        )
        for i in range(N_ITEMS)
    ]


def catalogue(extra: np.ndarray | None = None) -> Catalogue:
    """The items, in memory."""
    return Catalogue.of(items(extra), LexicalEncoder(Language()))


def log(people: int = 120, length: int = 12, seed: int = 0) -> Interactions:
    """Everybody chooses items of their topic without repeating one, all over the same time."""
    rng = np.random.default_rng(seed)
    rows = [
        rng.choice(EACH, length, replace=False) * len(TOPICS) + user % len(TOPICS) for user in range(people)
    ]
    n = people * length
    return Interactions.of(
        np.repeat(np.arange(people), length),
        np.concatenate(rows),
        np.ones(n, np.float32),
        rng.uniform(1e9, 1e9 + 1e6, n),
    )
