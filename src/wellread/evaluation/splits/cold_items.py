"""Cold items: things that nobody has touched have to be found among all others."""

from __future__ import annotations

import numpy as np

from wellread.engine.histories import Histories
from wellread.errors import InvalidInput
from wellread.evaluation.split import Split
from wellread.evaluation.splits import cuts
from wellread.models.base import Interactions, Mask
from wellread.settings import Events


def cold_items(
    log: Interactions,
    settings: Events,
    share: float = 0.2,
    *,
    items: float = 0.15,
    by_time: bool = False,
    seed: int = 0,
) -> Split:
    """Some items are held out of all behaviour; later choices of them are predicted, among all items.

    Neither what models are fitted on nor any profile holds an event on a cold item. Asked for is every event
    from t1 on, of positive weight, on a cold item that the person did nothing with before; cold items that
    the person had chosen before are not listed either.

    Args:
        log: Every event, in order of person and time.
        settings: How profiles fade.
        share: Part of the events, the last in time, among which cases are looked for; in (0, 1).
        items: Part of the items that is held out; in (0, 1).
        by_time: Hold out the items first touched from t1 on instead; then models know all there was.
        seed: Another seed, other items.

    Raises:
        InvalidInput: no events are left to predict or to fit on, or a history is not in order of time.
    """
    t1, everything = cuts.cut_time(log, share), Histories(log, settings)
    cold = _new(log, t1) if by_time else _drawn(log, cuts.checked(items), seed)
    warm = log.where(~cold[log.items])
    train = warm.where(warm.times < t1)
    if not len(train):
        raise InvalidInput(
            "a log in which all events before the cut are on cold items",
            "events on other items to fit on",
            "Use a log of more items, hold out fewer, or take another seed.",
        )
    at = cuts.choices(log)
    asked = cuts.before_each(Histories(warm, settings), log, at[(log.times[at] >= t1) & cold[log.items[at]]])
    moments = zip(asked.users.tolist(), asked.times.tolist(), strict=True)
    chosen = [everything.seen(user, everything.before(user, time)) for user, time in moments]
    return Split(
        "cold-items-by-time" if by_time else "cold-items",
        f"{'The items first touched later' if by_time else f'{items:.0%} of the items, drawn at random,'} are"
        f" held out of all behaviour. Models are fitted on the first {1 - share:.0%} of the events in time;"
        " every later event of positive weight on an item held out is predicted from what the person did"
        " before it, among all items the person has not chosen yet.",
        train,
        *asked._replace(seen=chosen),
        warm.where(warm.times >= t1),
        np.array([len(rows) for rows in asked.seen], np.int64),
    )


def _new(log: Interactions, t1: float) -> Mask:
    """(n_items,) touched from t1 on only."""
    found = np.ones(int(log.items.max()) + 1, bool)
    found[log.items[log.times < t1]] = False
    return found


def _drawn(log: Interactions, share: float, seed: int) -> Mask:
    """(n_items,) a share of the items that the log holds."""
    touched = np.unique(log.items)
    found = np.zeros(int(log.items.max()) + 1, bool)
    found[np.random.default_rng(seed).choice(touched, round(share * len(touched)), replace=False)] = True
    return found
