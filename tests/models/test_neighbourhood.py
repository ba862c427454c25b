"""Updates solve few targets again, and leave what a fit on the whole log gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from tests.conformance import worlds

from wellread.models import ridge
from wellread.models.base import NOTHING, Interactions
from wellread.models.item_to_item import ItemToItem
from wellread.models.neighbourhood import NeighbourhoodModel
from wellread.models.next_item import NextItemModel
from wellread.settings import Content, Neighbourhood, NextItem

CATALOGUE = worlds.catalogue()
HISTORIES = st.lists(st.integers(0, worlds.N_ITEMS - 1), max_size=8)


def logged(histories: Sequence[Sequence[int]]) -> Interactions:
    """An event's time is its place in its history, whatever other histories there are."""
    log = Interactions.of_histories(histories)
    places = [np.arange(len(history), dtype=np.float64) for history in histories]
    return replace(log, times=np.concatenate([*places, np.zeros(0)]))


def make(name: str, neighbours: int, **others: float) -> NeighbourhoodModel:
    texts, given = Content(neighbours=3), {"ridge": 1.0, "neighbours": neighbours, **others}
    if name == "item_to_item":
        return ItemToItem(Neighbourhood.model_validate(given), texts)
    return NextItemModel(NextItem.model_validate(given), texts)


WORLD = st.lists(HISTORIES, min_size=8, max_size=8)
PEOPLE = st.integers(0, 7)
CHANGES = st.one_of(
    st.tuples(st.just("history"), PEOPLE, HISTORIES),
    st.tuples(st.just("tails"), PEOPLE, PEOPLE),  # what two people did last, exchanged: counts stay
)


@pytest.mark.parametrize("name", ["item_to_item", "next_item"])
@settings(deadline=None, max_examples=60)
@given(
    st.lists(HISTORIES, min_size=8, max_size=8), st.lists(CHANGES, min_size=1, max_size=4), st.integers(1, 4)
)
def test_any_changes_leave_what_a_fit_gives(
    name: str, histories: list[list[int]], changes: list[Any], neighbours: int
) -> None:
    """Small counts have many equal gains: of equal items the same must be chosen either way."""
    model = make(name, neighbours).fit(logged(histories), CATALOGUE)
    for kind, person, other in changes:
        after = list(histories)
        if kind == "history":
            after[person] = other
        else:
            after[person] = histories[person][:2] + histories[other][2:]
            after[other] = histories[other][:2] + histories[person][2:]
        model.update(logged(histories), logged(after), CATALOGUE)
        histories = after
    fresh = make(name, neighbours).fit(logged(histories), CATALOGUE)
    np.testing.assert_allclose(model.weights.matrix.toarray(), fresh.weights.matrix.toarray(), atol=1e-6)


@pytest.mark.parametrize("name", ["item_to_item", "next_item"])
def test_one_event_asks_for_few_solutions(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """300 items in 30 groups: an event in one of them leaves the targets of the others alone."""
    rng = np.random.default_rng(0)
    histories = [rng.permutation(np.arange(10) * 30 + rng.integers(30))[:6].tolist() for _ in range(500)]
    catalogue = worlds.catalogue(300)
    model = make(name, 5, text_prior=0.0, text_prior_cold=0.0).fit(logged(histories), catalogue)
    solved: list[int] = []
    usual = ridge.solve

    def counted(*given: Any) -> csr_array:
        solved.append(len(given[3]))
        return usual(*given)

    monkeypatch.setattr(ridge, "solve", counted)
    own = histories[7]
    unseen = next(item for item in range(own[0] % 30, 300, 30) if item not in own)
    model.update(logged([own]), logged([[*own, unseen]]), catalogue)
    assert 0 < solved[0] <= 10


@pytest.mark.parametrize("name", ["item_to_item", "next_item"])
@settings(deadline=None, max_examples=40)
@given(WORLD, st.lists(st.tuples(PEOPLE, HISTORIES), min_size=1, max_size=4), st.integers(1, 3))
def test_a_few_rows_at_a_time_end_where_a_fit_ends(
    name: str, histories: list[list[int]], more: list[tuple[int, list[int]]], most: int
) -> None:
    model = make(name, 3).fit(logged(histories), CATALOGUE)
    for person, new in more:
        after = list(histories)
        after[person] = histories[person] + new
        waiting = int((model.waiting > 0).sum())
        model.update(logged(histories), logged(after), CATALOGUE, most)
        assert waiting - most <= (model.waiting > 0).sum()
        histories = after
    for _ in range(worlds.N_ITEMS):
        model.update(NOTHING, NOTHING, CATALOGUE, most)
    assert not model.waiting.any()
    fresh = make(name, 3).fit(logged(histories), CATALOGUE)
    np.testing.assert_allclose(model.weights.matrix.toarray(), fresh.weights.matrix.toarray(), atol=1e-6)


def test_the_rows_that_changed_most_come_first() -> None:
    """Everybody has 0 to 4, so another choice of them changes little; 10 and 11 met for the first time."""
    histories: list[list[int]] = [[0, 1, 2, 3, 4] for _ in range(200)] + [[10], [0]]
    model = make("item_to_item", 5, text_prior=0.0, text_prior_cold=0.0).fit(logged(histories), CATALOGUE)
    after = [*histories[:-2], [10, 11], [0, 1]]
    model.update(logged(histories), logged(after), CATALOGUE, most=2)
    assert model.weights.matrix.toarray()[10, 11] > 0
    assert model.weights.matrix.toarray()[11, 10] > 0
    assert model.waiting[[10, 11]].tolist() == [0, 0]
    assert model.waiting[:2].all()


LONG = st.lists(st.integers(0, worlds.N_ITEMS - 1), max_size=40)


@pytest.mark.parametrize("name", ["item_to_item", "next_item"])
@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(LONG, LONG, st.booleans()), max_size=4), st.integers(1, 4))
def test_a_change_is_the_difference_of_two_counts(
    name: str, people: list[tuple[list[int], list[int], bool]], reach: int
) -> None:
    model = make(name, 3, **({"reach": reach} if name == "next_item" else {}))
    before = logged([one for one, _, _ in people])
    after = logged([one + two if grows else two for one, two, grows in people])
    n = worlds.N_ITEMS
    found, whole = model.change(before, after, n), model.count(after, n).minus(model.count(before, n))
    np.testing.assert_array_equal(found.gram.toarray(), whole.gram.toarray())
    np.testing.assert_array_equal(found.cross.toarray(), whole.cross.toarray())
