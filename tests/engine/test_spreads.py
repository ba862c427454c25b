from __future__ import annotations

import numpy as np
import pytest
from tests.conformance import worlds

from wellread.catalogue import Catalogue
from wellread.domain import Item
from wellread.engine.spreads import measure
from wellread.language.lexical import LexicalEncoder
from wellread.models import create
from wellread.models.base import NOTHING, Interactions
from wellread.settings import BUILT_IN, Language, Models, SourceName

HOME: list[SourceName] = [name for name in BUILT_IN["home"].sources if name != "meaning"]


def test_every_source_has_a_spread() -> None:
    catalogue, log = worlds.catalogue(), worlds.log()
    models = {name: model.fit(log, catalogue) for name, model in create(Models(), HOME).items()}
    found = measure(models, log, catalogue, history=50)
    assert set(found) == set(HOME)
    assert all(spread > 0 for spread in found.values())
    assert found == measure(models, log, catalogue, history=50)


def test_by_hand() -> None:
    """Two people who know item 0 of three: `latest` proposes 1 and 2 to them, at 1/2 and 1."""
    items = [Item(id="a", time=0), Item(id="b", time=0), Item(id="c", time=30 * 86_400.0)]
    catalogue = Catalogue.of(items, LexicalEncoder(Language()))
    log = Interactions.of(
        np.array([0, 1]), np.array([0, 0]), np.ones(2, np.float32), np.full(2, 30 * 86_400.0)
    )
    models = {name: model.fit(log, catalogue) for name, model in create(Models(), HOME).items()}
    found = measure(models, log, catalogue, history=50)
    assert found["latest"] == pytest.approx(np.std([0.5, 1, 0]))
    assert found["item_to_item"] == 0


def test_words_have_a_spread_though_hardly_anybody_did_anything() -> None:
    catalogue, log = worlds.catalogue(), Interactions.of_histories([[3]])
    models = {name: model.fit(log, catalogue) for name, model in create(Models(), HOME).items()}
    usual = measure(models, worlds.log(), catalogue, history=50)
    assert measure(models, log, catalogue, history=50)["words"] == pytest.approx(usual["words"], rel=0.5)


def test_without_behaviour_only_what_goes_by_words_is_measured() -> None:
    catalogue = worlds.catalogue()
    sources = (*HOME, "titles")
    models = {name: model.fit(NOTHING, catalogue) for name, model in create(Models(), sources).items()}
    found = measure(models, NOTHING, catalogue, history=50)
    assert set(found) == {"words", "titles"} | ({"meaning"} & set(models))
    assert found["words"] > 0
    assert found["titles"] > 0
    assert measure(models, NOTHING, worlds.catalogue(0), history=50) == {}


def test_items_without_texts() -> None:
    catalogue = Catalogue(LexicalEncoder(Language()))
    catalogue.put([(row, Item(id=f"i{row}")) for row in range(5)], encode=False)
    catalogue.fit([""] * 5)
    log = Interactions.of_histories([[0, 1], [1, 2], [0, 2, 3]])
    models = {name: model.fit(log, catalogue) for name, model in create(Models(), HOME).items()}
    found = measure(models, log, catalogue, history=2)
    assert found["words"] == found["content"] == 0
    assert found["popular"] > 0
