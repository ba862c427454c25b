"""Made-up people with tastes, who watch, like and rate: for demos and tests, never for evaluation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from wellread.data.records import DAY
from wellread.domain import Event, Item, User
from wellread.errors import InvalidInput

NOW = 1_767_225_600.0
"""2026-01-01 UTC: a simulation does not depend on the clock."""
DAYS = 180
GROUPS = 12
"""Most taste groups there can be; each is led by a tag of its own."""
TASTE, POPULARITY = 2.0, 0.8
"""Weight of taste and of the item's own appeal in a choice, where chance weighs 1."""
DRIFT = 0.15
"""Share of a taste that has wandered elsewhere in the second half of the days."""
AGES = ("18-24", "25-34", "35-44", "45-54", "55+")
COUNTRIES = ("CN", "DE", "FR", "GB", "IN", "US")
_KINDS = ("view", "like", "save", "rate", "dislike")
_LOVED, _FINE, _POOR = (0.2, 0.35, 0.15, 0.3, 0.0), (0.6, 0.1, 0.0, 0.3, 0.0), (0.4, 0.0, 0.0, 0.3, 0.3)
"""How often each kind of event follows when the item was to the person's taste, middling, or not."""
_Floats = NDArray[np.float64]


class Simulator:
    """People drawn from a few taste groups, and 180 days of what they did.

    A taste group is a few features of items (tags, country, decade) with weights. A person mixes two to four
    groups, chooses items by taste, appeal and chance, each item at most once, and drifts a little.

    Args:
        items: What there is to choose from.
        seed: The same seed, items and number of people give the same people and events.
        n_users: How many people.
        now: End of the simulated days, seconds since 1970.

    Raises:
        InvalidInput: there are no items, or no people are asked for.
    """

    def __init__(self, items: Sequence[Item], seed: int = 0, n_users: int = 200, now: float = NOW) -> None:
        if not items or n_users < 1:
            raise InvalidInput(
                f"{len(items)} items and {n_users} users to simulate", "at least one of each", "Ask for more."
            )
        self._items, self._seed, self._now = items, seed, now
        random = np.random.default_rng([seed, 0])
        self.groups = _groups(items, random)
        """Feature ("tag:Drama", "country:FR", "decade:1990") -> weight, for each taste group."""
        self.fit = _standard(np.array([[_suits(item, group) for group in self.groups] for item in items]))
        """(n_items, n_groups) float64: how well an item suits a group, mean 0 and deviation 1 in each."""
        self.tastes = np.stack([_mixture(len(self.groups), random) for _ in range(n_users)])
        """(n_users, n_groups) float64: each person's mixture; rows add up to 1."""
        self._appeal: _Floats = POPULARITY * random.standard_exponential(len(items))
        self._activity = np.clip(random.lognormal(3.0, 0.7, n_users), 5, 80).astype(int)
        self._users = [
            User(id=f"p{n:03d}", traits={"country": _one(COUNTRIES, random), "age_band": _one(AGES, random)})
            for n in range(1, n_users + 1)
        ]

    def users(self) -> list[User]:
        """The people; country and age band have nothing to do with taste."""
        return list(self._users)

    def events(self) -> list[Event]:
        """What the people did, oldest first: 5 to 80 events each, no item twice."""
        events = [event for place in range(len(self._users)) for event in self._life(place)]
        return sorted(events, key=lambda event: (event.time, event.id or ""))

    def _life(self, place: int) -> Iterator[Event]:
        random = np.random.default_rng([self._seed, 1, place])
        count = min(int(self._activity[place]), len(self._items))
        times = np.sort(random.uniform(self._now - DAYS * DAY, self._now, count))
        early, late = self._likings(place, random)
        first = self._choose(early, count // 2, [], random)
        second = self._choose(late, count - count // 2, first, random)
        for n, (row, time) in enumerate(zip(first + second, times, strict=True)):
            liking = float((early if n < len(first) else late)[row] + random.normal(0, 0.3))
            kind = _one(_KINDS, random, _LOVED if liking > 0.8 else _FINE if liking > -0.2 else _POOR)
            yield Event(
                id=f"sim-{self._seed}-{self._users[place].id}-{n + 1:02d}",
                user=self._users[place].id,
                item=self._items[row].id,
                kind=kind,
                value=_stars(liking) if kind == "rate" else None,
                time=round(float(time)),
                synthetic=True,
            )

    def _likings(self, place: int, random: np.random.Generator) -> tuple[_Floats, _Floats]:
        """(n_items,) float64, deviation 1: what the person likes in the first and in the second half."""
        taste = self.tastes[place]
        wandered = (1 - DRIFT) * taste + DRIFT * _mixture(len(taste), random)
        return _standard(self.fit @ taste), _standard(self.fit @ wandered)

    def _choose(
        self, liking: _Floats, count: int, known: list[int], random: np.random.Generator
    ) -> list[int]:
        """Draw rows without repetition, with probabilities that go as exp(utility): the Gumbel trick."""
        utility = TASTE * liking + self._appeal + random.gumbel(size=len(liking))
        utility[known] = -np.inf
        chosen = np.argsort(-utility, kind="stable")[:count]
        return [int(row) for row in random.permutation(chosen)]


def _features(item: Item) -> Iterator[str]:
    yield from (f"tag:{tag}" for tag in item.tags or [item.category] if tag)
    country, year = item.attributes.get("country"), item.attributes.get("year")
    yield from (f"country:{c}" for c in (country if isinstance(country, list) else [country]) if c)
    if isinstance(year, int):
        yield f"decade:{year // 10 * 10}"


def _suits(item: Item, group: dict[str, float]) -> float:
    return sum(group.get(feature, 0.0) for feature in set(_features(item)))


def _groups(items: Sequence[Item], random: np.random.Generator) -> list[dict[str, float]]:
    """A leading tag for each group, and by chance a second tag, a country and a decade."""
    counts = Counter(feature for item in items for feature in _features(item))
    common = sorted(counts, key=lambda feature: (-counts[feature], feature))
    weights = {"tag:": 0.4, "country:": 0.3, "decade:": 0.3}
    kinds = {kind: [feature for feature in common if feature.startswith(kind)][:GROUPS] for kind in weights}
    groups = []
    for lead in kinds["tag:"] or [""]:
        extra = {_one(kinds[kind], random): weight for kind, weight in weights.items() if kinds[kind]}
        groups.append(extra | {lead: 1.0})
    return groups


def _mixture(groups: int, random: np.random.Generator) -> _Floats:
    """(n_groups,) float64: two to four groups, the others 0; adds up to 1."""
    some = random.choice(groups, min(int(random.integers(2, 5)), groups), replace=False)
    mixture = np.zeros(groups)
    mixture[some] = random.dirichlet(np.ones(len(some)))
    return mixture


def _stars(liking: float) -> float:
    """Half a star to five, in halves; what is neither liked nor disliked gets two and a half."""
    return min(5.0, max(0.5, round(5 + 2 * liking) / 2))


def _standard(values: _Floats) -> _Floats:
    """Columns with mean 0 and deviation 1; constant ones become 0."""
    centred = values - values.mean(axis=0)
    deviation = centred.std(axis=0)
    standard: _Floats = centred / np.where(deviation > 1e-12, deviation, 1.0)
    return standard


def _one(of: Sequence[str], random: np.random.Generator, odds: Sequence[float] | None = None) -> str:
    return of[int(random.choice(len(of), p=odds))]
