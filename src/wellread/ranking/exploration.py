"""Exploration: now and then one place of a page shows an item drawn from those ranked behind the page.

What is never shown is never chosen, so a log of lists that are always the best ones cannot tell how good the
others are. Drawn with a known probability it can: outcomes are weighed by 1 / propensity (Horvitz and
Thompson 1952). One place costs little, and every item of the pool passed all filters and caps.
"""

from __future__ import annotations

from random import Random

import numpy as np

from wellread.models.base import Doubles, Ints
from wellread.settings import Exploration


def place(settings: Exploration, pins: int, offset: int, shown: int) -> int | None:
    """Where on a page something may be drawn, from 0; None where nothing may.

    Args:
        settings: How often, and which place of the whole list.
        pins: How many pinned items the list begins with; they keep their places.
        offset: How many items of the list come before the page.
        shown: Items on the page.
    """
    at = settings.place - 1
    there = settings.probability > 0 and pins <= at and offset <= at < offset + shown
    return at - offset if there else None


def drawn(page: Ints, pool: Ints, at: int, probability: float, random: Random) -> tuple[Ints, Doubles]:
    """The page, with or without something drawn, and the probability with which each item stands there.

    Args:
        page: (n,) rows as they are ranked.
        pool: (n_pool,) rows to draw from, all equally likely; none of them is on the page.
        at: Place on the page.
        probability: How often to draw.
        random: Where chance comes from.

    Returns:
        (n,) rows and (n,) propensities.
    """
    propensity = np.ones(len(page))
    if not len(pool):
        return page, propensity
    if random.random() >= probability:
        propensity[at] = 1 - probability
        return page, propensity
    page = page.copy()
    page[at] = pool[random.randrange(len(pool))]
    propensity[at] = probability / len(pool)
    return page, propensity
