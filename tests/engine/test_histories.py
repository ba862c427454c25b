from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.conformance import worlds

from wellread.domain import Request
from wellread.engine.hearing import Heard
from wellread.engine.histories import DAY, Histories
from wellread.engine.profile import build
from wellread.engine.strength import strength
from wellread.errors import InvalidInput
from wellread.models.base import NOTHING, Interactions, Profile
from wellread.settings import Events, Settings
from wellread.store import Past

CATALOGUE = worlds.catalogue()
EVENTS = Events(history=4, half_life_days=10)
SETTINGS = Settings(events=EVENTS)
KINDS = ("like", "view", "dislike", "click", "search", "rate")
PEOPLE = 3

logged = st.tuples(
    st.integers(0, PEOPLE - 1),
    st.integers(0, 5),
    st.sampled_from(KINDS),
    st.sampled_from([0.0, 1.5, 2.0, 5.0]),
    st.one_of(st.integers(0, 4).map(lambda days: days * 10 * DAY), st.floats(0, 1e10)),
)
"""Who, row, kind, stars, time: half-lives apart, so that events tie, or anywhere, so that some fade away."""
Logged = tuple[int, int, str, float, float]


def interactions(events: list[Logged]) -> Interactions:
    weights = [strength(kind, stars, EVENTS) for _, _, kind, stars, _ in events]
    return Interactions.of(
        np.array([e[0] for e in events], np.int64),
        np.array([e[1] for e in events], np.int64),
        np.array(weights, np.float32),
        np.array([e[4] for e in events], np.float64),
        ("a", "", "b"),
    )


def requested(events: list[Logged], user: int, now: float) -> Profile:
    """What a request makes of the same log: the record hands events over by time and then by arrival."""
    own = [(time, at, Past(row, kind, stars, time, "")) for at, (u, row, kind, stars, time) in
           enumerate(events) if u == user and time < now]  # fmt: skip
    past = [event for *_, event in sorted(own, key=lambda held: held[:2], reverse=True)]
    return build(Request(), past, None, Heard(), CATALOGUE, SETTINGS, None, now).profile


@given(st.lists(logged, max_size=30), st.floats(0, 2e10))
@example([(0, 1, "like", 0.0, 0.0), (0, 2, "like", 0.0, 1e9)], 1e10)
@example([(0, 1, "dislike", 0.0, 0.0), (0, 1, "like", 0.0, 0.01)], 1.0)
@example([(0, 1, "dislike", 0.0, 5.0), (0, 1, "like", 0.0, 5.0)], 9.0)
@example([(0, 1, "rate", 5.0, 0.0), (0, 1, "rate", 1.5, 10 * DAY), (0, 2, "view", 0.0, 0.0)], 1e10)
def test_a_history_is_the_profile_that_a_request_makes_of_it(events: list[Logged], now: float) -> None:
    histories = Histories(interactions(events), EVENTS)
    for user in range(PEOPLE):
        found, expected = (
            histories.profile(user, histories.before(user, now), now),
            requested(events, user, now),
        )
        assert found.rows.tolist() == expected.rows.tolist()
        np.testing.assert_allclose(found.weights, expected.weights, rtol=1e-5, atol=1e-30)
        assert (found.now, found.segment) == (now, ("a", "", "b")[user])
        assert found.rows.dtype == np.int64
        assert found.weights.dtype == np.float32


def test_before_is_strictly_before_and_events_of_one_time_know_nothing_of_each_other() -> None:
    log = Interactions.of(
        np.array([0, 0, 0, 2]), np.array([4, 5, 6, 7]), np.ones(4, np.float32), np.array([1.0, 2, 2, 0])
    )
    histories = Histories(log, EVENTS)
    assert [histories.before(0, time) for time in (0, 1, 1.5, 2, 3)] == [0, 0, 1, 1, 3]
    assert histories.seen(0, 3).tolist() == [4, 5, 6]
    assert histories.profile(0, 1, 2.0).rows.tolist() == [4]
    assert histories.span(1) == (3, 3)
    assert histories.before(2, 5.0) == 4


def test_somebody_beyond_the_log_has_done_nothing() -> None:
    for log in (NOTHING, Interactions.of_histories([[1, 2]])):
        histories = Histories(log, EVENTS)
        end = histories.before(7, 1e9)
        assert histories.seen(7, end).tolist() == histories.profile(7, end, 1e9).rows.tolist() == []


@pytest.mark.parametrize(
    ("users", "times"),
    [([0, 0, 1], [2.0, 1, 3]), ([1, 0, 0], [1.0, 2, 3]), ([0, 0, 1], [1.0, np.nan, 3]), ([0], [np.inf])],
)
def test_a_log_out_of_order_is_refused(users: list[int], times: list[float]) -> None:
    n = len(users)
    log = Interactions(np.array(users), np.arange(n), np.ones(n, np.float32), np.array(times))
    with pytest.raises(InvalidInput, match=r"out of order at event .* each oldest first"):
        Histories(log, EVENTS)
