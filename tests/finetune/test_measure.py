from __future__ import annotations

import numpy as np
import pytest
from tests.finetune import world

from wellread.catalogue.catalogue import document
from wellread.finetune.measure import Splits, measure, splits
from wellread.settings import Settings

DOCUMENTS = [document(item) for item in world.items()]


@pytest.fixture(scope="module")
def cut() -> Splits:
    return splits(world.log(), Settings())


def test_items_held_out_are_nowhere_in_training_and_asked_for(cut: Splits) -> None:
    away = set(np.concatenate(list(cut.cold.targets)).tolist())
    assert away and not away & set(cut.train.items.tolist())
    assert not away & set(np.concatenate(list(cut.warm.targets)).tolist())
    assert cut.train.times.max() < min(cut.cold.times.min(), cut.warm.times.min())


def test_an_encoder_that_knows_the_groups_is_better_by_as_much_as_it_is(cut: Splits) -> None:
    telling = np.repeat(np.eye(world.N // world.GROUP, dtype=np.float32), world.GROUP, axis=0)
    noise = np.random.default_rng(0).normal(size=(world.N, 8)).astype(np.float32)
    found = measure({"untuned": noise, "tuned": telling}, world.items(), DOCUMENTS, cut, Settings())
    for results in (found["warm"], found["cold"]):
        assert [row.name for row in results.rows] == ["untuned", "tuned", "words"]
        beside = results.compared("tuned", "ndcg@10")
        assert beside is not None and beside.found.difference.low > 0
        assert results.row("tuned").metrics["ndcg@10"].mean > 0.5
