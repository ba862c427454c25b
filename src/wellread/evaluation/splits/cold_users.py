"""Cold users: people who come when the models are already there."""

from __future__ import annotations

import numpy as np

from wellread.engine.histories import Histories
from wellread.evaluation.split import Split
from wellread.evaluation.splits import cuts
from wellread.models.base import Interactions
from wellread.settings import Events

FIRST = 5
"""How many events of a new person are asked for."""


def cold_users(log: Interactions, settings: Events, share: float = 0.2) -> Split:
    """The first steps of people who come after t1: with nothing known of them, and with 1 to 4 events.

    `Split.activity` says how many events are known in a case. Events of one time know nothing of each other,
    so several of a person's events may be asked for with the same number known.

    Args:
        log: Every event, in order of person and time.
        settings: How profiles fade.
        share: Part of the events, the last in time, in which people may be new; in (0, 1).

    Raises:
        InvalidInput: nobody comes after the cut, or a history is not in order of time.
    """
    t1, histories = cuts.cut_time(log, share), Histories(log, settings)
    begins = histories.begins[log.users]
    # as many as lie strictly before: the place of the first event of the same time
    changes = (np.diff(log.users) != 0) | (np.diff(log.times) != 0)
    places = np.maximum.accumulate(np.where(np.append(True, changes), np.arange(len(log)), 0)) - begins
    at = cuts.choices(log)
    return Split(
        "cold-users",
        f"Models are fitted on the first {1 - share:.0%} of the events in time. Of people who come later the"
        f" first {FIRST} events, where of positive weight, are predicted one by one, the first from nothing,"
        " among all items the person has not chosen yet.",
        log.where(log.times < t1),
        *cuts.before_each(histories, log, at[(log.times[begins[at]] >= t1) & (places[at] < FIRST)]),
        log.where(log.times >= t1),
    )
