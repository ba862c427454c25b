"""Logs to cut by hand, and any log at all."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from wellread.evaluation.split import Split
from wellread.models.base import Interactions
from wellread.settings import Events

EVENTS = Events()
Told = tuple[int, int, float, float]


def log(*events: Told) -> Interactions:
    """A log of (user, item, time, weight), in any order."""
    users, items, times, weights = zip(*events, strict=True)
    return Interactions.of(
        np.array(users, np.int64),
        np.array(items, np.int64),
        np.array(weights, np.float32),
        np.array(times, np.float64),
    )


HAND = log(
    (0, 0, 1, 1), (0, 1, 2, 1), (0, 2, 8, 1), (0, 3, 9, 1), (0, 0, 9.5, 1),
    (1, 1, 3, 1), (1, 2, 4, -1), (1, 4, 8.5, -1), (1, 2, 9, 1),
    (2, 0, 5, 1), (2, 1, 6, 1), (2, 3, 7, 1), (2, 4, 7, 1),
    (3, 4, 8, 1), (3, 1, 8, 1), (3, 0, 9, 1),
)  # fmt: skip
"""Sixteen events, ten of them before 8; user 0 comes back to item 0, user 1 turns from item 4 and, late, to
item 2, user 2 does nothing from 8 on, user 3 only comes then, with two events at once."""
LATE = 0.4
"""The share of `HAND` from 8 on."""

Case = tuple[int, float, list[int], list[int], list[int]]


def asked(split: Split) -> list[Case]:
    """Of each case the user, the time, the rows of the profile, what was seen and the targets."""
    return [
        (int(user), float(time), profile.rows.tolist(), sorted(seen.tolist()), targets.tolist())
        for user, time, profile, seen, targets in zip(
            split.users, split.times, split.profiles, split.seen, split.targets, strict=True
        )
    ]


def told(part: Interactions) -> list[tuple[int, int, float]]:
    """(user, item, time) of each event."""
    return list(zip(part.users.tolist(), part.items.tolist(), part.times.tolist(), strict=True))


logs = st.lists(
    st.tuples(
        st.integers(0, 5), st.integers(0, 6), st.integers(0, 9).map(float), st.sampled_from([1.0, 0.3, 0, -1])
    ),
    min_size=1,
    max_size=60,
).map(lambda events: log(*events))
"""Up to sixty events of six people on seven items, many at one time."""
