from __future__ import annotations

import numpy as np
from tests.encoders import Concepts, Memory

from wellread.catalogue.catalogue import Catalogue, document
from wellread.catalogue.meaning import Meaning as Vectors
from wellread.domain import Item
from wellread.language.encoders.cached import Cached
from wellread.language.lexical import LexicalEncoder
from wellread.models.base import NOTHING, Profile, retrieve
from wellread.models.meaning import Meaning
from wellread.settings import Language

ITEMS = [Item(id=text, text=text) for text in ("rocket", "orbit", "kiss", "wedding", "heist", "sailor")]


def fitted() -> tuple[Meaning, Catalogue, Cached]:
    catalogue, cached = Catalogue.of(ITEMS, LexicalEncoder(Language())), Cached(Concepts(), Memory())
    catalogue.meaning = Vectors.fit([document(item) for item in ITEMS], cached)
    return Meaning().fit(NOTHING, catalogue), catalogue, cached


def test_what_was_said_is_found_without_a_common_word() -> None:
    model, catalogue, cached = fitted()
    assert catalogue.meaning is not None
    said = Profile(sense=catalogue.meaning.sense(cached.ask("太空")))
    assert set(retrieve(model, said, 2).rows.tolist()) == {0, 1}
    scores = model.score(said)
    terms = model.terms(said, np.arange(6))
    np.testing.assert_allclose([sum(t.value for t in own) for own in terms], scores, rtol=1e-6)
    assert model.score([said, Profile()]).shape == (2, 6)


def test_nothing_said_or_no_vectors_is_nothing_known() -> None:
    model, catalogue, cached = fitted()
    assert not model.score(Profile()).any()
    assert catalogue.meaning is not None
    said = Profile(sense=catalogue.meaning.sense(cached.ask("太空")))
    catalogue.meaning = None
    assert not model.score(said).any()
    assert model.terms(said, np.array([0])) == [[]]
    assert Meaning().score(said).shape == (0,)
