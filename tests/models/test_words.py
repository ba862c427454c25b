from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from tests.conformance import worlds
from tests.conformance.model import ModelConformance

from wellread.models.base import NOTHING, Model, Profile, retrieve
from wellread.models.words import Words
from wellread.settings import Content as Settings
from wellread.settings import SimilarityName


class TestWords(ModelConformance):
    floor = 1.0

    def create(self) -> Model:
        return Words(Settings())


class TestWordsByJaccard(ModelConformance):
    floor = 1.0

    def create(self) -> Model:
        return Words(Settings(similarity="jaccard"))


@pytest.mark.parametrize("name", get_args(SimilarityName))
def test_words_find_their_items(name: SimilarityName) -> None:
    catalogue = worlds.catalogue()
    model = Words(Settings(similarity=name)).fit(NOTHING, catalogue)
    words = Profile(words=catalogue.encoder.encode(["roses in the orchard"]))
    assert (retrieve(model, words, 10).rows % 2 == 1).all()
    one = Profile(words=catalogue.encoder.encode(["word7"]))
    assert retrieve(model, one, 1).rows.tolist() == [7]


def test_unwanted_words_push_down() -> None:
    catalogue = worlds.catalogue()
    model = Words(Settings()).fit(NOTHING, catalogue)
    encode = catalogue.encoder.encode
    scores = model.score(Profile(words=encode(["roses"]), avoid=encode(["word7"])))
    assert scores[7] < scores[9]


def test_each_word_is_a_term_of_its_own() -> None:
    catalogue = worlds.catalogue()
    model = Words(Settings()).fit(NOTHING, catalogue)
    terms = model.terms(Profile(words=catalogue.encoder.encode(["storms word4"])), np.array([4]))[0]
    assert {term.about for term in terms if term.kind == "word"} >= {"storm", "word4"}


def test_new_item_is_found_by_a_word_nobody_used_before() -> None:
    catalogue = worlds.catalogue()
    model = Words(Settings()).fit(NOTHING, catalogue)
    item = worlds.items()[0].model_copy(update={"id": "new", "text": "zeppelin over the harbour"})
    catalogue.put([(20, item)])
    found = retrieve(model, Profile(words=catalogue.encoder.encode(["zeppelin"])), 3)
    assert found.rows.tolist() == [20]
