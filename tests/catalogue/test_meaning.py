from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from tests.encoders import Concepts, Memory

from wellread.catalogue.catalogue import Catalogue, document
from wellread.catalogue.meaning import Meaning, Mix, later
from wellread.domain import Item
from wellread.errors import ModelUnavailable
from wellread.language.encoders.cached import Cached
from wellread.language.lexical import LexicalEncoder
from wellread.settings import Language

TEXTS = [
    "a rocket leaves orbit", "the planet beyond", "a wedding and a kiss", "romance in spring", "a heist",
    "the thief and the police", "a ship, a whale", "the old sailor", "",
]  # fmt: skip


def encoder() -> tuple[Cached, Concepts]:
    own = Concepts()
    return Cached(own, Memory()), own


def test_what_is_meant_is_found_without_a_common_word() -> None:
    cached, _ = encoder()
    meaning = Meaning.fit(TEXTS, cached)
    for said, rows in (("太空", {0, 1}), ("爱情", {2, 3}), ("小偷", {4, 5}), ("大海", {6, 7})):
        scores = meaning.match(meaning.sense(cached.ask(said)))
        assert set(np.argsort(-scores)[:2].tolist()) == rows
    assert scores.min() >= 0
    assert not scores[8], "a text that says nothing is like nothing"


def test_new_texts_wait_until_they_are_read() -> None:
    cached, own = encoder()
    meaning = Meaning.fit(TEXTS, cached)
    meaning.put([9, 1], ["two thieves plan a heist", "the planet beyond"])
    assert meaning.unread == 1, "the second one is known"
    assert not meaning.vectors[9].any()
    own.fails = True
    with pytest.raises(ModelUnavailable):
        meaning.read(10)
    assert meaning.unread == 1
    own.fails = False
    assert meaning.read(10).tolist() == [9]
    assert meaning.unread == 0
    assert meaning.match(meaning.sense(cached.ask("小偷"))).argmax() in (4, 5, 9)
    assert meaning.read(10).tolist() == []


def test_saved_and_loaded_with_what_came_later(tmp_path: Path) -> None:
    cached, _ = encoder()
    meaning = Meaning.fit(TEXTS, cached)
    meaning.take_mix(Mix(0.7, 2.0, 0.25))
    meaning.save(tmp_path / "first")
    loaded = Meaning.load(tmp_path / "first", cached)
    loaded.put([9, 0], ["the old sailor", "the old sailor"])
    loaded.save(tmp_path / "second")
    again = Meaning.load(tmp_path / "second", cached)
    assert (again.identity, again.mix) == ("concepts", Mix(0.7, 2.0, 0.25))
    assert_array_equal(again.vectors, loaded.vectors)
    assert_allclose(again.vectors[9], meaning.vectors[7], atol=1e-6)
    first, second = (tmp_path / name / "fitted.npy" for name in ("first", "second"))
    assert first.stat().st_ino == second.stat().st_ino, "what was fitted is not written twice"
    rows, vectors = later(tmp_path / "second")
    assert rows.tolist() == [0, 9]
    assert_array_equal(meaning.take(rows, vectors), rows)
    assert_allclose(meaning.vectors, loaded.vectors, atol=1e-6)
    assert meaning.take(rows, vectors).tolist() == [], "nothing new"


def test_vectors_of_another_encoder_are_kept_but_read_nothing() -> None:
    cached, own = encoder()
    meaning = Meaning.fit(TEXTS, cached)
    own.identity = "another"
    other = Meaning("concepts", meaning._whitening, cached)
    other.put([0], ["a rocket"])
    assert other.read(5).tolist() == []
    assert not other.vectors.any()


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_how_alike_items_are_is_mixed(share: float) -> None:
    """By hand: (1 - share) of the cosine of the words, share of that of the vectors."""
    cached, _ = encoder()
    items = [Item(id=str(row), title=text) for row, text in enumerate(TEXTS)]
    catalogue = Catalogue.of(items, LexicalEncoder(Language()))
    catalogue.similar("cosine", 3)
    catalogue.meaning = Meaning.fit([document(item) for item in items], cached)
    catalogue.mix(Mix(share))
    lexical, dense = catalogue.vectors.toarray(), catalogue.meaning.vectors
    wanted = (1 - share) * lexical @ lexical.T + share * dense @ dense.T
    np.fill_diagonal(wanted, 0)
    found = catalogue.similar("cosine", 8).toarray()
    assert_allclose(found, np.maximum(wanted, 0), atol=1e-5)


def test_a_new_item_is_like_what_it_means_once_it_is_read() -> None:
    cached, _ = encoder()
    items = [Item(id=str(row), title=text) for row, text in enumerate(TEXTS)]
    catalogue = Catalogue.of(items, LexicalEncoder(Language()))
    catalogue.meaning = Meaning.fit([document(item) for item in items], cached)
    catalogue.mix(Mix(0.5))
    catalogue.similar("cosine", 2)
    catalogue.put([(9, Item(id="9", title="太空"))])
    assert not catalogue.similar("cosine", 2).toarray()[9].any(), "no word in common, not yet read"
    assert catalogue.read_meaning(10) == 1
    nearest = catalogue.similar("cosine", 2).toarray()[9]
    assert set(np.flatnonzero(nearest).tolist()) == {0, 1}
