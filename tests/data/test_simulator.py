"""Made-up people and what they do."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from wellread.data import Simulator
from wellread.data.simulator import DAYS, NOW
from wellread.domain import Item
from wellread.errors import InvalidInput

TAGS = ("Comedy", "Crime", "Drama", "Fantasy", "Horror", "War")


def films(count: int = 240) -> list[Item]:
    random = np.random.default_rng(7)
    return [
        Item(
            id=f"f{n}",
            title=f"Film {n}",
            tags=[str(tag) for tag in random.choice(TAGS, 2, replace=False)],
            attributes={"year": int(random.integers(1950, 2020)), "country": ["FR", "CN"][n % 2 : n % 2 + 1]},
        )
        for n in range(count)
    ]


@pytest.fixture(scope="module")
def world() -> Simulator:
    return Simulator(films(), seed=3, n_users=150)


def test_the_same_seed_gives_the_same_people(world: Simulator) -> None:
    again = Simulator(films(), seed=3, n_users=150)
    assert again.users() == world.users()
    assert again.events() == world.events() == world.events()
    assert Simulator(films(), seed=4, n_users=150).events() != world.events()


def test_people(world: Simulator) -> None:
    users = world.users()
    assert [users[0].id, users[-1].id, len(users)] == ["p001", "p150", 150]
    assert set(users[0].traits) == {"country", "age_band"}
    assert world.tastes.sum(axis=1) == pytest.approx(1)
    assert set((world.tastes > 0).sum(axis=1)) <= {2, 3, 4}


def test_events(world: Simulator) -> None:
    events = world.events()
    assert all(event.synthetic for event in events)
    assert len({event.id for event in events}) == len(events)
    assert len({(event.user, event.item) for event in events}) == len(events)
    assert {event.kind for event in events} == {"view", "like", "save", "rate", "dislike"}
    assert all((event.value is not None) == (event.kind == "rate") for event in events)
    times = [event.time for event in events]
    assert times == sorted(times)
    assert NOW - DAYS * 86_400 <= times[0] <= times[-1] <= NOW
    activity = Counter(event.user for event in events).values()
    assert 5 <= min(activity) < max(activity) <= 80


def test_people_of_a_group_consume_what_leads_it(world: Simulator) -> None:
    tags = {item.id: item.tags for item in films()}
    chance = 2 / len(TAGS)
    for place, group in enumerate(world.groups):
        lead = next(feature for feature, weight in group.items() if weight == 1.0).removeprefix("tag:")
        mine = zip(world.users(), world.tastes, strict=True)
        members = {user.id for user, taste in mine if taste[place] > 0.6}
        seen = [lead in tags[event.item or ""] for event in world.events() if event.user in members]
        assert np.mean(seen) > 1.6 * chance


def test_ratings_follow_taste(world: Simulator) -> None:
    rows = {item.id: row for row, item in enumerate(films())}
    people = {user.id: row for row, user in enumerate(world.users())}
    liking = world.fit @ world.tastes.T
    rated = [event for event in world.events() if event.value is not None]
    suited = [liking[rows[event.item or ""], people[event.user]] for event in rated]
    stars = [event.value or 0.0 for event in rated]
    assert np.corrcoef(suited, stars)[0, 1] > 0.5
    assert len(set(stars)) >= 6


def test_some_items_are_popular(world: Simulator) -> None:
    counts = sorted(Counter(event.item for event in world.events()).values(), reverse=True)
    assert sum(counts[:24]) > 0.2 * sum(counts)


def test_a_small_and_bare_catalogue() -> None:
    world = Simulator([Item(id="a"), Item(id="b", category="Tea")], n_users=3)
    assert all(1 <= count <= 2 for count in Counter(event.user for event in world.events()).values())
    assert Simulator([Item(id="a")], n_users=1).events()


@pytest.mark.parametrize(("items", "n_users"), [([], 5), ([Item(id="a")], 0)])
def test_nobody_or_nothing_to_simulate(items: list[Item], n_users: int) -> None:
    with pytest.raises(InvalidInput, match="at least one"):
        Simulator(items, n_users=n_users)
