from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.models.base import Doubles, Floats, Mask
from wellread.ranking.fusion import comparable, reciprocal_rank, usual_spread, weighted


def columns(*rows: tuple[float, ...]) -> Floats:
    return np.array(rows, np.float32)


def test_scores_in_units_of_their_spread_by_hand() -> None:
    found = weighted(columns((4, 0), (2, 10)), np.array([1.0, 3.0]), np.array([2.0, 5.0]))
    assert found.gain.tolist() == [[0.5, 0.6], [0.5, 0.6]]
    np.testing.assert_allclose(found.scores, [2, 7])


def test_a_source_without_spread_or_weight_adds_nothing() -> None:
    found = weighted(columns((5, 1, 1), (5, 2, 9)), np.array([2.0, 1.0, 0.0]), np.array([0.0, 1.0, 1.0]))
    assert found.scores.tolist() == [1, 2]
    assert found.gain.tolist() == [[0, 1, 0], [0, 1, 0]]


def test_a_source_that_scores_all_alike_changes_no_order() -> None:
    alone = weighted(columns((1,), (3,), (2,)), np.ones(1), np.ones(1)).scores
    beside = weighted(columns((1, 7), (3, 7), (2, 7)), np.ones(2), np.ones(2)).scores
    assert np.argsort(alone).tolist() == np.argsort(beside).tolist()


def test_the_usual_spread_counts_an_item_that_nothing_is_known_of() -> None:
    samples = [np.array([2], np.float32), np.array([3, 3, 3], np.float32), np.zeros(0, np.float32)]
    assert usual_spread(samples) == pytest.approx((1.0 + np.std([3, 3, 3, 0])) / 2)
    assert usual_spread([]) == usual_spread([np.zeros(0, np.float32)]) == 0.0
    assert usual_spread([np.zeros(5, np.float32)]) == 0.0


ALL: Mask = np.ones((3, 2), bool)


def test_reciprocal_ranks_by_hand() -> None:
    values = columns((9, 1), (7, 2), (8, 3))
    found = reciprocal_rank(values, np.array([1.0, 0.5]), ALL)
    parts = found.gain * values
    np.testing.assert_allclose(parts[:, 0], np.array([1 / 61, 1 / 63, 1 / 62]))
    np.testing.assert_allclose(parts[:, 1], np.array([0.5 / 63, 0.5 / 62, 0.5 / 61]))
    np.testing.assert_allclose(found.scores, parts.sum(axis=1))


def test_a_source_says_nothing_of_what_it_does_not_know_or_propose() -> None:
    proposed = ALL.copy()
    proposed[2, 1] = False
    values = columns((0, 1), (7, 2), (0, 3))
    found = reciprocal_rank(values, np.ones(2), proposed)
    np.testing.assert_allclose(found.gain * values, np.array([[0, 1 / 62], [1 / 61, 1 / 61], [0, 0]]))


def test_what_a_source_scores_below_zero_it_speaks_against() -> None:
    """The lowest score takes most away, proposed or not; nothing known stays in between."""
    found = reciprocal_rank(
        columns((-5,), (0,), (-9,), (2,)), np.ones(1), np.array([[0], [0], [0], [1]], bool)
    )
    np.testing.assert_allclose(found.scores, [-1 / 62, 0, -1 / 61, 1 / 61])


def test_equal_scores_are_ranked_as_they_come() -> None:
    found = reciprocal_rank(columns((1,), (1,), (1,)), np.ones(1), np.ones((3, 1), bool))
    assert np.argsort(-found.scores).tolist() == [0, 1, 2]


def test_a_weight_of_zero_is_silence() -> None:
    assert not reciprocal_rank(columns((1, 1), (2, 2), (3, 3)), np.zeros(2), ALL).scores.any()


@pytest.mark.parametrize("n_sources", [0, 2])
def test_no_candidates_and_no_sources(n_sources: int) -> None:
    nothing, weights = np.zeros((0, n_sources), np.float32), np.ones(n_sources)
    assert weighted(nothing, weights, weights).scores.shape == (0,)
    assert reciprocal_rank(nothing, weights, np.zeros((0, n_sources), bool)).scores.shape == (0,)
    some: Doubles = weighted(np.zeros((3, 0), np.float32), np.ones(0), np.ones(0)).scores
    assert some.tolist() == [0, 0, 0]


@given(st.lists(st.tuples(*[st.floats(-9, 9, width=32)] * 2), max_size=9), st.tuples(*[st.floats(0, 5)] * 2))
def test_gains_times_columns_add_up_to_scores(
    rows: list[tuple[float, float]], weights: tuple[float, float]
) -> None:
    values = np.array(rows, np.float32).reshape(-1, 2)
    for found in (
        weighted(values, np.array(weights), np.array([0.5, 2])),
        reciprocal_rank(values, np.array(weights), values > 0),
    ):
        np.testing.assert_allclose((found.gain * values).sum(axis=1), found.scores, atol=1e-12)
        assert (found.gain >= 0).all()


def test_scores_are_added_once_nearly_all_that_is_weighed_was_measured() -> None:
    weights = {"titles": 3.0, "words": 1.8, "item_to_item": 0.2}
    assert comparable(weights, {"titles": 0.3, "words": 0.0})
    assert not comparable(weights, {"titles": 0.3})
    assert not comparable({}, {})
