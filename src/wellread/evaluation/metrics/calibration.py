"""Calibration: whether a list keeps the proportions of somebody's interests."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.special import rel_entr

from wellread.evaluation.metrics.lists import membership
from wellread.models.base import Doubles, Ints

ALPHA = 0.01
"""How much of the history's own shares is mixed into the list's, so that the divergence stays finite."""
BLOCK = 1024
"""Cases taken at a time, so that shares of categories can be held dense."""


def calibration(shown: Ints, history: csr_array, categories: csr_array) -> Doubles:
    """KL(p || q') = sum over categories c of p_c ln(p_c / q'_c), q' = (1 - alpha) q + alpha p, alpha = .01.

    p is the share of each category in the history, q in the list; an item in several categories counts in
    part for each, one without any counts for none. Smaller is better calibrated. Steck, "Calibrated
    recommendations", RecSys 2018, section 3, every place of the list weighing the same.

    Args:
        shown: (n_cases, k) catalogue rows, -1 beyond the end of a shorter list.
        history: (n_cases, n_items), weights >= 0 of what each person did before.
        categories: (n_items, n_categories), rows add up to 1, or to 0 for an item without a category.

    Returns:
        (n_cases,) nats, 0 (the same proportions) to ln(1 / alpha) = 4.61 (nothing in common); nan where the
        history has no category, so that there is nothing to be true to.
    """
    found = np.full(len(shown), np.nan)
    for start in range(0, len(shown), BLOCK):
        part = slice(start, start + BLOCK)
        p = _shares(history[part] @ categories)
        q = _shares(membership(shown[part], categories.shape[0]) @ categories)
        divergence = rel_entr(p, (1 - ALPHA) * q + ALPHA * p).sum(axis=1)
        # Rounding leaves equal proportions a hair below 0.
        found[part] = np.where(p.any(axis=1), np.maximum(divergence, 0), np.nan)
    return found


def _shares(sums: csr_array) -> Doubles:
    """Rows scaled to add up to 1; empty ones stay empty."""
    amounts = sums.toarray().astype(np.float64)
    total = amounts.sum(axis=1, keepdims=True)
    np.divide(amounts, total, out=amounts, where=total > 0)
    return amounts
