from __future__ import annotations

from pathlib import Path

import numpy as np
from tests.conformance import worlds
from tests.conformance.model import ModelConformance

from wellread.models.base import NOTHING, Interactions, Model, retrieve
from wellread.models.item_to_item import ItemToItem
from wellread.settings import Content, Neighbourhood


class TestItemToItem(ModelConformance):
    floor = 1.0

    def create(self) -> Model:
        return ItemToItem(Neighbourhood(ridge=1.0, neighbours=4), Content())


def test_equals_ease_when_the_neighbourhood_is_everything() -> None:
    """With no text prior and all items in N(j) it is EASE: B = -P / diag(P), P = (X'X + lambda I)^-1."""
    log, catalogue = worlds.log(), worlds.catalogue()
    settings = Neighbourhood(ridge=2.0, neighbours=100, text_prior=0, text_prior_cold=0)
    model = ItemToItem(settings, Content()).fit(log, catalogue)
    x = np.zeros((60, 20))
    x[log.users, log.items] = 1
    p = np.linalg.inv(x.T @ x + 2.0 * np.eye(20))
    expected = -p / np.diag(p)
    np.fill_diagonal(expected, 0)
    # even and odd items never meet, so a neighbourhood of those met is the whole problem
    np.testing.assert_allclose(model.weights.matrix.toarray(), expected, atol=1e-5)


def test_texts_decide_for_an_item_nobody_touched() -> None:
    catalogue = worlds.catalogue()
    histories = [[i for i in h if i != 7] for h in worlds.histories()]
    without = ItemToItem(Neighbourhood(text_prior=0, text_prior_cold=0), Content())
    with_text = ItemToItem(Neighbourhood(), Content())
    log = Interactions.of_histories(histories)
    assert without.fit(log, catalogue).score(worlds.profile(1, 3))[7] == 0
    scores = with_text.fit(log, catalogue).score(worlds.profile(1, 3))
    assert scores[7] > 0
    assert with_text.score(worlds.profile(0, 2))[7] == 0


def test_disliked_items_speak_against_their_like() -> None:
    model = ItemToItem(Neighbourhood(ridge=1.0), Content()).fit(worlds.log(), worlds.catalogue())
    liked, disliked = model.score(worlds.profile(2)), model.score(worlds.profile(2, weights=(-1.0,)))
    np.testing.assert_allclose(disliked, -liked)
    assert disliked[4] < 0


def test_a_repeated_event_counts_once() -> None:
    catalogue = worlds.catalogue()
    once, twice = (ItemToItem(Neighbourhood(), Content()) for _ in range(2))
    once.fit(Interactions.of_histories([[0, 2], [2, 4]]), catalogue)
    twice.fit(Interactions.of_histories([[0, 0, 2, 2], [2, 4]]), catalogue)
    np.testing.assert_array_equal(once.score(worlds.profile(0)), twice.score(worlds.profile(0)))


def test_a_new_item_is_in_the_next_list() -> None:
    catalogue = worlds.catalogue(18)
    log = Interactions.of_histories([[i for i in h if i < 18] for h in worlds.histories()])
    model = ItemToItem(Neighbourhood(ridge=1.0), Content()).fit(log, catalogue)
    catalogue.put([(18, worlds.items()[18])])
    model.update(NOTHING, NOTHING, catalogue)
    mask = np.arange(19) != 2
    assert 18 in retrieve(model, worlds.profile(2), 19, mask).rows
    assert 18 not in retrieve(model, worlds.profile(3), 19, mask).rows


def test_sums_keep_within_their_memory_and_lists_stay() -> None:
    rng = np.random.default_rng(0)
    taste = np.arange(300) % 30
    log = Interactions.of_histories([np.flatnonzero(rng.random(300) < np.where(taste == u % 30, 0.5, 0.01))
                                     for u in range(900)])  # fmt: skip
    catalogue = worlds.catalogue(300)
    whole, cut = (
        ItemToItem(Neighbourhood(ridge=5, neighbours=9, text_prior=0, memory=memory), Content()).fit(
            log, catalogue
        )
        for memory in (1.0, 8 * 6_000 / 2**30)
    )
    assert whole.sums.dropped == 0
    assert cut.sums.gram.base.nnz <= 6_000 < whole.sums.gram.base.nnz / 5
    assert cut.sums.dropped == 1 - cut.sums.gram.base.nnz / whole.sums.gram.base.nnz
    for model in (whole, cut):
        found = [
            retrieve(model, worlds.profile(i), 5, np.arange(300) != i).rows % 30 == i % 30 for i in range(300)
        ]
        assert np.concatenate(found).mean() > 0.95


def test_what_was_left_out_is_known_after_loading(tmp_path: Path) -> None:
    catalogue = worlds.catalogue()
    settings = Neighbourhood(memory=8 * 100 / 2**30)
    model = ItemToItem(settings, Content()).fit(worlds.log(), catalogue)
    assert model.sums.dropped > 0.4
    model.save(tmp_path)
    again = ItemToItem(settings, Content()).load(tmp_path, catalogue)
    assert again.sums.dropped == model.sums.dropped
    assert again.sums.cross is again.sums.gram
    np.testing.assert_array_equal(again.sums.limits, model.sums.limits)
