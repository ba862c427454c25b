"""What a wish bounds and leans to, put on the catalogue."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.errors import InvalidInput
from wellread.language.wishes.wish import Wish
from wellread.models.base import Doubles, Mask

LEAN = 1.0
"""What the item with the most of a column gains over that with the least, where "newer" names no item."""


def narrowed(mask: Mask, wish: Wish | None, catalogue: Catalogue) -> tuple[Mask, list[str]]:
    """The items of `mask` that a wish's bounds leave, and notes on bounds that had to go.

    Bounds that leave nothing are relaxed, the last one first: an empty list helps nobody.

    Args:
        mask: (n_items,) bool: what may be shown.
        wish: What was understood; its filter may come from outside.
        catalogue: The items.
    """
    if wish is None or not wish.filter or not mask.any():
        return mask, []
    bounds = dict(wish.filter)
    while bounds:
        try:
            left = mask & catalogue.mask(bounds)
        except InvalidInput as error:
            return mask, [f"left out: what was bound ({error.given})"]
        if left.any():
            break
        bounds.popitem()
    gone = [told({name: test}) for name, test in wish.filter.items() if name not in bounds]
    if not gone:
        return left, []
    note = f"nothing is left with {' and '.join(gone)}: shown without"
    return (left if bounds else mask), [note]


def told(condition: dict[str, Any]) -> str:
    """A condition of the filter language, as notes print it."""
    return json.dumps(condition, ensure_ascii=False)[:200]


def leans(wish: Wish | None, catalogue: Catalogue) -> list[tuple[str, int]]:
    """The leans of a wish on columns that there are."""
    return [(name, way) for name, way in (wish.leans if wish else ()) if name in catalogue.columns]


def leaning(leans: Sequence[tuple[str, int]], catalogue: Catalogue) -> Doubles:
    """(n_leans, n_items): what each item gains by having more, or less, of a column."""
    gains = np.zeros((len(leans), len(catalogue)))
    for own, (name, direction) in zip(gains, leans, strict=True):
        column = catalogue.columns[name]
        numbers = column.numbers.view
        entries = np.flatnonzero(~np.isnan(numbers))
        if len(entries) < 2:
            continue
        _, ranks = np.unique(numbers[entries], return_inverse=True)
        own[column.rows.view[entries]] = direction * LEAN * (ranks / max(int(ranks.max()), 1) - 0.5)
    return gains
