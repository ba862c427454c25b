from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import pytest
from tests.conformance import worlds

from wellread.domain import Event
from wellread.engine import outcomes
from wellread.engine.engine import Engine
from wellread.engine.fitting import fit_models
from wellread.engine.outcomes import MOST, learn, lessons_of, reset
from wellread.engine.workspace import Workspace
from wellread.models.base import Floats, Interactions, Ints, Profile
from wellread.ranking.linear import LinearRanker
from wellread.ranking.online import FEWEST, OnlineRanker
from wellread.ranking.ranker import Ranker
from wellread.settings import Pipeline, Settings
from wellread.store import EventLog
from wellread.store.joined import Outcome, Shown

HOUR = 3600.0
SETTINGS = Settings(pipelines={"plain": Pipeline(sources={"popular": 1.0}, ranker="weighted")})
KINDS = ("like", "dislike")


@pytest.fixture(scope="module")
def engine() -> Engine:
    catalogue, made = worlds.catalogue(), worlds.log(300)
    times = np.arange(len(made), dtype=np.float64) * HOUR
    log = Interactions(made.users, made.items, made.weights, times, made.segments)
    fitted = fit_models(log, catalogue, SETTINGS)
    assert isinstance(fitted.taught.rankers["home"], LinearRanker)
    return Engine(SETTINGS, catalogue, fitted.models, "1", fitted.spreads, fitted.taught.rankers)


def events(*given: tuple[int, int, float, str]) -> EventLog:
    """(user, item, time, kind) in the order they came."""
    n = len(given)
    return EventLog(
        np.array([user for user, *_ in given], np.int64), np.array([item for _, item, *_ in given], np.int64),
        np.array([KINDS.index(kind) for *_, kind in given], np.int32), KINDS, np.full(n, np.nan),
        np.array([at for _, _, at, _ in given], np.float64), np.arange(1, n + 1),
    )  # fmt: skip


def outcome(
    item: int, *rows: int, user: int = 7, at: float = 100.0, kind: str = "like", pipeline: str = "home",
    propensities: Sequence[float] = (),
) -> Outcome:  # fmt: skip
    chances = [*propensities, *[1.0] * len(rows)]
    shown = tuple(Shown(place, row, chances[place], pipeline, "1", "") for place, row in enumerate(rows))
    return Outcome(1, user, item, kind, None, at, "r", shown)


LOG = events(
    (7, 0, 10, "like"), (3, 9, 10, "like"), (7, 2, 50, "like"), (7, 4, 100, "like"), (7, 6, 200, "like")
)


def test_a_lesson_is_the_list_as_far_as_it_was_seen_scored_for_what_was_known_before(engine: Engine) -> None:
    found = lessons_of([outcome(4, 5, 4, 6, 8, 10)], engine.rankers, engine, LOG)
    assert found.keys() == {"home"}
    lessons, propensities = found["home"]
    assert lessons.chosen.tolist() == [1]
    assert lessons.real.tolist() == [[True, True, True]]
    assert propensities.tolist() == [1]
    home = engine.pipeline("home")
    profile = Profile(
        np.array([2, 0]), np.ones(2, np.float32), now=100.0
    )  # not the choice, not what came later
    for index, source in enumerate(engine.sources(home)):
        scores = source.model.score(profile)[[5, 4, 6]].astype(float)
        spoken = (
            np.sign(scores) * np.log1p(4 * np.abs(scores) / source.spread) if source.spread else 0 * scores
        )
        np.testing.assert_allclose(lessons.values[0, :, index], spoken, rtol=1e-3, atol=1e-5)
    assert lessons.features == tuple(engine.rankers["home"].features)


def test_several_outcomes_of_one_answer_are_several_lessons(engine: Engine) -> None:
    both = [outcome(4, 5, 4, 6), outcome(6, 5, 4, 6, at=200.0)]
    lessons = lessons_of(both, engine.rankers, engine, LOG)["home"].lessons
    assert lessons.chosen.tolist() == [1, 2]


@pytest.mark.parametrize(
    "one",
    [
        outcome(4, 5, 4, kind="dislike"),
        outcome(4, 5, 6),
        outcome(4, 4),
        outcome(4, 5, 4, pipeline="plain"),
        outcome(4, 5, 4, pipeline="similar"),
        outcome(4, 5, 4, pipeline="gone"),
        outcome(4, 5, 4, 10**6),
    ],
    ids=["against", "not shown", "no choice", "weighted", "not learnt", "gone", "unknown item"],
)
def test_what_teaches_nothing(engine: Engine, one: Outcome) -> None:
    assert lessons_of([one], engine.rankers, engine, LOG) == {}
    assert learn(engine.rankers, [one], engine, LOG) == engine.rankers


def test_weights_for_other_sources_are_left(engine: Engine) -> None:
    other: dict[str, Ranker] = {"home": LinearRanker({"popular": 1.0}, {})}
    assert learn(other, [outcome(4, 5, 4)], engine, LOG) == other


def test_somebody_of_whom_nothing_is_known(engine: Engine) -> None:
    assert len(lessons_of([outcome(4, 5, 4, user=99)], engine.rankers, engine, LOG)["home"].lessons) == 1
    nothing = events()
    assert len(lessons_of([outcome(4, 5, 4)], engine.rankers, engine, nothing)["home"].lessons) == 1


def test_of_very_many_some_are_taken_evenly(engine: Engine) -> None:
    many = [outcome(4, 5, 4, propensities=[1.0, (n + 1) / 1000]) for n in range(1000)]
    begin = time.thread_time()
    chances = lessons_of(many, engine.rankers, engine, LOG)["home"].propensities
    assert time.thread_time() - begin < 5
    assert len(chances) == MOST
    assert (chances[0], chances[-1]) == (0.001, 1.0)


def test_rankers_learn_on_and_go_back(engine: Engine) -> None:
    """People choose the item that comes two further on, which stands last: what came next tells all."""
    even = LinearRanker(dict.fromkeys(engine.rankers["home"].sources, 0.2), {})
    begun: dict[str, Ranker] = {"home": even}
    rng, rankers = np.random.default_rng(0), begun
    given, joined = [], []
    for user in range(4 * FEWEST):
        start = int(rng.integers(0, worlds.N_ITEMS - 6))
        given += [(user, start, 10.0 * user, "like"), (user, start + 2, 10.0 * user + 1, "like")]
        others = rng.permutation([row for row in range(worlds.N_ITEMS) if row not in range(start, start + 5)])
        rows = [int(row) for row in others[:4]]
        joined.append(outcome(start + 4, *rows, start + 4, user=user, at=10.0 * user + 2))
    for begin in range(0, len(joined), 50):
        rankers = learn(rankers, joined[begin : begin + 50], engine, events(*given))
    now = rankers["home"]
    assert isinstance(now, OnlineRanker)
    assert now.lessons == 4 * FEWEST
    assert now.sources["next_item"] > 1.05 * even.sources["next_item"]
    assert now.sources["next_item"] == max(now.sources.values())
    assert reset(rankers) == begun
    assert reset(rankers)["home"].saved() == even.saved()


def test_segments_reach_the_profile(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    columns = outcomes._columns

    def spied(engine: Engine, pipeline: str, profile: Profile, rows: Ints) -> Floats:
        told.append(profile.segment)
        return columns(engine, pipeline, profile, rows)

    monkeypatch.setattr(outcomes, "_columns", spied)
    both = [outcome(4, 5, 4), outcome(9, 5, 9, user=3)]
    lessons_of(both, engine.rankers, engine, LOG, {7: "odd"})
    assert told == ["odd", ""]


def test_from_an_answer_to_a_lesson_through_the_record(own: Workspace) -> None:
    answer = own.recommend(user="p001", k=5)
    own.shown.flush()
    since = own.store.last_seq()
    chosen = answer.items[2].id
    own.add_events([Event(user="p001", item=chosen, kind="like", request=answer.request)])
    joined, tail = own.store.joined(since, since + 1), own.store.tail(since)
    lessons = lessons_of(joined, own.engine.rankers, own.engine, tail.log)["home"].lessons
    assert lessons.chosen.tolist() == [2]
    assert lessons.real.sum() == 4
