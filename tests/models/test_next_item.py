from __future__ import annotations

import numpy as np
from tests.conformance import worlds
from tests.conformance.model import ModelConformance

from wellread.models.base import Interactions, Model, retrieve
from wellread.models.next_item import NextItemModel
from wellread.settings import Content, NextItem


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
    model = NextItemModel(NextItem(), Content())
    sums = model.count(Interactions.of_histories([[0, 1, 2]]), 3)
    np.testing.assert_allclose(sums.gram.toarray(), np.array([[1.25, 0.5, 0], [0.5, 1, 0], [0, 0, 0]]))
    np.testing.assert_allclose(sums.cross.toarray(), np.array([[0, 1, 0.5], [0, 0, 1], [0, 0, 0]]))


def test_the_same_item_twice_in_a_row_is_one_step() -> None:
    model = NextItemModel(NextItem(), Content())
    once = model.count(Interactions.of_histories([[0, 1], [2]]), 3)
    again = model.count(Interactions.of_histories([[0, 0, 1, 1], [2]]), 3)
    np.testing.assert_array_equal(once.gram.toarray(), again.gram.toarray())


def test_histories_do_not_run_into_each_other() -> None:
    model = NextItemModel(NextItem(), Content())
    assert model.count(Interactions.of_histories([[0], [1], [2]]), 3).cross.nnz == 0
