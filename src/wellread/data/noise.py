"""How far the events of a log are believed: 1 as they stand, 0 not at all. Nothing is deleted.

What is usual in a log is settled once, when models are fitted. After that the reliability of an event depends
on nothing but the history of its own person, so adding and taking away a history are exact opposites.
"""

from __future__ import annotations

from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from wellread.settings import Noise

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

DAY = 86_400.0
FAR = 5.0
"""Robust standard deviations above the median at which a day is beyond the log's own distribution."""
SURE = 3.0
"""Standard errors within which choices cannot be told from draws of every item alike."""
TELLING = 0.5
"""Standard deviations by which choices must be more popular than items, or popularity tells nothing."""
MAD = 1.4826
"""Standard deviation of a normal distribution over its median absolute deviation."""


class Usual(NamedTuple):
    """What people usually do in a log."""

    most_a_day: float
    """More events within 24 hours are no person's."""
    popularity: Doubles
    """(n_items,) log(1 + people who chose the item); empty where it tells nothing of whom to believe."""

    @classmethod
    def of(cls, users: Ints, items: Ints, times: Doubles, n_items: int, settings: Noise) -> Self:
        """Look at a log.

        Args:
            users: (n_events,) index of the person, ascending.
            items: (n_events,) rows of items.
            times: (n_events,) seconds since 1970, ascending for each person.
            n_items: How many items there are.
            settings: The least of `most_a_day`.
        """
        busiest = busiest_day(users, times)
        logs = np.log(busiest[busiest > 0])
        middle = float(np.median(logs)) if len(logs) else 0.0
        spread = MAD * float(np.median(np.abs(logs - middle))) if len(logs) else 0.0
        most = max(float(settings.events_a_day), float(np.exp(middle + FAR * spread)))
        item = _choices(users, items)[1]
        if not len(item):
            return cls(most, np.zeros(0))
        people = np.bincount(item, minlength=n_items)
        popularity = np.log1p(people)
        # log(1 + others who chose it) of the items that are chosen, beside that of all items
        gap = np.log(people[item]).mean() - popularity.mean()
        return cls(most, popularity if gap >= TELLING * popularity.std() > 0 else np.zeros(0))


class Reliability(NamedTuple):
    """How far each event is believed, and why some are believed less."""

    values: Floats
    """(n_events,) 0 to 1: the product of what the causes leave."""
    causes: dict[str, Mask]
    """Cause -> (n_events,) bool: which events it weighs down."""

    def counted(self, users: Ints) -> dict[str, dict[str, int]]:
        """Cause -> number of `events` and of `people` weighed down; causes without any are left out."""
        return {
            cause: {"events": int(own.sum()), "people": len(np.unique(users[own]))}
            for cause, own in self.causes.items()
            if own.any()
        }


def reliability(
    users: Ints, items: Ints, weights: Floats, times: Doubles, usual: Usual, settings: Noise
) -> Reliability:
    """How far each event is believed.

    Args:
        users: (n_events,) index of the person, ascending.
        items: (n_events,) rows of items.
        weights: (n_events,) signed.
        times: (n_events,) seconds since 1970, ascending for each person.
        usual: What is usual.
        settings: Thresholds.
    """
    hasty = (busiest_day(users, times) > usual.most_a_day)[users]
    random = choose_at_random(users, items, usual.popularity, settings.choices)[users] & ~hasty
    again = 1 / repeats(users, items, weights, times, 60 * settings.repeat_minutes)
    left = standing(users, items, weights, times)
    values = np.where(hasty | random, 0, again * left).astype(np.float32)
    causes = {
        "more events a day than a person's": hasty,
        "items chosen at random": random,
        "the same again within a short time": again < 1,
        "taken back later": left < 1,
    }
    return Reliability(values, causes)


def busiest_day(users: Ints, times: Doubles) -> Ints:
    """(n_users,) the most events that each person has within any 24 hours."""
    if not len(users):
        return np.zeros(0, np.int64)
    # one ascending key for all people: nobody's day reaches into another's
    key = users * (np.ptp(times) + 2 * DAY) + (times - times.min())
    within = np.arange(len(key)) - np.searchsorted(key, key - DAY, side="right") + 1
    found = np.zeros(int(users[-1]) + 1, np.int64)
    np.maximum.at(found, users, within)
    return found


def choose_at_random(users: Ints, items: Ints, popularity: Doubles, least: int) -> Mask:
    """Whose choices cannot be told from draws in which every item is alike.

    Most people choose what is popular more often than what is not, and lovers of the rare do the opposite.
    Whose items' mean log popularity lies within SURE standard errors of that of all items, for a sample of
    that size, is taken for a machine.

    Args:
        users: (n_events,) index of the person, ascending.
        items: (n_events,) rows of items.
        popularity: (n_items,) log(1 + people); items beyond have none.
        least: Fewer different items tell nothing.

    Returns:
        (n_users,) bool.
    """
    n = int(users[-1]) + 1 if len(users) else 0
    if not n or not len(popularity):
        return np.zeros(n, bool)
    person, item = _choices(users, items)
    known = item < len(popularity)
    person, item = person[known], item[known]
    counts = np.bincount(person, minlength=n)
    # The person's own choice is among those counted: without it an item has exp(popularity) - 2 people.
    others = np.log(np.maximum(np.expm1(popularity[item]), 1))
    means = np.bincount(person, others, n) / np.maximum(counts, 1)
    errors = popularity.std() / np.sqrt(np.maximum(counts, 1))
    return np.asarray((counts >= least) & (np.abs(means - popularity.mean()) <= SURE * errors), np.bool_)


def repeats(users: Ints, items: Ints, weights: Floats, times: Doubles, seconds: float) -> Ints:
    """(n_events,) the how manieth time in a row the person says the same of the item, counted from 1.

    A row ends where more than `seconds` pass. Kinds of events that weigh alike say the same.
    """
    order = np.lexsort((times, weights, items, users))
    same = np.zeros(len(order), bool)
    same[1:] = np.diff(times[order]) <= seconds
    for column in (users, items, weights):
        same[1:] &= np.diff(column[order]) == 0
    starts = np.flatnonzero(~same)
    found = np.zeros(len(order), np.int64)
    found[order] = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order)))) + 1
    return found


def standing(users: Ints, items: Ints, weights: Floats, times: Doubles) -> Doubles:
    """(n_events,) what the person's newest word on the item leaves of an event of the other sign.

    1 - |newest| / |weight|, at least 0: a dislike takes a like back, a skip takes a third of a purchase.
    """
    order = np.lexsort((times, items, users))
    own = weights[order].astype(np.float64)
    new = np.ones(len(order), bool)
    new[1:] = (np.diff(users[order]) != 0) | (np.diff(items[order]) != 0)
    starts = np.flatnonzero(new)
    lengths = np.diff(np.append(starts, len(order)))
    newest = np.repeat(own[starts + lengths - 1], lengths)
    against = own * newest < 0
    left = np.ones(len(order))
    left[against] = np.maximum(1 - np.abs(newest[against] / own[against]), 0)
    found = np.empty(len(order))
    found[order] = left
    return found


def _choices(users: Ints, items: Ints) -> tuple[Ints, Ints]:
    """People and items of the pairs that occur, each pair once."""
    width = int(items.max(initial=0)) + 1
    pairs = np.unique(users * width + items)
    return pairs // width, pairs % width
