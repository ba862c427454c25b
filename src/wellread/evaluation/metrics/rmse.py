"""Root mean squared error of predicted stars; for explicit ratings only."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from wellread.models.base import Doubles


def squared_errors(predicted: npt.ArrayLike, actual: npt.ArrayLike) -> Doubles:
    """(predicted - actual)^2 of each rating; the root of its mean is the RMSE.

    One value a rating, so that intervals and comparisons can draw people (`bootstrap`). The root keeps order:
    the roots of an interval's ends for the mean square are the interval for the RMSE, and the root of a ratio
    of mean squares is the ratio of RMSEs.

    Args:
        predicted: (n,) stars.
        actual: (n,) stars.
    """
    return np.square(np.asarray(predicted, np.float64) - np.asarray(actual, np.float64))


def rmse(predicted: npt.ArrayLike, actual: npt.ArrayLike) -> float:
    """RMSE = sqrt(mean (predicted - actual)^2), in stars; large misses weigh more than in the MAE."""
    return float(np.sqrt(squared_errors(predicted, actual).mean()))
