from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
from tests.conformance import worlds

from wellread.engine import teaching
from wellread.engine.fitting import Fitted, fit_models
from wellread.models import create
from wellread.models.base import Interactions, Model
from wellread.ranking.linear import LinearRanker
from wellread.settings import BUILT_IN, Pipeline, Settings, SourceName

CATALOGUE = worlds.catalogue()


def log(n_users: int = 300) -> Interactions:
    """The checkerboard, one person after another: the later ones are what lessons are taken from."""
    made = worlds.log(n_users)
    return Interactions(
        made.users, made.items, made.weights, np.arange(len(made), dtype=np.float64) * 3600, made.segments
    )


def fitted(settings: Settings | None = None, n_users: int = 300) -> Fitted:
    return fit_models(log(n_users), CATALOGUE, settings or Settings())


def test_what_foretells_the_next_choice_is_learnt() -> None:
    """The next item is two further on, always of the same kind: what came next tells all."""
    home = fitted().taught.rankers["home"]
    assert isinstance(home, LinearRanker)
    assert set(home.sources) == set(BUILT_IN["home"].sources) - {"meaning"}
    assert home.sources["next_item"] > home.sources["item_to_item"]
    assert min(home.sources.values()) > 0
    assert min(home.features.values()) >= 0


def test_only_pipelines_that_want_a_learnt_ranker_are_taught() -> None:
    own = Pipeline(sources={"popular": 1, "next_item": 1})
    weighted = own.model_copy(update={"ranker": "weighted"})
    found = fitted(Settings(pipelines={"own": own, "plain": weighted, "home": weighted})).taught.rankers
    assert found.keys() == {"own"}
    assert set(found["own"].sources) == {"popular", "next_item"}


def test_too_little_to_learn_from() -> None:
    assert fitted(n_users=15).taught.rankers == {}
    assert fitted(n_users=60).taught.rankers == {}
    assert fit_models(log(0), CATALOGUE, Settings()).taught.rankers == {}


def test_it_is_the_same_every_time() -> None:
    assert fitted().taught.rankers["home"].saved() == fitted().taught.rankers["home"].saved()


def test_models_of_the_lessons_see_nothing_of_the_time_that_is_asked_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[Interactions] = []

    def spied(settings: Any, names: Iterable[SourceName]) -> dict[str, Model]:
        models = create(settings, names)
        for model in models.values():
            fit = model.fit

            def spy(past: Interactions, catalogue: Any, fit: Any = fit) -> Any:
                seen.append(past)
                return fit(past, catalogue)

            monkeypatch.setattr(model, "fit", spy)
        return models

    asked: list[float] = []
    lessons = teaching._lists

    def told(engine: Any, pipeline: Pipeline, moments: list[teaching.Moment]) -> Any:
        for profile, _, row in moments:
            assert row not in profile.rows
            asked.append(profile.now)
        return lessons(engine, pipeline, moments)

    monkeypatch.setattr(teaching, "create", spied)
    monkeypatch.setattr(teaching, "_lists", told)
    whole = log()
    assert fit_models(whole, CATALOGUE, Settings()).taught.rankers
    cut = np.quantile(whole.times, 1 - teaching.SHARE)
    assert len(seen) == len(BUILT_IN["home"].sources) - 1
    assert all(past.times.max() < cut for past in seen)
    assert min(asked) >= cut


def test_what_the_ranker_foretold_is_measured() -> None:
    measured = fitted().taught.metrics["home"]
    assert measured["choices"] >= teaching.FEWEST
    assert 0 < measured["ndcg@10"] < measured["hit@10"] <= measured["found"] <= 1
    assert measured["hit@10"] > 0.5  # half of twenty items by chance, less what was seen
    assert fitted(n_users=15).taught.metrics == {}
