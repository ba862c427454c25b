"""What the items' texts mean: whitened vectors of a dense encoder, beside the words themselves."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from wellread.catalogue.growable import Growable

Floats = npt.NDArray[np.float32]


class Meaning:
    """Whitened vectors of all items.

    Args:
        width: How many numbers a vector has.
    """

    def __init__(self, width: int) -> None:
        self._vectors = Growable(np.float32, 0.0)
        self.width = width

    def match(self, sense: Floats) -> Floats:
        """(n_items,) cosine of `sense` (d,) and each item's vector, 0 where negative."""
        raise NotImplementedError
