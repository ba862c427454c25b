"""How much each event of a profile counts when it is scored."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from wellread.models.base import Doubles, Ints, Profile


class Fading(Protocol):
    """How a history fades: settings that every model of histories has."""

    fade: float
    window: int


def faded(profile: Profile, fading: Fading, n_items: int) -> tuple[Ints, Doubles]:
    """The profile's latest known events and their weights, faded by how much was chosen after them.

    An event after which choices of weight c came counts (1 + c)^-fade: the latest few tell most, and what was
    chosen long before still tells something. An event that says little takes little place: a run of
    half-hearted ones does not hide what was loved before.

    Args:
        profile: The newest event first.
        fading: Exponent and window.
        n_items: How many items the model knows; events on others are left out.

    Returns:
        Rows and weights, (n_events,) each.
    """
    rows, weights = profile.rows[: fading.window], profile.weights[: fading.window].astype(np.float64)
    chosen = np.maximum(weights, 0)
    faded = weights * (1 + np.cumsum(chosen) - chosen) ** -fading.fade
    known = rows < n_items
    return rows[known], faded[known]
