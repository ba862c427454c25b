"""Reliability of events, on constructed logs."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wellread.data.noise import (
    DAY,
    Ints,
    Usual,
    busiest_day,
    choose_at_random,
    reliability,
    repeats,
    standing,
)
from wellread.models.base import Interactions
from wellread.settings import Noise

HOUR = 3600.0


def log(*events: tuple[int, int, float, float]) -> Interactions:
    """Events as (user, item, weight, time)."""
    users, items, weights, times = zip(*events, strict=True)
    return Interactions.of(
        np.array(users), np.array(items), np.array(weights, np.float32), np.array(times, np.float64)
    )


def crowd(n: int = 200, n_items: int = 400, length: int = 60, seed: int = 0) -> list[Ints]:
    """Histories of different items, drawn by popularity 1 / rank."""
    rng = np.random.default_rng(seed)
    share = 1 / np.arange(1, n_items + 1)
    return [rng.choice(n_items, length, replace=False, p=share / share.sum()) for _ in range(n)]


def test_the_busiest_day_is_any_24_hours() -> None:
    found = busiest_day(
        np.array([0, 0, 0, 0, 2, 2]), np.array([0, 20 * HOUR, 30 * HOUR, 90 * HOUR, 5, 5 + DAY])
    )
    assert found.tolist() == [2, 0, 1]
    assert busiest_day(np.zeros(0, np.int64), np.zeros(0)).tolist() == []


def test_a_page_rated_at_once_is_no_machine() -> None:
    """Three hundred stars in one second are what a form sends; thousands a day, day after day, are not."""
    ordinary = np.repeat(np.arange(3, 23), 30)
    users = np.concatenate([np.repeat([0, 1, 2], [300, 40, 5000]), ordinary])
    items = np.concatenate([np.arange(300), np.arange(40), np.arange(5000) % 300, np.arange(600) % 30])
    times = np.concatenate(
        [np.full(300, 7.0), np.arange(40) * HOUR, np.arange(5000) * 10.0, np.arange(600) * 60.0]
    )
    settings = Noise(choices=100_000)
    usual = Usual.of(users, items, times, 300, settings)
    found = reliability(users, items, np.ones(len(users), np.float32), times, usual, settings)
    assert found.counted(users)["more events a day than a person's"] == {"events": 5000, "people": 1}
    assert not found.values[users == 2].any()
    assert (found.values[users != 2] == 1).all()


def test_where_everybody_is_quick_only_far_beyond_counts() -> None:
    users = np.repeat(np.arange(11), 10 * [3000] + [4000])
    times = np.tile(np.arange(4000.0), 11)[: len(users)]
    order = np.lexsort((times, users))
    usual = Usual.of(users[order], np.zeros_like(users), times[order], 1, Noise())
    assert usual.most_a_day >= 2000


def test_draws_of_every_item_alike_are_a_machines() -> None:
    people = crowd()
    rng = np.random.default_rng(1)
    machines = [rng.choice(400, 60, replace=False) for _ in range(40)]
    others = [rng.choice(400, 10, replace=False), np.arange(300, 400)]
    made = Interactions.of_histories(people + machines + others)
    usual = Usual.of(made.users, made.items, made.times, 400, Noise())
    found = choose_at_random(made.users, made.items, usual.popularity, 50)
    assert not found[:200].any()
    assert found[200:240].mean() > 0.95
    assert not found[240:].any()  # too few choices; a lover of the rare


def test_where_no_item_is_popular_nobody_is_a_machine() -> None:
    rng = np.random.default_rng(0)
    made = Interactions.of_histories([rng.choice(300, 60, replace=False) for _ in range(100)])
    usual = Usual.of(made.users, made.items, made.times, 300, Noise())
    assert not choose_at_random(made.users, made.items, usual.popularity, 50).any()


def test_the_same_again_counts_the_less_the_oftener() -> None:
    made = log(
        (0, 1, 0.5, 0), (0, 1, 0.5, 60), (0, 1, 1.0, 60), (0, 1, 0.5, 120), (0, 1, 0.5, 9000),
        (0, 2, 0.5, 61), (1, 1, 0.5, 61),
    )  # fmt: skip
    found = repeats(made.users, made.items, made.weights, made.times, 1800)
    assert found.tolist() == [1, 2, 1, 1, 3, 1, 1]  # in order of person and time


def test_the_newest_word_decides() -> None:
    made = log(
        (0, 1, 1.0, 0), (0, 1, -1.0, 5), (0, 2, -1.0, 0), (0, 2, 1.0, 5),
        (1, 1, 1.0, 0), (1, 1, -0.3, 5), (1, 2, 0.5, 0), (1, 2, 1.0, 1), (2, 1, 1.0, 0), (2, 1, 0.0, 1),
    )  # fmt: skip
    left = standing(made.users, made.items, made.weights, made.times)
    by = {
        (int(u), int(i), float(t)): v
        for u, i, t, v in zip(made.users, made.items, made.times, left, strict=True)
    }
    assert (by[0, 1, 0], by[0, 1, 5]) == (0, 1)
    assert (by[0, 2, 0], by[0, 2, 5]) == (0, 1)
    np.testing.assert_allclose(by[1, 1, 0], 0.7, rtol=1e-6)
    assert (by[1, 2, 0], by[1, 2, 1]) == (1, 1)
    assert (by[2, 1, 0], by[2, 1, 1]) == (1, 1)


def test_counts_name_events_and_people() -> None:
    made = log((0, 1, 1.0, 0), (0, 1, 1.0, 5), (0, 1, -1.0, 9), (3, 2, 1.0, 0), (3, 2, 1.0, 1))
    usual = Usual.of(made.users, made.items, made.times, 5, Noise())
    found = reliability(made.users, made.items, made.weights, made.times, usual, Noise())
    assert found.values.tolist() == [0, 0, 1, 1, 0.5]
    assert found.counted(made.users) == {
        "the same again within a short time": {"events": 2, "people": 2},
        "taken back later": {"events": 2, "people": 1},
    }


@given(
    st.lists(
        st.tuples(
            st.integers(0, 4), st.integers(0, 3), st.sampled_from([-1.0, -0.3, 0.0, 0.5, 1.0]),
            st.integers(0, 9).map(lambda n: 900.0 * n),
        ),
        min_size=1,
    )
)  # fmt: skip
def test_an_event_depends_on_its_own_person_only(events: list[tuple[int, int, float, float]]) -> None:
    made, settings = log(*events), Noise(choices=2, events_a_day=3)
    usual = Usual.of(made.users, made.items, made.times, 4, settings)
    found = reliability(made.users, made.items, made.weights, made.times, usual, settings).values
    assert ((found >= 0) & (found <= 1)).all()
    for user in np.unique(made.users):
        own = made.where(made.users == user)
        alone = reliability(own.users, own.items, own.weights, own.times, usual, settings).values
        np.testing.assert_array_equal(alone, found[made.users == user])
