"""Coverage: how much of the catalogue is shown to anybody."""

from __future__ import annotations

import numpy as np

from wellread.evaluation.metrics.lists import exposure
from wellread.models.base import Ints


def coverage(shown: Ints, n_items: int) -> float:
    """Share of the catalogue that appears on at least one list: |union of lists| / n_items, 0 to 1.

    It grows with the number of lists and their length: compare figures of the same cases and k only.
    Catalogue coverage in Ge, Delgado-Battenfeld and Jannach, "Beyond accuracy", RecSys 2010.

    Args:
        shown: (n_cases, k) catalogue rows, -1 beyond the end of a shorter list.
        n_items: Size of the catalogue, items nobody could be shown included.
    """
    return int(np.count_nonzero(exposure(shown, n_items))) / n_items
