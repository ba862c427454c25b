from __future__ import annotations

import numpy as np
import pytest
from tests.conformance import worlds
from tests.conformance.model import ModelConformance

from wellread.models.base import NOTHING, Interactions, Model, Profile, retrieve
from wellread.models.graph import Graph
from wellread.settings import Content
from wellread.settings import Graph as Settings


class TestGraph(ModelConformance):
    floor = 1.0

    def create(self) -> Model:
        return Graph(Settings(rank=6), Content())


class TestLinear(ModelConformance):
    floor = 1.0

    def create(self) -> Model:
        return Graph(Settings(low_pass=0), Content())


def test_by_hand() -> None:
    """Histories {0, 1} and {1, 2, 3}, shrink 1, no texts: every step of the formula on dense arrays."""
    log, catalogue = Interactions.of_histories([[0, 1], [1, 2, 3]]), worlds.catalogue(5)
    settings = Settings(shrink=1, rank=2, low_pass=0.7, text_prior=0, text_prior_cold=0, fade=1)
    model = Graph(settings, Content()).fit(log, catalogue)
    x = np.array([[1, 1, 0, 0, 0], [0, 1, 1, 1, 0]]) * np.array([[2**-0.25], [3**-0.25]])
    d = np.array([1.0, 2, 1, 1, 0]) + 1
    matrix = x.T @ x / np.sqrt(np.outer(d, d))
    values, vectors = (found[..., ::-1] for found in np.linalg.eigh(matrix))
    cutoff = max(values[2], 1e-3 * values[0])
    smooth = vectors[:, :2] @ np.diag(1 - (cutoff / values[:2]) ** 2) @ vectors[:, :2].T
    whole = matrix + 0.7 * values[0] * smooth * np.sqrt(d) / np.sqrt(d)[:, None]
    np.testing.assert_allclose(model.score(worlds.profile(3, 0)), whole[3] + 0.5 * whole[0], atol=1e-6)


def test_low_pass_reaches_what_was_never_chosen_together() -> None:
    """0 and 2 are two steps apart, 0 and 3 three."""
    log = Interactions.of_histories([[0, 1], [1, 2], [2, 3]])
    settings = Settings(text_prior=0, text_prior_cold=0, rank=1)
    linear = Graph(settings.model_copy(update={"low_pass": 0}), Content()).fit(log, worlds.catalogue(4))
    both = Graph(settings, Content()).fit(log, worlds.catalogue(4))
    assert linear.score(worlds.profile(0))[2:].tolist() == [0, 0]
    assert (both.score(worlds.profile(0))[2:] > 0).all()


def test_texts_reach_items_that_nobody_touched() -> None:
    histories = [[i for i in h if i != 7] for h in worlds.histories()]
    log = Interactions.of_histories(histories)
    scores = Graph(Settings(), Content()).fit(log, worlds.catalogue()).score(worlds.profile(1, 3))
    assert scores[7] > 0
    bare = Graph(Settings(text_prior=0, text_prior_cold=0), Content()).fit(log, worlds.catalogue())
    assert bare.score(worlds.profile(1, 3))[7] == 0


def test_a_new_item_is_as_if_it_had_been_there_when_fitted() -> None:
    catalogue = worlds.catalogue(18)
    log = Interactions.of_histories([[i for i in h if i < 18] for h in worlds.histories()])
    model = Graph(Settings(), Content()).fit(log, catalogue)
    catalogue.put([(18, worlds.items()[18]), (19, worlds.items()[19])])
    model.update(NOTHING, NOTHING, catalogue)
    assert 18 in retrieve(model, worlds.profile(2), 19).rows
    again = Graph(Settings(), Content()).fit(log, catalogue)
    np.testing.assert_allclose(
        model.score(worlds.profile(2, 5)), again.score(worlds.profile(2, 5)), atol=1e-6
    )


def test_what_changes_no_sum_asks_for_no_eigenvectors(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue, log = worlds.catalogue(), worlds.log()
    model = Graph(Settings(), Content()).fit(log, catalogue)
    monkeypatch.setattr("wellread.models.graph.low_pass", None)
    own = log.where(log.users == 0)
    disliked = Interactions(
        np.zeros(len(own) + 1, np.int64), np.append(own.items, 19), np.append(own.weights, np.float32(-1)),
        np.append(own.times, 1e9),
    )  # fmt: skip
    model.update(own, disliked, catalogue)


def test_dislikes_speak_against() -> None:
    model = Graph(Settings(), Content()).fit(worlds.log(), worlds.catalogue())
    person = Profile(rows=np.array([2]), weights=np.array([-1], np.float32))
    np.testing.assert_allclose(model.score(person), -model.score(worlds.profile(2)), rtol=1e-6)
