from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conformance import worlds
from tests.conformance.model import ModelConformance

from wellread.models.base import Interactions, Model, retrieve
from wellread.models.next_item import NextItemModel
from wellread.models.sums import Held
from wellread.settings import Content, NextItem

AGELESS = 1e12
"""A half-life that no log reaches."""


class TestNextItem(ModelConformance):
    floor = 1.0

    def create(self) -> Model:
        return NextItemModel(NextItem(ridge=1.0, text_prior=0.1, text_prior_cold=0.1), Content())


def test_what_came_next_comes_first() -> None:
    model = NextItemModel(NextItem(ridge=1.0), Content()).fit(worlds.log(), worlds.catalogue())
    mask = np.ones(20, bool)
    mask[[4, 2, 0]] = False
    assert retrieve(model, worlds.profile(4, 2, 0), 1, mask).rows.tolist() == [6]


def test_sums_by_hand() -> None:
    """a, b, c with decay 1/2: rows of X are {}, {a: 1}, {b: 1, a: 1/2}."""
    model = NextItemModel(NextItem(decay=0.5, backward=0, half_life_days=AGELESS), Content())
    sums = model.count(Interactions.of_histories([[0, 1, 2]]), 3)
    np.testing.assert_allclose(sums.gram.toarray(), np.array([[1.25, 0.5, 0], [0.5, 1, 0], [0, 0, 0]]))
    np.testing.assert_allclose(sums.cross.toarray(), np.array([[0, 0, 0], [1, 0, 0], [0.5, 1, 0]]))


@settings(deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 6), max_size=30), max_size=5),
    st.integers(1, 24),
    st.sampled_from([0.0, 0.3, 0.5, 0.9, 1.0]),
    st.sampled_from([0.0, 0.25, 1.0]),
)
def test_sums_are_the_products(
    histories: list[list[int]], window: int, decay: float, backward: float
) -> None:
    """X: a row an event, the decayed history before it; Y: the event's item; made without any shortcut."""
    x, y = [np.zeros(7)], [np.zeros(7)]
    for history in histories:
        steps = [item for at, item in enumerate(history) if at == 0 or item != history[at - 1]]
        for at, item in enumerate(steps):
            before = steps[max(at - window, 0) : at][::-1]
            x.append(sum((decay**back * np.eye(7)[b] for back, b in enumerate(before)), np.zeros(7)))
            y.append(np.eye(7)[item])
    plain = NextItem(reach=window, decay=decay, backward=backward, half_life_days=AGELESS)
    model = NextItemModel(plain, Content())
    sums = model.count(Interactions.of_histories(histories), 7)
    np.testing.assert_allclose(sums.gram.toarray(), np.array(x).T @ np.array(x), rtol=1e-9, atol=1e-9)
    forward = np.array(y).T @ np.array(x)
    np.testing.assert_allclose(sums.cross.toarray(), forward + backward * forward.T, rtol=1e-9, atol=1e-9)


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 6), max_size=30), min_size=2, max_size=5))
def test_sums_subtract_without_a_rest(histories: list[list[int]]) -> None:
    """Whatever the decay, and in whatever order histories come and go."""
    model = NextItemModel(NextItem(decay=0.7, half_life_days=AGELESS), Content())
    parts = [model.count(Interactions.of_histories([history]), 7) for history in histories]
    left = Held.of(model.count(Interactions.of_histories(histories), 7))
    for part in parts[:-1]:
        left = left.plus(model.count(Interactions.of_histories([]), 7).minus(part))
    np.testing.assert_array_equal(left.gram.whole().toarray(), parts[-1].gram.toarray())
    np.testing.assert_array_equal(left.cross.whole().toarray(), parts[-1].cross.toarray())


def test_the_same_item_twice_in_a_row_is_one_step() -> None:
    model = NextItemModel(NextItem(), Content())
    once = model.count(Interactions.of_histories([[0, 1], [2]]), 3)
    again = model.count(Interactions.of_histories([[0, 0, 1, 1], [2]]), 3)
    np.testing.assert_array_equal(once.gram.toarray(), again.gram.toarray())


def test_histories_do_not_run_into_each_other() -> None:
    model = NextItemModel(NextItem(), Content())
    assert model.count(Interactions.of_histories([[0], [1], [2]]), 3).cross.nnz == 0


def test_a_pair_counts_by_the_time_of_its_later_event() -> None:
    """Half-life of a day, epoch 0: the pair of day 2 counts four times the one of day 0."""
    times = np.array([0.0, 0.0, 86_400.0, 2 * 86_400.0])
    log = Interactions.of(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 2]), np.ones(4, np.float32), times)
    model = NextItemModel(NextItem(half_life_days=1.0, backward=0), Content())
    cross = model.count(log, 3).cross.toarray()
    assert cross[1, 0] == 1
    assert cross[2, 0] == 4


def test_when_the_epoch_moves_the_model_is_that_of_a_fit() -> None:
    catalogue, day = worlds.catalogue(6), 86_400.0
    settings = NextItem(half_life_days=1.0, ridge=1.0)
    users, items = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 1, 2, 3, 4, 5])
    times = np.array([0, 0.2, 0.4, 0.3, 3.0, 3.5]) * day
    log = Interactions.of(users, items, np.ones(6, np.float32), times)
    early = log.where(log.times < day)
    model = NextItemModel(settings, Content()).fit(early, catalogue)
    second = log.users == 1
    model.update(early.where(early.users == 1), log.where(second), catalogue)
    whole = NextItemModel(settings, Content()).fit(log, catalogue)
    assert model.epoch == whole.epoch == 3 * day
    np.testing.assert_allclose(
        model.weights.matrix.toarray(), whole.weights.matrix.toarray(), rtol=1e-5, atol=1e-6
    )
