"""Area under the ROC curve: how often a relevant item stands above another one."""

from __future__ import annotations

import numpy as np

from wellread.errors import InvalidInput
from wellread.models.base import Doubles, Ints


def auc(ranks: Doubles | Ints, cases: Ints, candidates: Ints) -> Doubles:
    """AUC = share of the pairs (relevant, other candidate) in which the relevant one stands higher.

    With m relevant items on ranks r_i of N candidates: (m N - sum r_i - m (m - 1) / 2) / (m (N - m)), which
    is Mann and Whitney's U over the number of pairs (Hanley and McNeil, Radiology 1982). A pair of equal
    scores counts half if tied candidates share the mean of their ranks.

    It cannot tell a good list: place 1,000 of 100,000 gives .99, and nobody looks there. And over all
    candidates it mostly tells popular items from the others: ranking by popularity, the same for everybody,
    often comes close to what personal models reach. Read it as a diagnostic, beside a metric at k.

    Args:
        ranks: (n_relevant,) rank of each relevant item among its case's candidates; the best has rank 1.
        cases: (n_relevant,) index of the case that each rank belongs to.
        candidates: (n_cases,) number of items ranked in each case, relevant ones included.

    Returns:
        (n_cases,) 0 to 1; .5 is chance.

    Raises:
        InvalidInput: A case has no relevant item, or no other candidate to stand above.
    """
    relevant = np.bincount(cases, minlength=len(candidates))
    others = candidates - relevant
    wrong = np.flatnonzero((relevant < 1) | (others < 1))
    if len(wrong):
        case = int(wrong[0])
        raise InvalidInput(
            f"case {case} has {int(relevant[case])} relevant items among {int(candidates[case])} candidates",
            "at least one relevant item and one other candidate",
            "Leave this case out: there is no pair to compare.",
        )
    total = np.bincount(cases, ranks, minlength=len(candidates))
    below = relevant * candidates - total - relevant * (relevant - 1) / 2
    return np.asarray(below / (relevant * others), np.float64)
