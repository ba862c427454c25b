"""Strong generalisation: people whom no model was fitted on."""

from __future__ import annotations

import numpy as np

from wellread.engine.histories import Histories
from wellread.errors import InvalidInput
from wellread.evaluation.split import Split
from wellread.evaluation.splits import cuts
from wellread.models.base import Interactions
from wellread.settings import Events

FOLD_IN = 0.8
"""Part of the events of a person held out that is known; at least one event."""


def strong_generalisation(log: Interactions, settings: Events, share: float = 0.2, seed: int = 0) -> Split:
    """Some people are held out of the fitting whole; from their first events later ones are predicted.

    The first 80 % of a person's events, in order of the log, are known, the new items of positive weight
    among the rest are the targets; the moment of a case is that of the first event not known. The other
    people's events may be later, so `later` is empty.

    Source of the protocol: Marlin, "Collaborative Filtering: A Machine Learning Perspective", 2004; Liang et
    al., "Variational Autoencoders for Collaborative Filtering", WWW 2018, who draw the 80 % at random.

    Args:
        log: Every event, in order of person and time.
        settings: How profiles fade.
        share: Part of the people who are held out; in (0, 1).
        seed: Another seed, other people.

    Raises:
        InvalidInput: nobody would be held out or left, nobody held out chose anything new in their last
            events, or a history is not in order of time.
    """
    histories, people = Histories(log, settings), np.unique(log.users)
    n = round(cuts.checked(share) * len(people))
    if not 0 < n < len(people):
        raise InvalidInput(
            f"{n} of {len(people)} people to hold out",
            "at least one held out and one to learn from",
            "Use a log of more people, or another share.",
        )
    held = np.zeros(log.n_users, bool)
    held[np.random.default_rng(seed).choice(people, n, replace=False)] = True
    begins, lengths = histories.begins[:-1], np.diff(histories.begins)
    ends = begins + np.maximum(np.floor(FOLD_IN * lengths).astype(np.int64), np.minimum(lengths, 1))
    targets = cuts.rest(histories, ends)
    users = np.flatnonzero(held & np.array([len(rows) > 0 for rows in targets], bool))
    users = users[np.argsort(log.times[ends[users]], kind="stable")]
    return Split(
        "strong",
        f"Models are fitted on {1 - share:.0%} of the people. From the first {FOLD_IN:.0%} of each other"
        " person's events the new items they chose later are predicted, among all items they had not chosen"
        " yet.",
        log.where(~held[log.users]),
        *cuts.cases(
            histories, users, ends[users].tolist(), log.times[ends[users]], [targets[u] for u in users]
        ),
    )
