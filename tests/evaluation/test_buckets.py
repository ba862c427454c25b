from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wellread.errors import InvalidInput
from wellread.evaluation.buckets import Bucketing, by_activity, by_cold_start, by_language, by_popularity
from wellread.models.base import Ints


def names(buckets: Bucketing) -> list[str]:
    return [buckets.labels[index] for index in buckets.of_case]


def single(*rows: int) -> list[Ints]:
    return [np.array([row]) for row in rows]


def test_activity_by_the_length_of_the_history() -> None:
    found = by_activity(np.array([0, 1, 4, 5, 19, 20, 99, 100, 5000]))
    assert found.labels == ("0", "1-4", "5-19", "20-99", "100+")
    assert names(found) == ["0", "1-4", "1-4", "5-19", "5-19", "20-99", "20-99", "100+", "100+"]


def test_popularity_by_thirds_of_the_events() -> None:
    """Of 12 events row 0 has 5, rows 1 and 2 have 3 and 2: above them lie 0, 5 and 8 (limits 4 and 8)."""
    counts = np.array([5, 3, 2, 1, 1, 0])
    found = by_popularity(single(0, 1, 2, 3, 4, 5), counts)
    assert found.labels == ("new", "tail", "middle", "head")
    assert names(found) == ["head", "middle", "tail", "tail", "tail", "new"]


def test_equally_popular_items_are_never_parted() -> None:
    """Rows 1 to 4 begin below a third and end far beyond it."""
    assert names(by_popularity(single(0, 1, 4, 5), np.array([3, 2, 2, 2, 2, 1]))) == [
        "head", "head", "head", "tail",
    ]  # fmt: skip


def test_before_any_event_everything_is_new() -> None:
    assert names(by_popularity(single(0, 1), np.zeros(2))) == ["new", "new"]


def test_a_case_of_several_targets_is_where_most_are() -> None:
    counts = np.array([5, 3, 2, 1, 1, 0])
    targets = [np.array([0, 3, 4]), np.array([0, 5]), np.array([0, 0, 5])]
    assert names(by_popularity(targets, counts)) == ["tail", "new", "head"]


@given(arrays(np.int64, st.integers(1, 20), elements=st.integers(0, 50)))
def test_the_more_popular_is_never_in_a_lower_bucket(counts: Ints) -> None:
    found = by_popularity(single(*range(len(counts))), counts).of_case
    assert (np.diff(found[counts.argsort()]) >= 0).all()
    assert ((found == 0) == (counts == 0)).all()
    if counts.any():
        assert found[counts.argmax()] == 3
        assert 3 * counts[found == 3].sum() >= counts.sum()


def test_cold_start_of_the_person_the_item_or_both() -> None:
    found = by_cold_start(np.array([3, 0, 3, 0]), single(0, 0, 1, 1), np.array([4, 0]))
    assert names(found) == ["both known", "new user", "new item", "both new"]


def test_language_of_what_was_to_be_found() -> None:
    found = by_language([np.array([0]), np.array([1]), np.array([1, 2, 2])], ["zh", "en", "", "fr"])
    assert found.labels == ("en", "fr", "unknown", "zh")
    assert names(found) == ["zh", "en", "unknown"]


def test_a_case_without_a_target_is_refused() -> None:
    targets = [np.array([0]), np.zeros(0, np.int64)]
    with pytest.raises(InvalidInput, match="case 1 without a target"):
        by_popularity(targets, np.ones(1))
    with pytest.raises(InvalidInput, match="case 1 without a target"):
        by_language(targets, ["en"])
    with pytest.raises(InvalidInput, match="case 1 without a target"):
        by_cold_start(np.zeros(2, np.int64), targets, np.ones(1))


def test_no_case_is_no_error() -> None:
    assert by_popularity([], np.ones(3)).of_case.tolist() == []
    assert by_activity(np.zeros(0, np.int64)).of_case.tolist() == []
