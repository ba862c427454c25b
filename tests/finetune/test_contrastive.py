from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tests.finetune import checkpoints, world
from tests.finetune.quiet import QUIET

from wellread.catalogue.catalogue import document
from wellread.errors import InvalidInput
from wellread.finetune import contrastive
from wellread.finetune.contrastive import Contrast, tune_encoder, vectors
from wellread.models.base import Floats, Interactions

torch = pytest.importorskip("torch")
pytest.importorskip("sentence_transformers")
pytestmark = [pytest.mark.filterwarnings(line) for line in QUIET]

DOCUMENTS = [document(item) for item in world.items()]
QUICK = Contrast(epochs=4, batch=6, rate=3e-3, layers=2, length=24, every=10, patience=10)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return checkpoints.bert(tmp_path_factory.mktemp("bert"), DOCUMENTS)


def togetherness(found: Floats) -> float:
    """How much nearer items of planted pairs of groups are than others."""
    unit = found / np.linalg.norm(found, axis=1, keepdims=True)
    unit = unit - unit.mean(axis=0)
    near = unit @ unit.T
    group = np.arange(world.N) // world.GROUP
    same = (group[:, None] == group) & ~np.eye(world.N, dtype=bool)
    return float(near[same].mean() - near[group[:, None] != group].mean())


@pytest.mark.slow
def test_what_is_consumed_together_comes_together(base: Path, tmp_path: Path) -> None:
    tuned = tune_encoder(base, tmp_path / "tuned", world.log(), DOCUMENTS, QUICK)
    assert tuned.losses[-1] < tuned.losses[0] - 0.3
    assert tuned.values[tuned.best] > tuned.values[0]
    before, after = vectors(base, DOCUMENTS, 24), vectors(tuned.folder, DOCUMENTS, 24)
    assert togetherness(after) > togetherness(before) + 0.1
    told = json.loads((tuned.folder / "tuning.json").read_text())
    assert told["kept"] == tuned.best and told["pairs"] == tuned.pairs


class Interrupted(Exception):
    pass


@pytest.mark.slow
def test_an_interrupted_tuning_is_gone_on_with(base: Path, tmp_path: Path) -> None:
    short = Contrast(epochs=1, batch=6, rate=3e-3, layers=2, length=24, every=5, patience=10)

    def interrupt(said: str, done: int, total: int) -> None:
        if done == 8:
            raise Interrupted

    whole = tune_encoder(base, tmp_path / "whole", world.log(), DOCUMENTS, short)
    with pytest.raises(Interrupted):
        tune_encoder(base, tmp_path / "cut", world.log(), DOCUMENTS, short, tell=interrupt)
    later = tune_encoder(base, tmp_path / "cut", world.log(), DOCUMENTS, short, resume=True)
    assert later.steps == whole.steps
    assert np.allclose(later.values, whole.values, atol=1e-6)
    one, other = (vectors(t.folder, DOCUMENTS, 24) for t in (whole, later))
    assert np.allclose(one, other, atol=1e-5)


def test_lower_layers_stay_as_they_are(base: Path) -> None:
    encoder = contrastive._Encoder(base, DOCUMENTS, Contrast(layers=1, length=24))
    learnt = {name for name, p in encoder.model.named_parameters() if p.requires_grad}
    assert learnt and all("layer.1." in name for name in learnt)


def test_a_folder_in_use_is_refused(base: Path) -> None:
    with pytest.raises(InvalidInput, match="not empty"):
        tune_encoder(base, base, world.log(), DOCUMENTS, QUICK)


def test_a_base_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be read as an encoder"):
        vectors(tmp_path / "nowhere", ["a"], 8)


def test_too_few_pairs_are_refused(base: Path, tmp_path: Path) -> None:
    log = Interactions.of_histories([[0, 1, 2, 3], [3, 2, 1, 0]] * 9)
    with pytest.raises(InvalidInput, match="each other's negatives"):
        tune_encoder(base, tmp_path / "tuned", log, DOCUMENTS, QUICK)
