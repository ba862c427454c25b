from __future__ import annotations

import pytest
from tests.evaluation.hand_made import LATER, PAST, catalogue

from wellread.errors import InvalidInput, NotFound
from wellread.evaluation import named
from wellread.evaluation.contenders import ModelContender, PipelineContender
from wellread.evaluation.describe import describe
from wellread.evaluation.learning import joined
from wellread.settings import SOURCES, Events, Pipeline, Rerank, Settings


@pytest.mark.parametrize("name", [*SOURCES, *named.BASELINES])
def test_every_model_and_baseline_can_be_named_and_fitted(name: str) -> None:
    found = named.contender(name, Settings())

    assert isinstance(found, ModelContender)
    assert found.name == name
    found.fit(PAST, catalogue())
    assert describe(found).endswith(")")


def test_a_pipeline_of_the_settings_comes_first() -> None:
    own = Pipeline(sources={"popular": 1.0}, ranker="weighted", diversity=0.3)
    settings = Settings(pipelines={"popular": own})

    found = named.contender("popular", settings)

    assert isinstance(found, PipelineContender)
    assert describe(found).startswith("pipeline popular; ranker weighted; sources popular; ")
    assert "diversity=0.3" in describe(found)


def test_what_a_contender_is_names_its_hyper_parameters() -> None:
    assert "neighbours=100" in describe(named.contender("item_knn", Settings()))
    told = describe(named.contender("item_to_item", Settings()))
    assert "ridge=200" in told
    assert "texts.similarity=cosine" in told


def test_an_unknown_name_meets_the_nearest() -> None:
    with pytest.raises(NotFound, match="did you mean 'item_knn'"):
        named.contender("itemknn", Settings())
    with pytest.raises(NotFound, match="did you mean 'replay'"):
        named.split("repaly", PAST, Events(), 0.2)


def test_dense_methods_are_left_out_of_large_catalogues() -> None:
    some, notes = named.contenders([], Settings(), 20_000)
    every, silent = named.contenders([], Settings(), 500)

    assert [one.name for one in every] == list(named.DEFAULT)
    assert not silent
    assert "dense_ease" not in [one.name for one in some]
    assert "20,000 items" in notes[0]
    with pytest.raises(InvalidInput, match="GB"):
        named.contenders(["dense_ease"], Settings(), 100_000)
    assert len(named.contenders(["random", "random"], Settings(), 5)[0]) == 1


def test_what_a_language_model_would_order_is_measured_without_it_and_said() -> None:
    settings = Settings(pipelines={"home": Pipeline(rerank=Rerank(top=20)), "plain": Pipeline()})
    assert named.contenders(["plain"], settings, 5)[1] == ()
    assert (
        "home is measured without the order of the language model" in named.contenders([], settings, 5)[1][0]
    )


@pytest.mark.parametrize("name", named.SPLITS)
def test_every_split_can_be_named(name: str) -> None:
    """Six people here from the start, and three who come late."""
    late = LATER.where(LATER.users < 3)
    more = type(late)(late.users + 6, late.items, late.weights, late.times + 50)
    log = joined(joined(PAST, LATER), more)

    found = named.split(name, log, Events(), 0.5)

    assert found.name == name
    assert len(found)
