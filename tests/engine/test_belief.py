"""What noise leaves of a log, and that models learn on exactly nevertheless."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.conformance import worlds

from wellread.engine.belief import Belief
from wellread.models import create
from wellread.models.base import NOTHING, Interactions
from wellread.settings import Models, Noise

NAMES = ("item_to_item", "next_item", "popular", "user_to_user")


def noisy() -> Interactions:
    """The checkerboard; person 0 takes an item back, person 1 says the same three times in a minute."""
    made = worlds.log(12)
    made = replace(made, segments=(), times=86_400.0 * np.arange(len(made), dtype=np.float64))
    mine, yours = made.where(made.users == 0), made.where(made.users == 1)
    return Interactions.of(
        np.concatenate([made.users, [0, 1, 1]]),
        np.concatenate([made.items, mine.items[:1], yours.items[:1], yours.items[:1]]),
        np.concatenate([made.weights, np.array([-1, 1, 1], np.float32)]),
        np.concatenate([made.times, mine.times[-1:] + 1, yours.times[:1] + 20, yours.times[:1] + 40]),
    )


def test_less_than_half_is_nothing() -> None:
    log = noisy()
    found, counts = Belief.of(log, worlds.N_ITEMS, Noise()).weighed(log)
    assert found.weights[found.users == 0].tolist() == [1, 1, 1, 1, 1, -1]
    assert found.weights[found.users == 1].tolist() == [1, 0.5, 1, 1, 1, 1, 1]
    assert (found.weights[found.users > 1] == 1).all()
    assert counts == {
        "the same again within a short time": {"events": 2, "people": 1},
        "taken back later": {"events": 1, "people": 1},
    }


def test_it_can_be_switched_off() -> None:
    log = noisy()
    assert Belief.of(log, worlds.N_ITEMS, Noise(weigh=False)).weighed(log) == (log, {})


def test_an_empty_log() -> None:
    assert Belief.of(NOTHING, 0, Noise()).weighed(NOTHING) == (NOTHING, {})


@pytest.mark.parametrize("name", NAMES)
def test_learning_on_is_the_fit_on_what_is_believed(name: str) -> None:
    """A like is learnt, then taken back: by the same belief, update by update is one fit."""
    log, catalogue = noisy(), worlds.catalogue()
    belief = Belief.of(log, worlds.N_ITEMS, Noise())
    first = log.where(log.times < np.quantile(log.times[log.users < 2], 0.6))
    model = create(Models(), [name])[name].fit(belief.weighed(first)[0], catalogue)  # type: ignore[list-item]
    for user in np.unique(log.users):
        before, after = (belief.weighed(own.where(own.users == user))[0] for own in (first, log))
        model.update(before, after, catalogue)
    fresh = create(Models(), [name])[name].fit(belief.weighed(log)[0], catalogue)  # type: ignore[list-item]
    person = worlds.profile(0, 2)
    np.testing.assert_allclose(model.score(person), fresh.score(person), atol=1e-5)
