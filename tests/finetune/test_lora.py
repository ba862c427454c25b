from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.finetune import checkpoints, world
from tests.finetune.quiet import QUIET

from wellread.errors import InvalidInput
from wellread.finetune.answers import answered, compared, simple
from wellread.finetune.causal import Causal
from wellread.finetune.instructions import Divided, Wording, divide, questions
from wellread.finetune.lora import LowRank, tune_model

torch = pytest.importorskip("torch")
pytest.importorskip("peft")
pytestmark = [pytest.mark.filterwarnings(line) for line in QUIET]


@pytest.fixture(scope="module")
def parts() -> Divided:
    found = questions(world.log(240), world.items(), "next-category", Wording(history=3))
    return divide(found, later=0.4, people=0.2)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, parts: Divided) -> Path:
    texts = [f"{q.text} {q.answer}" for q in parts.train]
    return checkpoints.llama(tmp_path_factory.mktemp("llama"), texts)


QUICK = LowRank(epochs=2, batch=16, rate=1e-2, length=128, every=20, patience=10)


@pytest.mark.slow
def test_a_planted_task_is_learnt(base: Path, parts: Divided, tmp_path: Path) -> None:
    tuned = tune_model(base, tmp_path / "tuned", parts.train, parts.validation, QUICK)
    assert tuned.losses[tuned.best] < tuned.losses[0] - 0.5
    before = answered("untuned", Causal(base, 128), parts.test)
    after = answered("tuned", Causal(tuned.folder, 128), parts.test)
    assert compared(after, before).difference.low > 0
    assert after.value.mean > simple(parts.train, parts.test).value.mean
    assert not (tuned.folder / "adapter").exists()


class Interrupted(Exception):
    pass


def test_an_interrupted_tuning_is_gone_on_with(base: Path, parts: Divided, tmp_path: Path) -> None:
    train, validation = parts.train[:64], parts.validation[:20]
    short = LowRank(epochs=2, batch=16, rate=1e-2, length=128, every=2, merge=False)

    def interrupt(said: str, done: int, total: int) -> None:
        if done == 5:
            raise Interrupted

    whole = tune_model(base, tmp_path / "whole", train, validation, short)
    with pytest.raises(Interrupted):
        tune_model(base, tmp_path / "cut", train, validation, short, tell=interrupt)
    later = tune_model(base, tmp_path / "cut", train, validation, short, resume=True)
    assert later.steps == whole.steps == 8
    assert np.allclose(later.losses, whole.losses, atol=1e-5)
    assert (later.folder / "adapter_config.json").exists()


def test_what_is_likely_does_not_depend_on_the_company(base: Path, parts: Divided) -> None:
    model = Causal(base, 128)
    texts = [model.text(q, q.answer) for q in parts.train[:6]]
    with torch.no_grad():
        together = model.likely(texts)
        alone = torch.cat([model.likely([text]) for text in texts])
    assert torch.allclose(together, alone, atol=0.05)  # half precision, where there is


def test_long_questions_lose_their_beginning_only(base: Path, parts: Divided) -> None:
    whole, cut = Causal(base, 256), Causal(base, 20)
    question = parts.train[0]
    text = cut.text(question, question.answer)
    assert len(text.tokens) == 20
    assert text.tokens == whole.text(question, question.answer).tokens[-20:]


def test_a_base_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="causal language model"):
        Causal(tmp_path / "nowhere", 64)
