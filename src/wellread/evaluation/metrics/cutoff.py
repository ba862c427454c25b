"""The first k places of every list, checked: the one gate of all metrics "at k"."""

from __future__ import annotations

from typing import TypeVar

import numpy as np

from wellread.errors import InvalidInput
from wellread.models.base import Ints, Mask

Places = TypeVar("Places", Ints, Mask)


def first(places: Places, k: int) -> Places:
    """The first `k` columns of `places`, (n_cases, width), which holds one list a row, best first.

    Raises:
        InvalidInput: `k` below 1 or beyond the width: what was not asked of the model cannot be judged.
    """
    width = places.shape[1]
    if not 1 <= k <= width:
        raise InvalidInput(
            f"a metric at k = {k} of lists with {width} places",
            f"k between 1 and {width}" if width else "lists with at least one place",
            "Make the lists longer, or cut them earlier.",
        )
    return places[:, :k]


def checked(hits: Mask, relevant: Ints, k: int) -> Mask:
    """The first `k` columns of `hits`, (n_cases, width), after a look at the numbers of relevant items.

    Raises:
        InvalidInput: `k` is no cutoff of these lists (see `first`); a case has no relevant item, so that no
            list could be right; or it has more hits than relevant items, so that an item was counted twice.
    """
    top = first(hits, k)
    wrong = np.flatnonzero((relevant < 1) | (hits.sum(axis=1) > relevant))
    if len(wrong):
        case = int(wrong[0])
        raise InvalidInput(
            f"case {case} has {int(hits[case].sum())} hits among {int(relevant[case])} relevant items",
            "at least one relevant item a case, and no more hits than that",
            "Leave out cases without a relevant item, and list every item once.",
        )
    return top
