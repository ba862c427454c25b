"""What became of an experiment: rates of each arm, with intervals over users."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from pydantic import BaseModel
from scipy.stats import chisquare

from wellread.engine.experiments import expected
from wellread.engine.strength import strength
from wellread.errors import NotFound, nearest
from wellread.evaluation.bootstrap import Interval, apart, rate
from wellread.models.base import Doubles
from wellread.settings import Events, Settings
from wellread.store import Store

FEW_USERS, FEW_OUTCOMES = 100, 10
"""An arm with fewer cannot be judged: percentile intervals are too narrow then."""
MISMATCH = 0.001
"""p of the users' division below which something is wrong with it."""


class Estimate(BaseModel):
    """A rate, or a difference of rates, and its 95 % interval."""

    mean: float
    low: float | None
    """None where one user alone was seen."""
    high: float | None


class Arm(BaseModel):
    """One pipeline of an experiment, and those who were answered by it."""

    pipeline: str
    share: float
    """Of the users, as the settings divide them."""
    users: int
    answers: int
    impressions: int
    outcomes: int
    """Events that speak for an item, by whom it was shown to, naming the answer that showed it."""
    per_answer: Estimate | None
    """Outcomes; None where nobody was shown anything."""
    per_user: Estimate | None
    difference_per_answer: Estimate | None
    """From the first arm; None for that arm itself, and where one of the two has no users."""
    difference_per_user: Estimate | None


class ExperimentReport(BaseModel):
    """What became of an experiment."""

    name: str
    pipeline: str
    """The one that requests name."""
    since: float
    """Seconds since 1970 from which on answers count."""
    arms: list[Arm]
    """The largest share first, of equal ones by name; the others are compared with the first."""
    division: float | None
    """Chance of users divided like this or worse if the shares hold (chi-square); None: nothing to divide."""
    notes: list[str]
    """What to know before anything is concluded."""


Sums = Doubles
"""(n_users, 3) answers, impressions and outcomes of each user of an arm."""


def report(store: Store, settings: Settings, name: str, since: float = 0.0) -> ExperimentReport:
    """What became of an experiment so far.

    Args:
        store: The record.
        settings: Its arms, and which events speak for an item.
        name: Of the experiment.
        since: Answers before this are left out, seconds since 1970.

    Raises:
        NotFound: the settings have no experiment of this name.
    """
    experiment = settings.experiments.get(name)
    if experiment is None:
        known = sorted(settings.experiments)
        raise NotFound(
            f"no experiment is called '{name}'{nearest(name, known)}",
            f"one of {', '.join(known)}" if known else f"[experiments.{name}] in wellread.toml",
            "Check the name, or add the experiment to the settings.",
        )
    shares = expected(experiment)
    people = _people(store, settings.events, name, since)
    sums = {arm: np.array(list(people[arm].values()), np.float64).reshape(-1, 3) for arm in shares}
    first = next(iter(shares))
    arms = [_arm(arm, share, sums[arm], sums[first]) for arm, share in shares.items()]
    division = _division(arms)
    return ExperimentReport(
        name=name, pipeline=experiment.pipeline, since=since, arms=arms, division=division,
        notes=_notes(arms, division, people),
    )  # fmt: skip


def _people(store: Store, events: Events, name: str, since: float) -> dict[str, dict[int, list[int]]]:
    """Pipeline -> row of a user -> answers, impressions, outcomes."""
    parts, responses = store.experiment(name, since)
    people: dict[str, dict[int, list[int]]] = defaultdict(dict)
    for part in parts:
        people[part.pipeline][part.user_row] = [part.answers, part.impressions, 0]
    for did in responses:
        own = people[did.pipeline].get(did.user_row)  # None: shown something for the first time just now
        if own is not None and strength(did.kind, did.value, events) > 0:
            own[2] += did.events
    return people


def _arm(name: str, share: float, own: Sums, first: Sums) -> Arm:
    answers, impressions, outcomes = own.sum(axis=0).astype(int).tolist()
    per_answer, per_user = _estimates(own)
    both = len(own) and len(first) and own is not first
    by_answer, by_user = _differences(own, first) if both else (None, None)
    return Arm(
        pipeline=name, share=share, users=len(own), answers=answers, impressions=impressions,
        outcomes=outcomes, per_answer=per_answer, per_user=per_user, difference_per_answer=by_answer,
        difference_per_user=by_user,
    )  # fmt: skip


def _estimates(own: Sums) -> tuple[Estimate | None, Estimate | None]:
    if not len(own):
        return None, None
    return _told(rate(own[:, 2], own[:, 0])), _told(rate(own[:, 2], np.ones(len(own))))


def _differences(own: Sums, first: Sums) -> tuple[Estimate, Estimate]:
    by_answer = apart((own[:, 2], own[:, 0]), (first[:, 2], first[:, 0]))
    by_user = apart((own[:, 2], np.ones(len(own))), (first[:, 2], np.ones(len(first))))
    return _told(by_answer), _told(by_user)


def _told(found: Interval) -> Estimate:
    low, high = (None if np.isnan(end) else end for end in (found.low, found.high))
    return Estimate(mean=found.mean, low=low, high=high)


def _division(arms: Sequence[Arm]) -> float | None:
    """P-value of the chi-square test that users are divided by the shares (sample ratio mismatch)."""
    users = np.array([arm.users for arm in arms], np.float64)
    if len(arms) < 2 or not users.sum():
        return None
    return float(chisquare(users, users.sum() * np.array([arm.share for arm in arms])).pvalue)


def _notes(arms: Sequence[Arm], division: float | None, people: dict[str, dict[int, list[int]]]) -> list[str]:
    notes = []
    if not any(arm.users for arm in arms):
        return ["nobody has been shown an answer of this experiment yet"]
    if division is not None and division < MISMATCH:
        notes.append(
            f"the users are not divided as the shares say (p = {division:.1g}): the shares were changed, or "
            "an arm loses users on the way; do not trust the comparison until it is known why"
        )
    several = sum(count > 1 for count in Counter(row for own in people.values() for row in own).values())
    if several:
        notes.append(f"{several} users were in several arms, since the shares or arms were changed")
    if strange := sorted(people.keys() - {arm.pipeline for arm in arms}):
        notes.append(f"answers by {', '.join(strange)}, which are no arms now, are left out")
    for arm in arms:
        if arm.users < FEW_USERS or arm.outcomes < FEW_OUTCOMES:
            notes.append(
                f"'{arm.pipeline}' has too few to judge by: users {arm.users}, outcomes {arm.outcomes} "
                f"(at least {FEW_USERS} and {FEW_OUTCOMES}); its intervals are too narrow"
            )
    return notes
