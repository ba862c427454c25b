from __future__ import annotations

import json
import sys

import numpy as np
import pytest

from wellread.errors import MissingExtra
from wellread.ranking.trees import SILENCE, TreeRanker

from . import worlds

SPREADS = np.full(2, worlds.SPREAD)


@pytest.fixture(scope="module")
def ranker() -> TreeRanker:
    pytest.importorskip("lightgbm")
    return TreeRanker.fit(worlds.lessons([2.0, 0.5, 1.0], n=600), [1, 1])


def candidates() -> tuple[np.ndarray[tuple[int, int]], np.ndarray[tuple[int, int]]]:
    rng = np.random.default_rng(1)
    columns = rng.exponential(1, (40, 2)) * rng.integers(0, 2, (40, 2))
    return columns.astype(np.float32), np.hstack([rng.normal(size=(40, 1)), np.zeros((40, 1))]).astype(
        np.float32
    )


def test_what_spoke_for_the_chosen_ranks_higher(ranker: TreeRanker) -> None:
    columns, extra = candidates()
    scores = ranker.join(["s0", "s1"], columns, SPREADS, extra).scores
    assert np.corrcoef(scores, np.log1p(4 * columns[:, 0] / worlds.SPREAD))[0, 1] > 0.6


def test_contributions_add_up_to_the_score(ranker: TreeRanker) -> None:
    """Those of sources that say nothing of an item have a place of their own."""
    columns, extra = candidates()
    joined = ranker.join(["s0", "s1"], columns, SPREADS, extra)
    assert list(ranker.features) == ["f0", SILENCE]
    np.testing.assert_allclose(
        (joined.gain * columns).sum(axis=1) + joined.extra.sum(axis=1), joined.scores, atol=1e-6
    )
    spoken = (columns != 0).all(axis=1)
    assert not joined.extra[spoken, 1].any()
    assert joined.extra[~spoken, 1].any()


def test_bare_scores_are_those_that_are_explained(ranker: TreeRanker) -> None:
    columns, extra = candidates()
    joined = ranker.join(["s1", "s0"], columns, SPREADS, extra)
    np.testing.assert_allclose(ranker.scores(["s1", "s0"], columns, SPREADS, extra), joined.scores, atol=1e-9)


def test_the_order_of_the_sources_plays_no_part(ranker: TreeRanker) -> None:
    columns, extra = candidates()
    one = ranker.join(["s0", "s1"], columns, SPREADS, extra)
    other = ranker.join(["s1", "s0"], columns[:, ::-1], SPREADS, extra)
    np.testing.assert_allclose(one.scores, other.scores)
    np.testing.assert_allclose(one.gain, other.gain[:, ::-1])


def test_no_candidates(ranker: TreeRanker) -> None:
    nothing = np.zeros((0, 2), np.float32)
    joined = ranker.join(["s0", "s1"], nothing, SPREADS, nothing)
    assert (joined.scores.shape, joined.gain.shape, joined.extra.shape) == ((0,), (0, 2), (0, 2))


def test_through_json(ranker: TreeRanker) -> None:
    again = TreeRanker.loaded(json.loads(json.dumps(ranker.saved())))
    columns, extra = candidates()
    one, other = (own.join(["s0", "s1"], columns, SPREADS, extra).scores for own in (ranker, again))
    assert one.tolist() == other.tolist()
    assert (again.sources, again.features) == (ranker.sources, ranker.features)


def test_without_lightgbm_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lightgbm", None)
    with pytest.raises(MissingExtra, match="needs the extra 'trees'"):
        TreeRanker.fit(worlds.lessons([1.0, 1.0], n=5), [1])
