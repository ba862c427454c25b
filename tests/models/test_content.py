from __future__ import annotations

from tests.conformance import worlds
from tests.conformance.model import ModelConformance

from wellread.models.base import NOTHING, Model, retrieve
from wellread.models.content import Content
from wellread.settings import Content as Settings


class TestCosine(ModelConformance):
    floor = 1.0

    def create(self) -> Model:
        return Content(Settings())


class TestEuclidean(ModelConformance):
    floor = 1.0

    def create(self) -> Model:
        return Content(Settings(similarity="euclidean"))


class TestPearson(ModelConformance):
    floor = 1.0

    def create(self) -> Model:
        return Content(Settings(similarity="pearson"))


class TestJaccard(ModelConformance):
    floor = 1.0

    def create(self) -> Model:
        return Content(Settings(similarity="jaccard"))


def test_a_new_item_is_near_those_like_it() -> None:
    catalogue = worlds.catalogue()
    model = Content(Settings()).fit(NOTHING, catalogue)
    item = worlds.items()[0].model_copy(update={"id": "new", "text": "zeppelin over the harbour of sailors"})
    catalogue.put([(20, item)])
    model.update(NOTHING, NOTHING, catalogue)
    assert 20 in retrieve(model, worlds.profile(2), 20).rows
    assert 20 not in retrieve(model, worlds.profile(3), 20).rows
