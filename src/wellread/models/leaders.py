"""The best of a model that ranks items alike for everybody: found once, not once a request."""

from __future__ import annotations

from typing import NamedTuple, Self, cast

from wellread.models.base import Doubles, Floats, Ints, Mask, top

HEAD = 10_000
"""How many are kept; where a filter leaves too few of them, all items are looked at."""


class Leaders(NamedTuple):
    """The items a model scores highest."""

    rows: Ints
    """(at most HEAD,) best first."""
    all: bool
    """Whether no other item has a score."""

    @classmethod
    def of(cls, scores: Floats | Doubles) -> Self:
        """The leaders by `scores` (n_items,); 0: nothing known."""
        rows = top(cast(Floats, scores), HEAD).rows
        return cls(rows, len(rows) < HEAD)

    def first(self, k: int, mask: Mask) -> Ints | None:
        """The `k` best where `mask` (n_items,) holds, best first; None where some may lie further down."""
        some = self.rows[: 2 * k]
        found = some[mask[some]]
        if len(found) < k:
            found = self.rows[mask[self.rows]]
        return found[:k] if len(found) >= k or self.all else None
