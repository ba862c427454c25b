"""What all splits share: where time is cut, which events are worth asking for, and how a case is made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from wellread.engine.histories import Histories
from wellread.errors import InvalidInput
from wellread.models.base import Doubles, Interactions, Ints, Profile


class Cases(NamedTuple):
    """The cases of a `Split`, field by field."""

    users: Ints
    times: Doubles
    profiles: Sequence[Profile]
    seen: Sequence[Ints]
    targets: Sequence[Ints]


def checked(share: float) -> float:
    """The share itself.

    Raises:
        InvalidInput: it is not in (0, 1).
    """
    if not 0 < share < 1:
        raise InvalidInput(f"a share of {share}", "a number between 0 and 1", "Choose, say, 0.2.")
    return share


def cut_time(log: Interactions, share: float) -> float:
    """The moment before which all but the last `share` of the events lie.

    Raises:
        InvalidInput: `share` is not in (0, 1), or no event lies before that moment.
    """
    time = float(np.quantile(log.times, 1 - checked(share))) if len(log) else 0.0
    if not len(log) or not log.times.min() < time:
        raise InvalidInput(
            f"{len(log)} events, of which none lies before the last {share:.0%} in time",
            "events before and after a cut in time",
            "Use a log whose events have their own times, or a smaller share.",
        )
    return time


def choices(log: Interactions) -> Ints:
    """Indices of the events of positive weight on an item that the person did nothing with before.

    Before is strictly before: events of one time know nothing of each other. One event for each person and
    item, in order of the log.
    """
    order = np.lexsort((np.arange(len(log)), log.times, log.items, log.users))
    users, items, times = log.users[order], log.items[order], log.times[order]
    begins = np.append(True, (np.diff(users) != 0) | (np.diff(items) != 0))[: len(log)]
    group = np.cumsum(begins) - 1
    at = np.flatnonzero((times == times[begins][group]) & (log.weights[order] > 0))
    return np.sort(order[at[np.unique(group[at], return_index=True)[1]]])


def before_each(histories: Histories, log: Interactions, at: Ints) -> Cases:
    """One case for each event: what the person did strictly before is known, its item is asked for.

    Args:
        histories: What may be known of people.
        log: Holds the events.
        at: (n_cases,) indices of the events in `log`.

    Returns:
        The cases in order of time, by `log` among equal times.
    """
    at = at[np.argsort(log.times[at], kind="stable")]
    users, times = log.users[at], log.times[at]
    ends = [histories.before(u, t) for u, t in zip(users.tolist(), times.tolist(), strict=True)]
    return cases(histories, users, ends, times, [log.items[i : i + 1] for i in at.tolist()])


def cases(
    histories: Histories, users: Ints, ends: Sequence[int], times: Doubles, targets: Sequence[Ints]
) -> Cases:
    """Cases of given people and moments.

    Args:
        histories: What may be known of people.
        users: (n_cases,) who is asked about.
        ends: (n_cases,) index in the log of `histories` one past the last event that is known.
        times: (n_cases,) moments, ascending.
        targets: (n_cases,) rows asked for.
    """
    who = list(zip(users.tolist(), ends, strict=True))
    return Cases(
        users,
        times,
        [histories.profile(u, end, now) for (u, end), now in zip(who, times.tolist(), strict=True)],
        [histories.seen(u, end) for u, end in who],
        targets,
    )


def rest(histories: Histories, ends: Ints) -> list[Ints]:
    """For each person the new items chosen from index `ends[user]` on: (n_users,) rows ascending, each once.

    Args:
        histories: Everybody's events.
        ends: (n_users,) index one past the last event that is known.
    """
    log, found = histories.log, []
    for user, end in enumerate(ends.tolist()):
        later = slice(end, histories.begins[user + 1])
        chosen = log.items[later][log.weights[later] > 0]
        found.append(np.setdiff1d(chosen, histories.seen(user, end)))
    return found
