"""Pairs of items that the same people consumed close together: what a tuned encoder is to hold alike."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from wellread.errors import InvalidInput
from wellread.models.base import Interactions, Ints, Mask

WINDOW = 3
"""How many places apart in a history two items may stand."""
CAP = 40
"""In how many pairs one item may stand, so that a few popular ones are not most of what is learnt."""


class Pairs(NamedTuple):
    """Items consumed together, by catalogue row; the order within a pair means nothing."""

    left: Ints
    right: Ints

    def __len__(self) -> int:  # of a NamedTuple it would be the number of fields
        return len(self.left)


def co_consumed(log: Interactions, *, window: int = WINDOW, cap: int = CAP, seed: int = 0) -> Pairs:
    """Pairs from histories, in an order drawn by `seed`.

    Every two different items within `window` places of one history, of positive weight both, make a pair, as
    often as it happened: what many people did counts more. Where an item stands in more than `cap`, which of
    its pairs are kept is drawn.

    Args:
        log: What people did, histories oldest first.
        window: At least 1.
        cap: At least 1.
        seed: The same seed gives the same pairs.

    Raises:
        InvalidInput: a bound below 1, or nobody consumed two items.
    """
    if window < 1 or cap < 1:
        raise InvalidInput(f"window {window} and cap {cap}", "both at least 1", "Leave them as they are.")
    liked = log.where(log.weights > 0)
    found = [_apart(liked, places) for places in range(1, window + 1)]
    left, right = (np.concatenate(side) for side in zip(*found, strict=True))
    if not len(left):
        raise InvalidInput(
            f"{len(liked)} events of positive weight, no two items of one person among them",
            "people who consumed several items",
            "Import more events, or tune later.",
        )
    order = np.random.default_rng(seed).permutation(len(left))
    kept = order[_within(left[order], right[order], cap)]
    return Pairs(left[kept], right[kept])


def _apart(log: Interactions, places: int) -> tuple[Ints, Ints]:
    """Items `places` apart in the same history."""
    left, right = log.items[:-places], log.items[places:]
    together = (log.users[:-places] == log.users[places:]) & (left != right)
    return left[together], right[together]


def _within(left: Ints, right: Ints, cap: int) -> Mask:
    """(n_pairs,) the pairs that are left when, from the first on, no item may stand in more than `cap`."""
    held = np.zeros(int(max(left.max(), right.max())) + 1, np.int64)
    kept = np.zeros(len(left), bool)
    for at, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        if held[one] < cap and held[other] < cap:
            held[one] += 1
            held[other] += 1
            kept[at] = True
    return kept
