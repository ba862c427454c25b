"""The writer on a real endpoint: `transformers serve` with a tiny checkpoint that was trained for it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel
from tests.endpoints import QUESTION, SAYING

from wellread.engine.language_models import LanguageModels
from wellread.errors import ModelNonsense, ModelTooSlow
from wellread.language.writing.metered import Metered
from wellread.language.writing.writer import Prompt
from wellread.settings import Settings
from wellread.store import Store

pytestmark = pytest.mark.slow
ASKED = Prompt("chat", "1", QUESTION)


class Liked(BaseModel):
    title: str


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "wellread.db") as opened:
        yield opened


@pytest.fixture
def writer(real_endpoint: str, tiny_checkpoint: Path, store: Store) -> Iterator[Metered]:
    model = str(tiny_checkpoint)
    settings = Settings.model_validate(
        {
            "writer": {"kind": "endpoint", "url": real_endpoint, "model": model, "timeout": 30},
            "budget": {"prices": {model: {"input": 1.0, "output": 2.0}}, "day": 1.0},
        }
    )
    models = LanguageModels(settings, store)
    assert models.writer is not None
    yield models.writer
    models.close()


def test_a_text_and_its_row_in_the_ledger(writer: Metered, store: Store) -> None:
    completion = writer.complete(ASKED)
    assert completion.text == SAYING
    (cost,) = store.costs()
    assert (cost.purpose, cost.model, cost.calls, cost.failed) == ("chat", writer.model, 1, 0)
    assert cost.input == completion.usage.input > 0
    assert cost.output == completion.usage.output > 0
    assert cost.cost == 1_000 * cost.input + 2_000 * cost.output
    assert cost.ms > 0


def test_a_stream(writer: Metered, store: Store) -> None:
    pieces = list(writer.stream(ASKED))
    assert "".join(pieces) == SAYING
    assert len(pieces) > 3
    (cost,) = store.costs()
    assert cost.output > 0
    assert 0 < cost.cost < 100_000  # by the endpoint's count: at its worst it would be ten times as much


def test_a_deadline(writer: Metered, store: Store) -> None:
    begin = time.perf_counter()
    with pytest.raises(ModelTooSlow):
        writer.complete(ASKED, deadline=begin + 0.01)
    assert time.perf_counter() - begin < 2
    assert store.costs()[0].failed == 1


def test_an_endpoint_that_holds_its_model_to_no_schema(writer: Metered, store: Store) -> None:
    with pytest.raises(ModelNonsense):
        writer.complete(ASKED, Liked)
    assert store.costs()[0].calls == 2
