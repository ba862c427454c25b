from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from wellread.errors import InvalidInput
from wellread.language.topics.tags import MOST, NeighbourTags

TAGS = [["war"], ["war", "love"], ["love"], ["love", "alone"], [], ["war"]]


def near(*rows: list[float]) -> csr_array:
    return csr_array(np.array(rows, np.float64).reshape(-1, len(TAGS)))


def learnt(threshold: float = 0.5) -> NeighbourTags:
    found = NeighbourTags.fit(TAGS, np.zeros(0, np.int64), near())
    return NeighbourTags(found.names, found.has, threshold)


def test_shares_are_weighed_by_likeness_among_the_neighbours_with_tags() -> None:
    shares = learnt().shares(near([0.2, 0.1, 0, 0, 0.9, 0.1]))
    assert dict(zip(learnt().names, shares[0], strict=True)) == pytest.approx({"war": 1.0, "love": 0.25})


def test_tags_above_the_threshold_are_given_the_surest_first() -> None:
    own = near([0.1, 0.2, 0.3, 0.0, 0.0, 0.0])
    assert learnt(0.5).read(own) == [("love", "war")]
    assert learnt(0.6).read(own) == [("love",)]
    assert learnt(0.9).read(own) == [()]


def test_a_tag_of_one_item_is_given_to_no_other() -> None:
    assert "alone" not in learnt().names
    assert learnt(0.1).read(near([0, 0, 0, 1, 0, 0])) == [("love",)]


def test_without_neighbours_there_are_no_tags() -> None:
    assert learnt(0.1).read(near([0] * 6, [0, 0, 0, 0, 1, 0])) == [(), ()]


def test_neighbours_that_came_since_say_nothing() -> None:
    wider = csr_array(np.array([[1.0, 0, 0, 0, 0, 0, 5.0, 5.0]]))
    assert learnt().read(wider) == [("war",)]


def test_the_threshold_is_the_one_that_finds_hidden_tags_best() -> None:
    """A third of the neighbours is right here, a fifth wrong."""
    rows = near([0.3, 0.0, 0.7, 0, 0, 0], [0.3, 0, 0.7, 0, 0, 0])
    found = NeighbourTags.fit(TAGS, np.array([1, 1]), rows)
    assert found.read(rows) == [("love", "war")] * 2
    found = NeighbourTags.fit(TAGS, np.array([2, 2]), rows)
    assert found.read(rows) == [("love",)] * 2


@given(st.lists(st.floats(0, 1), min_size=6, max_size=6), st.floats(0.1, 0.9))
def test_what_is_given_is_known_and_not_too_much(likeness: list[float], threshold: float) -> None:
    (found,) = learnt(threshold).read(near(likeness))
    assert {*found} <= {"war", "love"}
    assert len(found) <= MOST


def test_files_hold_it(tmp_path: Path) -> None:
    learnt(0.35).save(tmp_path)
    held, own = NeighbourTags.load(tmp_path), near([0.1, 0.2, 0.3, 0.0, 0.0, 0.0])
    assert held.read(own) == learnt(0.35).read(own)


def test_a_sample_needs_its_likenesses() -> None:
    with pytest.raises(InvalidInput, match="a row for each of the sample"):
        NeighbourTags.fit(TAGS, np.array([1]), near())
