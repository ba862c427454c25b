"""What every baseline must do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from tests.conformance import worlds

from wellread.evaluation.baselines.als import ALS
from wellread.evaluation.baselines.dense_ease import DenseEASE
from wellread.evaluation.baselines.item_knn import ItemKNN
from wellread.evaluation.baselines.markov import Markov
from wellread.evaluation.baselines.popular import popular, recently_popular
from wellread.evaluation.baselines.random import Random
from wellread.models.base import NOTHING, retrieve

MAKERS: dict[str, Callable[[], Any]] = {
    "random": Random, "popular": popular, "recently_popular": recently_popular, "item_knn": ItemKNN,
    "dense_ease": DenseEASE, "als": lambda: ALS(rank=8), "markov": Markov,
}  # fmt: skip
KNOWING = ["item_knn", "dense_ease", "als", "markov"]


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_one_profile_and_several(make: Callable[[], Any]) -> None:
    baseline = make().fit(worlds.log(), worlds.catalogue())
    people = [worlds.profile(2, 4), worlds.profile(), worlds.profile(7, 99)]
    many = baseline.score(people)
    assert many.shape == (3, 20)
    assert many.dtype == np.float32
    assert np.isfinite(many).all()
    for one, person in zip(many, people, strict=True):
        np.testing.assert_allclose(baseline.score(person), one, rtol=1e-5, atol=1e-6)
    assert baseline.score([]).shape == (0, 20)


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_nothing_to_learn_from(make: Callable[[], Any]) -> None:
    assert make().fit(NOTHING, worlds.catalogue()).score(worlds.profile(1)).shape == (20,)
    assert make().fit(NOTHING, worlds.catalogue(0)).score(worlds.profile(1)).shape == (0,)


@pytest.mark.parametrize("name", KNOWING)
def test_accuracy_floor(name: str) -> None:
    baseline = MAKERS[name]().fit(worlds.log(), worlds.catalogue())
    for parity in (0, 1):
        person = worlds.profile(parity + 4, parity + 2, parity)
        known = np.isin(np.arange(20), person.rows)
        assert np.argmax(np.where(known, -9, baseline.score(person))) % 2 == parity


@pytest.mark.parametrize("name", KNOWING)
def test_strangers_and_dislikes_say_nothing(name: str) -> None:
    baseline = MAKERS[name]().fit(worlds.log(), worlds.catalogue())
    assert not baseline.score(worlds.profile()).any()
    assert not baseline.score(worlds.profile(2, weights=(-1.0,))).any()


def test_random_lists_differ_by_person_and_seed() -> None:
    one, two = (Random(seed).fit(worlds.log(), worlds.catalogue()) for seed in (0, 1))
    assert one.score(worlds.profile(1)).tolist() == one.score(worlds.profile(1)).tolist()
    for other in (one.score(worlds.profile(2)), two.score(worlds.profile(1))):
        assert other.tolist() != one.score(worlds.profile(1)).tolist()
    assert (one.score(worlds.profile(1)) > 0).all()


def test_what_is_popular_of_late() -> None:
    log, day = worlds.log(), 86_400.0
    late = log.items == 3
    aged = type(log)(log.users, log.items, log.weights, np.where(late, 100 * day, 0.0))
    assert retrieve(recently_popular().fit(aged, worlds.catalogue()), worlds.profile(), 1).rows == [3]
    ever = popular().fit(aged, worlds.catalogue()).counts[""]
    np.testing.assert_allclose(ever, np.bincount(log.items, minlength=20), rtol=1e-3)
