from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.models.base import Doubles
from wellread.ranking.lessons import Lessons
from wellread.ranking.linear import LinearRanker
from wellread.ranking.online import CLIP, FEWEST, REACH, STEP, OnlineRanker, weighed
from wellread.ranking.ranker import loaded

from . import worlds

FITTED = LinearRanker({"s0": 1.0, "s1": 0.5, "s2": 0.25}, {"f0": 0.3})
BEGUN = OnlineRanker(FITTED, FITTED)
SHOWN = 10


def vector(ranker: LinearRanker | OnlineRanker) -> Doubles:
    return np.array([*ranker.sources.values(), *ranker.features.values()])


def change(ranker: OnlineRanker) -> Doubles:
    """(n_columns,) each weight as a multiple of the fitted one."""
    return np.asarray(vector(ranker) / vector(FITTED))


def batch(ranker: OnlineRanker, taste: Sequence[float] | str, n: int, rng: np.random.Generator) -> Lessons:
    """Lists as the ranker makes them of a hundred items; people choose by taste, or by the place alone."""
    lists = []
    for _ in range(n):
        scores = (rng.exponential(1, (100, 3)) * rng.integers(0, 2, (100, 3))).astype("f4")
        extra = rng.normal(size=(100, 1)).astype("f4")
        values = np.hstack([np.log1p(4 * scores / worlds.SPREAD), extra])
        top = np.argsort(-(values @ vector(ranker)))[:SHOWN]
        if taste == "any":
            chosen = int(rng.integers(SHOWN))
        elif taste == "first":
            chosen = min(int(rng.geometric(0.3)) - 1, SHOWN - 1)
        else:
            chosen = int(np.argmax(values[top] @ np.asarray(taste, float) + rng.gumbel(size=SHOWN)))
        seen = top[: chosen + 2]
        lists.append((scores[seen], extra[seen], chosen))
    return Lessons.of(["s0", "s1", "s2"], ["f0"], lists, np.full(3, worlds.SPREAD))


def taught(taste: Sequence[float] | str, n: int, size: int = 50, seed: int = 0) -> OnlineRanker:
    """What comes of `n` choices, the lists being those of the ranker that learns from them."""
    rng, ranker = np.random.default_rng(seed), BEGUN
    for _ in range(n // size):
        ranker = ranker.learn(batch(ranker, taste, size, rng), np.ones(size))
    return ranker


def test_what_the_fit_underrated_gains_and_what_it_overrated_loses() -> None:
    taste = [0.25, 0.5, 1.5, 0.3]
    ranker = taught(taste, 3000)
    more = change(ranker)
    assert more[2] > 1.5
    assert more[0] < 0.75
    assert np.abs(np.log(more[[1, 3]])).max() < 0.2

    def likeness(weights: Doubles) -> float:
        return float(weights @ taste / np.linalg.norm(weights) / np.linalg.norm(taste))

    assert likeness(vector(ranker)) > likeness(vector(FITTED)) + 0.2


def test_lists_get_better_for_people_whose_taste_the_fit_underrated() -> None:
    taste, ranker = [0.25, 0.5, 1.5, 0.3], taught([0.25, 0.5, 1.5, 0.3], 3000)

    def worth(own: OnlineRanker) -> float:
        rng, found = np.random.default_rng(7), []
        for _ in range(300):
            values = np.hstack([rng.exponential(1, (100, 3)), rng.normal(size=(100, 1))])
            found.append(float((values[np.argsort(-(values @ vector(own)))[:SHOWN]] @ taste).mean()))
        return float(np.mean(found))

    assert worth(ranker) > 1.1 * worth(BEGUN)


def test_weights_that_are_right_stay() -> None:
    assert change(taught(vector(FITTED).tolist(), 2000)) == pytest.approx(1, abs=0.08)


@pytest.mark.parametrize("habit", ["any", "first"])
def test_choices_that_tell_nothing_of_taste_leave_the_weights(habit: str) -> None:
    """Choosing anything, and choosing what stands first, go with the order; the slope takes that up."""
    ranker = taught(habit, 2000)
    assert change(ranker) == pytest.approx(1, abs=0.1)
    assert ranker.lessons == 2000


def test_nothing_moves_while_evidence_is_thin() -> None:
    rng, ranker = np.random.default_rng(0), BEGUN
    while ranker.lessons + 30 < FEWEST:
        ranker = ranker.learn(batch(ranker, [0, 0, 3, 0], 30, rng), np.ones(30))
        assert ranker.current == FITTED
    assert ranker.learn(batch(ranker, [0, 0, 3, 0], 30, rng), np.ones(30)).current != FITTED


@given(st.integers(0, 10**6), st.integers(1, 200), st.floats(-50, 50), st.floats(0.001, 1))
def test_no_batch_moves_a_weight_far_and_none_leaves_its_bounds(
    seed: int, n: int, extreme: float, propensity: float
) -> None:
    rng = np.random.default_rng(seed)
    current = LinearRanker(
        {name: w * np.exp(rng.uniform(-REACH, REACH)) for name, w in FITTED.sources.items()}, {"f0": 0.3}
    )
    ranker = OnlineRanker(current, FITTED, lessons=FEWEST, slope=float(rng.uniform(-10, 10)))
    one = batch(ranker, [extreme, -extreme, 1, 0], n, rng)
    after = ranker.learn(replace(one, values=one.values * 30), np.full(n, propensity))
    moved = np.log(vector(after) / vector(ranker))
    assert np.abs(moved).max() <= STEP + 1e-9
    assert np.abs(np.log(change(after))).max() <= REACH + 1e-9
    assert np.isfinite([after.slope, after.evidence]).all()


def test_a_weight_stops_at_four_times_the_fitted_one() -> None:
    rng, ranker = np.random.default_rng(0), BEGUN
    for _ in range(90):
        ranker = ranker.learn(batch(BEGUN, [0, 0, 9, 0], 200, rng), np.ones(200))
    assert change(ranker)[2] == pytest.approx(4)
    assert change(ranker).min() >= 0.25 - 1e-9


def test_what_was_fitted_to_nothing_stays_nothing() -> None:
    silent = FITTED._replace(sources={**FITTED.sources, "s2": 0.0})
    ranker, rng = OnlineRanker(silent, silent, lessons=FEWEST), np.random.default_rng(0)
    after = ranker.learn(batch(ranker, [0, 0, 9, 0], 200, rng), np.ones(200))
    assert after.sources["s2"] == 0
    assert after.sources["s1"] != silent.sources["s1"]


def test_the_order_of_columns_does_not_matter() -> None:
    rng, ranker, other = np.random.default_rng(3), BEGUN, BEGUN
    turned = [2, 0, 1, 3]
    for _ in range(8):
        one = batch(ranker, [0.2, 0.5, 2, 0.3], 50, rng)
        ranker = ranker.learn(one, np.ones(50))
        two = replace(one, sources=("s2", "s0", "s1"), values=one.values[:, :, turned])
        other = other.learn(two, np.ones(50))
    assert list(other.sources) == list(ranker.sources)
    np.testing.assert_allclose(vector(other), vector(ranker), rtol=1e-9)
    assert ranker.current != FITTED


def test_no_lessons() -> None:
    assert BEGUN.learn(Lessons.of(["s0", "s1", "s2"], ["f0"], [], np.ones(3)), np.ones(0)) is BEGUN


def test_a_choice_at_a_place_filled_by_chance_counts_more_within_bounds() -> None:
    found = weighed(np.array([1.0, 0.5, 0.001]))
    assert found / found[0] == pytest.approx([1, 2, CLIP])
    assert weighed(np.ones(7)) == pytest.approx(np.ones(7))
    assert weighed(np.full(7, 0.01)) == pytest.approx(np.ones(7))  # alike among themselves
    assert found.sum() < 3  # unequal ones tell less than as many equal ones


def test_joining_is_that_of_the_present_weights() -> None:
    now = LinearRanker({"a": 2.0, "b": 0.5}, {"c": 3.0})
    ranker = OnlineRanker(now, LinearRanker({"a": 1.0, "b": 1.0}, {"c": 1.0}))
    given_ = ["b", "a"], np.array([[0.0, 0.5]], np.float32), np.ones(2), np.array([[0.1]], np.float32)
    assert ranker.join(*given_).scores == pytest.approx(now.join(*given_).scores)
    assert ranker.scores(*given_) == pytest.approx(now.scores(*given_))


def test_through_json_and_back_to_what_was_fitted() -> None:
    ranker = taught([0.25, 0.5, 1.5, 0.3], 400)
    saved = json.loads(json.dumps(ranker.saved()))
    assert loaded(saved) == ranker
    assert (saved["kind"], saved["sources"], saved["features"]) == (
        "learnt", ranker.current.sources, ranker.current.features,
    )  # fmt: skip
    again = loaded(saved)
    assert isinstance(again, OnlineRanker)
    assert again.fitted == FITTED
    assert loaded(FITTED.saved()) == FITTED
