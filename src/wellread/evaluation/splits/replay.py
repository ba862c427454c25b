"""Replay: what the product does all day. Every later event is predicted from all that happened before it."""

from __future__ import annotations

from wellread.engine.histories import Histories
from wellread.evaluation.split import Split
from wellread.evaluation.splits import cuts
from wellread.models.base import Interactions
from wellread.settings import Events


def replay(log: Interactions, settings: Events, share: float = 0.2) -> Split:
    """Models are fitted before t1; then each event is predicted, and added to the person's profile.

    Asked for is every later event of positive weight on an item that the person did nothing with before. The
    profile holds what the person did strictly before.

    Args:
        log: Every event, in order of person and time.
        settings: How profiles fade.
        share: Part of the events, the last in time, that is predicted; in (0, 1).

    Raises:
        InvalidInput: no events are left to predict or to fit on, or a history is not in order of time.
    """
    t1 = cuts.cut_time(log, share)
    at = cuts.choices(log)
    return Split(
        "replay",
        f"Models are fitted on the first {1 - share:.0%} of the events in time. Every later event of positive"
        " weight is predicted, among all items the person has not chosen yet, from what they did before it.",
        log.where(log.times < t1),
        *cuts.before_each(Histories(log, settings), log, at[log.times[at] >= t1]),
        log.where(log.times >= t1),
    )
