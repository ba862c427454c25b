"""Mean absolute error of predicted stars; for explicit ratings only."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from wellread.models.base import Doubles


def absolute_errors(predicted: npt.ArrayLike, actual: npt.ArrayLike) -> Doubles:
    """|predicted - actual| of each rating, in stars; its mean is the MAE.

    One value a rating, so that intervals and comparisons can draw people (`bootstrap`).

    Args:
        predicted: (n,) stars.
        actual: (n,) stars.
    """
    return np.abs(np.asarray(predicted, np.float64) - np.asarray(actual, np.float64))


def mae(predicted: npt.ArrayLike, actual: npt.ArrayLike) -> float:
    """MAE = mean |predicted - actual|, in stars: how well they are guessed, not how good a list is."""
    return float(absolute_errors(predicted, actual).mean())
