from __future__ import annotations

import numpy as np
from tests.conformance import worlds
from tests.conformance.model import ModelConformance

from wellread.catalogue import Catalogue
from wellread.domain import Item
from wellread.language.lexical import LexicalEncoder
from wellread.models.base import NOTHING, Model, Profile
from wellread.models.latest import DAY, Latest
from wellread.settings import Language
from wellread.settings import Latest as Settings


class TestLatest(ModelConformance):
    def create(self) -> Model:
        return Latest(Settings())


def test_half_life_future_and_undated() -> None:
    items = [
        Item(id="old", time=0.0),
        Item(id="new", time=10 * DAY),
        Item(id="later", time=99 * DAY),
        Item(id="?"),
    ]
    model = Latest(Settings(half_life_days=10)).fit(NOTHING, Catalogue.of(items, LexicalEncoder(Language())))
    scores = model.score(Profile(now=10 * DAY))
    np.testing.assert_allclose(scores[:3], [0.5, 1.0, 1.0])
    assert 0 < scores[3] < 0.001


def test_undated_items_come_last_added_first() -> None:
    items = [Item(id=str(i)) for i in range(4)]
    model = Latest(Settings()).fit(NOTHING, Catalogue.of(items, LexicalEncoder(Language())))
    assert np.argsort(-model.score(worlds.profile())).tolist() == [3, 2, 1, 0]
