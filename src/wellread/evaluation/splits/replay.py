"""Replay: what the product does all day. Every later event is predicted from all that happened before it."""

from __future__ import annotations

import numpy as np

from wellread.engine.histories import Histories
from wellread.errors import InvalidInput
from wellread.evaluation.split import Split
from wellread.models.base import Interactions
from wellread.settings import Events


def replay(log: Interactions, settings: Events, share: float = 0.2) -> Split:
    """Models are fitted before t1; then each event is predicted, and added to the person's profile.

    Asked for is every later event of positive weight on an item that the person has not chosen before. The
    profile holds what the person did strictly before.

    Args:
        log: Every event, in order of person and time.
        settings: How profiles fade.
        share: Part of the events, the last in time, that is predicted; in (0, 1).

    Raises:
        InvalidInput: no events are left to predict or to fit on.
    """
    t1 = cut_time(log, share)
    histories = Histories(log, settings)
    wanted = np.flatnonzero((log.times >= t1) & (log.weights > 0))
    cases = []
    for at in wanted[np.argsort(log.times[wanted], kind="stable")].tolist():
        user, time = int(log.users[at]), float(log.times[at])
        end = histories.before(user, time)
        seen = histories.seen(user, end)
        if log.items[at] not in seen:
            cases.append((user, time, histories.profile(user, end, time), seen, log.items[at : at + 1]))
    users, times, profiles, seen_rows, targets = zip(*cases, strict=True) if cases else ((),) * 5
    return Split(
        "replay",
        f"Models are fitted on the first {1 - share:.0%} of the events in time. Every later event of positive"
        " weight is predicted, among all items the person has not chosen yet, from what they did before it.",
        log.where(log.times < t1),
        np.array(users, np.int64),
        np.array(times, np.float64),
        profiles,
        seen_rows,
        targets,
        log.where(log.times >= t1),
    )


def cut_time(log: Interactions, share: float) -> float:
    """The moment before which all but the last `share` of the events lie.

    Raises:
        InvalidInput: `share` is not in (0, 1), or all events lie on one side.
    """
    if not 0 < share < 1:
        raise InvalidInput(f"a test share of {share}", "a number between 0 and 1", "Choose, say, 0.2.")
    time = float(np.quantile(log.times, 1 - share)) if len(log) else 0.0
    if not len(log) or log.times.min() >= time:
        raise InvalidInput(
            f"{len(log)} events, all of one time",
            "events before and after a cut in time",
            "Import a log whose events have their own times.",
        )
    return time
