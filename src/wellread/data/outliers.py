"""Ratings that cannot belong to their file's scale: 500 among stars from one to five."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median
from typing import Any

from wellread.domain import Event

TIMES = 10.0
"""How many times the usual rating is too much; scales of stars, points and percent all stay below."""
ENOUGH = 20
"""Ratings needed to know what is usual."""


class RatingScale:
    """What ratings are usual in one file: the median of the first batch that holds enough of them."""

    def __init__(self) -> None:
        self._most: float | None = None

    def learn(self, records: Iterable[Any]) -> None:
        """Settle the scale, unless it is settled or there are too few ratings."""
        if self._most is None:
            values = [record.value for record in records if _rating(record) and record.value > 0]
            if len(values) >= ENOUGH:
                self._most = TIMES * median(values)

    def fits(self, record: Any) -> bool:
        """Whether a record is anything but a rating far off the scale."""
        return self._most is None or not _rating(record) or record.value <= self._most


def _rating(record: Any) -> bool:
    return isinstance(record, Event) and record.kind == "rate" and record.value is not None
