"""A global cut in time: everything before it is known, everything after it is asked for at once."""

from __future__ import annotations

import numpy as np

from wellread.engine.histories import Histories
from wellread.evaluation.split import Split
from wellread.evaluation.splits import cuts
from wellread.models.base import Interactions
from wellread.settings import Events


def global_time(log: Interactions, settings: Events, share: float = 0.2) -> Split:
    """One case a person, at t1: what they did before is known, new items they chose later are the targets.

    People who come only after t1 are cases with an empty history; people who choose nothing new are none.

    Source: Ji, Sun, Zhang and Li, "A Critical Study on Data Leakage in Recommender System Offline
    Evaluation", TOIS 2023.

    Args:
        log: Every event, in order of person and time.
        settings: How profiles fade.
        share: Part of the events, the last in time, that is asked for; in (0, 1).

    Raises:
        InvalidInput: no events are left to ask for or to fit on, or a history is not in order of time.
    """
    t1, histories = cuts.cut_time(log, share), Histories(log, settings)
    ends = np.array([histories.before(user, t1) for user in range(log.n_users)], np.int64)
    targets = cuts.rest(histories, ends)
    users = np.flatnonzero([len(rows) for rows in targets])
    return Split(
        "time",
        f"Models are fitted on the first {1 - share:.0%} of the events in time. From what each person did"
        " until then all new items that they chose later are predicted at once, among all items the person"
        " had not chosen yet.",
        log.where(log.times < t1),
        *cuts.cases(
            histories, users, ends[users].tolist(), np.full(len(users), t1), [targets[u] for u in users]
        ),
        log.where(log.times >= t1),
    )
