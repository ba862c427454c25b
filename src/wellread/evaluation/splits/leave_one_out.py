"""Leave-one-out, for parity with the literature. It leaks time: do not choose a model by it."""

from __future__ import annotations

from typing import Literal

import numpy as np

from wellread.engine.histories import Histories
from wellread.errors import InvalidInput
from wellread.evaluation.split import Split
from wellread.evaluation.splits import cuts
from wellread.models.base import Interactions
from wellread.settings import Events

LEFT = {"test": 1, "validation": 2}
"""How many places from the end of a history the item that is asked for stands."""


def leave_one_out(
    log: Interactions, settings: Events, stage: Literal["test", "validation"] = "test"
) -> Split:
    """The last item that each person chose is asked for; the one before it is for validation.

    Models are fitted on what comes before the validation item in either stage. A history is the items chosen
    (events of positive weight), each at its first event; the order of the log decides, so of events of one
    time the earlier ones are known. People who chose fewer than three items are left out.

    One person's last item may be older than another's first, so models are fitted on what lies in the future
    of a case, popularity included, and models may change places when the leak is closed. That is why `later`
    is empty here.

    Source of the protocol: He et al., "Neural Collaborative Filtering", WWW 2017 (there with sampled
    candidates); full ranking as in Krichene and Rendle, "On Sampled Metrics for Item Recommendation",
    KDD 2020.

    Args:
        log: Every event, in order of person and time.
        settings: How profiles fade.
        stage: "test" asks for the last item, "validation" for the one before it.

    Raises:
        InvalidInput: nobody chose three items, the stage is unknown, or a history is not in order of time.
    """
    if stage not in LEFT:
        raise InvalidInput(f"the stage '{stage}'", "'test' or 'validation'", "Choose one of the two.")
    Histories(log, settings)  # refuses a log that is out of order
    chosen = np.zeros(len(log), bool)
    chosen[cuts.choices(log)] = True
    log = log.where(chosen)
    log = log.where((np.bincount(log.users) >= 3)[log.users] if len(log) else np.ones(0, bool))
    left = np.searchsorted(log.users, log.users, side="right") - np.arange(len(log))
    asked = np.flatnonzero(left == LEFT[stage])
    asked = asked[np.argsort(log.times[asked], kind="stable")]
    return Split(
        "leave-one-out",
        f"The {'last' if stage == 'test' else 'last but one'} item that each person chose is predicted from"
        " what they chose before it, among all items they had not chosen yet; models are fitted on everything"
        " but each person's last two items. People who chose fewer than three are left out. This leaks time"
        " (models see events later than a case) and serves comparison with published figures only.",
        log.where(left > 2),
        *cuts.cases(
            Histories(log, settings),
            log.users[asked],
            asked.tolist(),
            log.times[asked],
            [log.items[i : i + 1] for i in asked.tolist()],
        ),
    )
