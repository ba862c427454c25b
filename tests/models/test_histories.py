from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wellread.models.base import NOTHING, Interactions
from wellread.models.histories import Histories

SETS = st.lists(st.lists(st.integers(0, 6), max_size=4), max_size=6)


def held(histories: Histories) -> list[list[int]]:
    return [histories.spans.values[a:b].tolist() for a, b in pairwise(histories.spans.starts)]


def of(sets: list[list[int]]) -> Histories:
    return Histories.of(Interactions.of_histories(sets), 7)


def test_items_count_once_and_single_ones_are_left_out() -> None:
    found = of([[3, 1, 3], [2], [], [5, 2, 5, 2]])
    assert sorted(held(found)) == [[1, 3], [2, 5]]
    assert found.counts.tolist() == [0, 1, 1, 1, 0, 1, 0]
    assert found.n_items == 7


def test_events_against_an_item_are_left_out() -> None:
    log = Interactions(np.zeros(3, np.int64), np.arange(3), np.array([1, -1, 1], np.float32), np.arange(3.0))
    assert held(Histories.of(log, 3)) == [[0, 2]]


@given(SETS)
def test_each_item_knows_its_histories(sets: list[list[int]]) -> None:
    found = of(sets)
    for item in range(7):
        rows, counts = found.by_item.of(np.array([item]))
        assert rows.tolist() == [row for row, own in enumerate(held(found)) if item in own]
        assert counts.tolist() == [len(rows)]


@given(SETS, SETS, SETS)
def test_adding_and_taking_away_ends_where_the_whole_log_does(
    kept: list[list[int]], gone: list[list[int]], new: list[list[int]]
) -> None:
    """The same arrays, though everything was said in another order."""
    model = of([]).changed(of([]), of(gone + kept[::-1]), 7).changed(of(gone[::-1]), of(new), 7)
    expected = of([own[::-1] for own in new] + kept)
    np.testing.assert_array_equal(model.keys, expected.keys)
    assert held(model) == held(expected)
    np.testing.assert_array_equal(model.by_item.values, expected.by_item.values)


def test_one_of_equal_histories_is_taken_away() -> None:
    assert held(of([[1, 2]] * 3).changed(of([[2, 1]]), of([]), 7)) == [[1, 2]] * 2


def test_what_was_never_held_cannot_be_taken_away() -> None:
    assert held(of([[1, 2]]).changed(of([[1, 2], [1, 2], [3, 4], [5, 6]]), of([]), 7)) == []


def test_room_for_more_items() -> None:
    assert Histories.of(NOTHING, 2).changed(of([]), of([[0, 6]]), 9).counts.tolist() == [
        1,
        0,
        0,
        0,
        0,
        0,
        1,
        0,
        0,
    ]
