"""What a list is worth, one metric a file, on plain arrays of cases.

A case is one moment at which somebody was answered. `shown` (n_cases, k) int64 holds the catalogue rows of
each list, best first, -1 beyond the end of a shorter one; `hits` (n_cases, k) bool says which places hold a
relevant item; `relevant` (n_cases,) counts the relevant items of the whole catalogue. Metrics of a case
return one value a case, so that people can be drawn again (`evaluation.bootstrap`); nan says that a case has
no value, never that it is bad.
"""

from __future__ import annotations

from collections.abc import Callable

from wellread.errors import InvalidInput, nearest
from wellread.evaluation.metrics import (
    average_precision,
    f1,
    hit,
    ndcg,
    precision,
    recall,
    reciprocal_rank,
)
from wellread.models.base import Doubles, Ints, Mask

Accuracy = Callable[[Mask, Ints, int], Doubles]
"""(hits, relevant, k) to (n_cases,) values, 0 to 1, never nan."""

ACCURACY: dict[str, Accuracy] = {
    "ndcg": ndcg.ndcg,
    "recall": recall.recall,
    "precision": precision.precision,
    "f1": f1.f1,
    "hit": hit.hit,
    "map": average_precision.average_precision,
    "mrr": reciprocal_rank.reciprocal_rank,
}
"""Accuracy metrics by the names that settings and the command line know."""


def parse(text: str) -> tuple[str, int]:
    """The name in `ACCURACY` and the cutoff that "ndcg@10" asks for; capitals do not matter.

    Raises:
        InvalidInput: No such metric, no cutoff, or a cutoff that is no positive whole number.
    """
    name, _, cutoff = text.strip().lower().partition("@")
    if name not in ACCURACY:
        raise InvalidInput(
            f"the metric {text!r}{nearest(name, ACCURACY)}",
            f"one of {', '.join(ACCURACY)}, each with @k",
            'Write it like "ndcg@10".',
        )
    if not (cutoff.isascii() and cutoff.isdecimal() and int(cutoff) > 0):
        raise InvalidInput(
            f"the metric {text!r}",
            f"how many places are judged, a whole number of at least 1, behind {name}@",
            f'Write it like "{name}@10".',
        )
    return name, int(cutoff)
