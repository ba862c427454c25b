from __future__ import annotations

import numpy as np
from tests.conformance import worlds
from tests.conformance.model import ModelConformance

from wellread.models.base import Interactions, Model
from wellread.models.popular import Popular
from wellread.models.trending import Trending as TrendingModel
from wellread.settings import Popular as PopularSettings
from wellread.settings import Trending

DAY = 86_400.0


class TestTrending(ModelConformance):
    def create(self) -> Model:
        return TrendingModel(Trending())


def test_what_rises_now_comes_before_what_was_chosen_more_often() -> None:
    """Item 0 three times a hundred days ago, item 1 twice today."""
    times = np.array([0, 0, 0, 100, 100]) * DAY
    log = Interactions.of(np.arange(5), np.array([0, 0, 0, 1, 1]), np.ones(5, np.float32), times)
    trending = TrendingModel(Trending()).fit(log, worlds.catalogue(2)).score(worlds.profile())
    popular = (
        Popular(PopularSettings(half_life_days=1000)).fit(log, worlds.catalogue(2)).score(worlds.profile())
    )
    assert trending[1] > trending[0]
    assert popular[0] > popular[1]
