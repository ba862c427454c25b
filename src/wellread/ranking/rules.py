"""Rules: which items may be shown, which are promoted, pinned or held back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.domain import Boost
from wellread.errors import InvalidInput, nearest
from wellread.models.base import Doubles, Ints, Mask
from wellread.settings import Cap


def allowed(catalogue: Catalogue, filters: Sequence[dict[str, object]], hidden: Ints) -> Mask:
    """(n_items,) bool: available, passing every filter, and not among the `hidden` rows."""
    mask = catalogue.mask({})
    for condition in filters:
        if condition:
            mask &= catalogue.mask(condition)
    mask[hidden] = False
    return mask


def boosts(catalogue: Catalogue, asked: Sequence[Boost]) -> Doubles:
    """(n_boosts, n_items): what each boost adds to each item."""
    added = np.zeros((len(asked), len(catalogue)))
    for index, boost in enumerate(asked):
        added[index] = catalogue.mask(boost.filter) * boost.by
    return added


def pinned(rows: Ints, pins: Ints) -> Ints:
    """The ranking with the pins first, in their own order."""
    pins = np.array(list(dict.fromkeys(pins.tolist())), np.int64)
    return np.concatenate([pins, rows[~np.isin(rows, pins)]])


def capped(catalogue: Catalogue, caps: Sequence[Cap], rows: Ints, free: int) -> Ints:
    """The ranking without the items that would be one too many of some value.

    Args:
        catalogue: Holds the fields.
        caps: At most `most` items of a value of `field`.
        rows: The ranking, best first.
        free: How many rows at the front (the pins) are kept whatever they are; they still count.

    Raises:
        InvalidInput: a field that no item has.
    """
    keep = np.ones(len(rows), bool)
    for cap in caps:
        column = catalogue.columns.get(cap.field)
        if column is None:
            raise InvalidInput(
                f"a cap on '{cap.field}', a field that no item has{nearest(cap.field, catalogue.columns)}",
                f"one of {', '.join(sorted(catalogue.columns)[:30])}",
                "Correct `cap` in the pipeline's settings.",
            )
        taken: Counter[object] = Counter()
        for place, values in enumerate(column.values(rows)):
            if not keep[place]:
                continue
            if place >= free and any(taken[value] >= cap.most for value in values):
                keep[place] = False
            else:
                taken.update(values)
    return rows[keep]
