from __future__ import annotations

import numpy as np
from tests.conformance import worlds
from tests.conformance.model import ModelConformance

from wellread.models.base import NOTHING, Interactions, Model
from wellread.models.popular import DAY, Popular
from wellread.settings import Popular as Settings


class TestPopular(ModelConformance):
    floor = 1.0  # by segment

    def create(self) -> Model:
        return Popular(Settings(segment="kind", segment_strength=0.5))


def log(times: list[float], items: list[int]) -> Interactions:
    n = len(items)
    return Interactions.of(np.arange(n), np.array(items), np.ones(n, np.float32), np.array(times))


def test_a_half_life_halves_a_count() -> None:
    model = Popular(Settings(half_life_days=10)).fit(log([0.0, 10 * DAY], [0, 1]), worlds.catalogue(2))
    np.testing.assert_allclose(model.counts[""], [0.5, 1.0])
    shares = np.array([1 / 3, 2 / 3])
    np.testing.assert_allclose(model.score(worlds.profile()), np.log1p(2 * shares), rtol=1e-6)


def test_score_does_not_depend_on_when_it_is_asked_for() -> None:
    model = Popular(Settings(half_life_days=10)).fit(log([0.0, 10 * DAY], [0, 1]), worlds.catalogue(2))
    before = model.score(worlds.profile())
    model.update(NOTHING, log([500 * DAY], [1]).where(np.zeros(1, bool)), worlds.catalogue(2))
    np.testing.assert_array_equal(before, model.score(worlds.profile()))


def test_negative_events_do_not_count() -> None:
    events = Interactions(np.array([0, 1]), np.array([0, 1]), np.array([-1, 1], np.float32), np.zeros(2))
    assert Popular(Settings()).fit(events, worlds.catalogue(2)).counts[""].tolist() == [0.0, 1.0]


def test_a_small_segment_is_shrunk_to_everybody() -> None:
    events = worlds.log()
    strict = Popular(Settings(segment="kind", segment_strength=1e9)).fit(events, worlds.catalogue())
    np.testing.assert_allclose(
        strict.score(worlds.profile(segment="even")), strict.score(worlds.profile()), rtol=1e-4
    )
    assert strict.score(worlds.profile(segment="nobody")).tolist() == strict.score(worlds.profile()).tolist()
