from __future__ import annotations

import pytest

from wellread.errors import SnapshotError
from wellread.ranking.linear import LinearRanker
from wellread.ranking.ranker import KINDS, loaded
from wellread.ranking.trees import TreeRanker
from wellread.settings import LEARNT


def test_each_learnt_ranker_of_the_settings_has_its_kind() -> None:
    assert set(KINDS) == LEARNT


def test_what_was_saved_is_loaded() -> None:
    linear = LinearRanker({"a": 1.0}, {"b": 2.0})
    assert loaded(linear.saved()) == linear
    trees = loaded(TreeRanker(["a"], ["b"], "text").saved())
    assert isinstance(trees, TreeRanker)
    assert (trees.sources, trees.model) == (("a",), "text")


@pytest.mark.parametrize("saved", [{}, {"kind": "oracle"}, {"kind": None}])
def test_a_kind_of_another_version_is_refused(saved: dict[str, str]) -> None:
    with pytest.raises(SnapshotError, match="a ranker of kind"):
        loaded(saved)
