from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from wellread.ranking.lessons import Lessons
from wellread.ranking.linear import FLOOR, LinearRanker, loss

from . import worlds


def found(ranker: LinearRanker) -> list[float]:
    return [*ranker.sources.values(), *ranker.features.values()]


def test_planted_weights_are_found() -> None:
    planted = [1.0, 0.5, 2.0, 0.7]
    ranker = LinearRanker.fit(worlds.lessons(planted), [1, 1, 1])
    assert list(ranker.sources) == ["s0", "s1", "s2"]
    np.testing.assert_allclose(found(ranker), planted, rtol=0.15)


def test_what_speaks_against_gets_the_least_weight() -> None:
    """A source keeps a tenth of its weight in the settings; a feature is left out."""
    ranker = LinearRanker.fit(worlds.lessons([1.0, -1.0, -0.5]), [1, 3])
    assert ranker.sources["s1"] == pytest.approx(3 * FLOOR)
    assert ranker.features == {}


def test_a_source_that_never_spoke_keeps_its_share_of_the_settings_weights() -> None:
    taught = worlds.lessons([1.0, 0.5, 0.3])
    values = taught.values.copy()
    values[:, :, 1] = 0
    ranker = LinearRanker.fit(replace(taught, values=values), [2, 5])
    assert ranker.sources["s1"] == pytest.approx(ranker.sources["s0"] / 2 * 5)


def test_the_gradient_is_that_of_the_loss() -> None:
    taught = worlds.lessons([1.0, 0.5, 0.3], n=50)
    at, step = np.array([0.4, 0.9, 0.2]), 1e-2
    slope = loss(at, taught)[1]
    for index, own in enumerate(np.eye(3) * step):
        assert (loss(at + own, taught)[0] - loss(at - own, taught)[0]) / (2 * step) == pytest.approx(
            slope[index], abs=1e-4
        )


def test_without_lessons_or_choice_the_settings_decide() -> None:
    nothing = Lessons.of(["a", "b"], ["c"], [], np.ones(2))
    assert found(LinearRanker.fit(nothing, [2, 1])) == [2, 1]
    alone = np.ones((1, 2), np.float32), np.ones((1, 1), np.float32), 0
    ranker = LinearRanker.fit(Lessons.of(["a", "b"], ["c"], [alone] * 9, np.ones(2)), [2, 1])
    assert ranker.sources["a"] == pytest.approx(2 * ranker.sources["b"])
    assert ranker.sources["b"] > 0
    assert ranker.features.get("c", 0) == pytest.approx(0, abs=1e-5)


def test_a_pipeline_of_features_alone_and_of_sources_alone() -> None:
    assert found(LinearRanker.fit(worlds.lessons([0.7]), [])) == pytest.approx([0.7], rel=0.15)
    assert found(LinearRanker.fit(worlds.lessons([0.7], n_features=0), [1])) == pytest.approx([0.7], rel=0.15)


def test_joining_by_hand_in_whatever_order_the_sources_come() -> None:
    ranker = LinearRanker({"a": 2.0, "b": 0.5}, {"c": 3.0})
    columns = np.array([[0.0, 0.5], [-0.25, 0.5]], np.float32)
    joined = ranker.join(["b", "a"], columns, np.array([1.0, 2.0]), np.array([[0.1], [0.0]], np.float32))
    np.testing.assert_allclose(joined.scores, [2 * np.log(2) + 0.3, 1.5 * np.log(2)], rtol=1e-6)
    np.testing.assert_allclose((joined.gain * columns).sum(axis=1) + joined.extra.sum(axis=1), joined.scores)
    assert (joined.gain >= 0).all()
    bare = ranker.scores(["b", "a"], columns, np.array([1.0, 2.0]), np.array([[0.1], [0.0]], np.float32))
    np.testing.assert_allclose(bare, joined.scores)


def test_no_candidates() -> None:
    nothing = LinearRanker({"a": 1.0}, {"b": 1.0}).join(
        ["a"], np.zeros((0, 1), "f4"), np.ones(1), np.zeros((0, 1), "f4")
    )
    assert nothing.scores.shape == (0,)
    assert nothing.extra.shape == (0, 1)


def test_through_json() -> None:
    ranker = LinearRanker({"a": 2.0}, {"b": 0.25})
    assert LinearRanker.loaded(json.loads(json.dumps(ranker.saved()))) == ranker


def test_a_feature_without_weight_is_not_read_back() -> None:
    saved = {"kind": "learnt", "sources": {"a": 2.0}, "features": {"b": 0.0, "c": 0.5}}
    assert LinearRanker.loaded(saved).features == {"c": 0.5}
