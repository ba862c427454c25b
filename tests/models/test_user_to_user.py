from __future__ import annotations

import numpy as np
from tests.conformance import worlds
from tests.conformance.model import ModelConformance

from wellread.models.base import NOTHING, Interactions, Model, Profile
from wellread.models.user_to_user import UserToUser
from wellread.settings import UserToUser as Settings


class TestUserToUser(ModelConformance):
    floor = 1.0

    def create(self) -> Model:
        return UserToUser(Settings(neighbours=20))


def test_by_hand() -> None:
    """Histories {0, 1, 2}, {0, 3}, {3, 4}; the profile {0, 1} has weights 1 and 1/2."""
    log = Interactions.of_histories([[0, 1, 2], [3, 0], [3, 4]])
    settings = Settings(neighbours=2, shrink=0.5, damping=0.5, fade=1)
    model = UserToUser(settings).fit(log, worlds.catalogue(5))
    idf = np.log1p(3 / np.array([2, 1, 1, 2, 1]))
    own = np.sqrt(idf[0] ** 2 + (idf[1] / 2) ** 2)
    first = (idf[0] ** 2 + idf[1] ** 2 / 2) / (own * np.sqrt((idf[:3] ** 2).sum()) + 0.5)
    second = idf[0] ** 2 / (own * np.sqrt(idf[0] ** 2 + idf[3] ** 2) + 0.5)
    expected = [(first + second) / np.sqrt(2), first, first, second / np.sqrt(2), 0]
    np.testing.assert_allclose(model.score(worlds.profile(0, 1)), expected, rtol=1e-6)


def test_only_the_nearest_vote() -> None:
    log = Interactions.of_histories([[0, 1, 2], [0, 3, 4, 5, 6]])
    model = UserToUser(Settings(neighbours=1)).fit(log, worlds.catalogue(7))
    assert np.flatnonzero(model.score(worlds.profile(0))).tolist() == [0, 1, 2]


def test_what_is_disliked_keeps_away_those_who_chose_it() -> None:
    log = Interactions.of_histories([[0, 1, 2], [0, 3, 4]])
    model = UserToUser(Settings(fade=0)).fit(log, worlds.catalogue(5))
    scores = model.score(worlds.profile(0, 3, weights=(1.0, -2.0)))
    assert scores[2] > 0
    assert scores[4] == 0


def test_disliked_events_are_no_part_of_a_history() -> None:
    log = Interactions(np.zeros(3, np.int64), np.arange(3), np.array([1, 1, -1], np.float32), np.arange(3.0))
    assert UserToUser(Settings()).fit(log, worlds.catalogue(3)).score(worlds.profile(0))[2] == 0


def test_terms_are_of_the_items_that_the_neighbours_share() -> None:
    model = UserToUser(Settings()).fit(worlds.log(), worlds.catalogue())
    person = Profile(rows=np.array([2, 7, 4]), weights=np.ones(3, np.float32))
    for row, kin in ((6, {2, 4}), (9, {7})):
        assert {term.about for term in model.terms(person, np.array([row]))[0]} == kin
    assert model.terms(worlds.profile(), np.array([3])) == [[]]


def test_without_neighbours_there_is_no_score() -> None:
    model = UserToUser(Settings()).fit(Interactions.of_histories([[0], [1, 2]]), worlds.catalogue(3))
    assert not model.score(worlds.profile(0)).any()
    assert not UserToUser(Settings()).fit(NOTHING, worlds.catalogue(3)).score(worlds.profile(0)).any()
