"""Tuning a generative language model on histories as text, by low-rank adaptors."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from wellread.finetune.causal import Causal, Text
from wellread.finetune.extra import library
from wellread.finetune.instructions import Question
from wellread.finetune.training import REPORT, Schedule, Tell, Training, demand_free, silent

ADAPTER = "adapter"
"""The folder of the low-rank matrices, below the tuned model's."""
MOST = 500
"""Questions that validation looks at at most."""


@dataclass(frozen=True)
class LowRank:
    """How a language model is tuned."""

    epochs: int = 2
    batch: int = 16
    rate: float = 5e-4
    rank: int = 16
    """Rank of each layer's addition."""
    alpha: int = 32
    """An addition weighs alpha / rank."""
    dropout: float = 0.05
    length: int = 512
    """Most tokens of a question with its answer."""
    every: int = 50
    """Steps between validations."""
    patience: int = 4
    merge: bool = True
    """Write a whole model; else the adaptor alone, to be loaded on the base."""
    seed: int = 0


class TunedModel(NamedTuple):
    """What came of a tuning."""

    folder: Path
    steps: int
    losses: list[float]
    """Validation loss, nats a token of the answer: untuned, then at each validation."""
    best: int
    """Index in `losses` of what was kept; 0: nothing was better than the untuned model."""


def tune_model(
    base: str | Path,
    out: Path,
    train: Sequence[Question],
    validation: Sequence[Question],
    low_rank: LowRank | None = None,
    *,
    resume: bool = False,
    tell: Tell = silent,
) -> TunedModel:
    """Tune the causal language model `base` to answer questions, and write it to `out` as it was at its best.

    Every linear layer gets an addition B A of low rank; all else stays (Hu et al., "LoRA: Low-Rank Adaptation
    of Large Language Models", ICLR 2022). The loss is that of the answer's tokens alone.

    Args:
        base: A folder of transformers or a name on a hub.
        out: A folder that is new, empty, or of the same tuning interrupted.
        train: Questions with answers.
        validation: Of other people and a later time (`instructions.divide`).
        low_rank: How to tune.
        resume: Go on from the last checkpoint in `out`, if there is one.
        tell: Told of the progress.

    Raises:
        InvalidInput: `base` is no causal language model, or `out` holds something else.
        MissingExtra: transformers or peft is not installed.
    """
    own = low_rank or LowRank()
    demand_free(out)
    language = Causal(base, own.length)
    _adapt(language, own)
    texts = [language.text(question, question.answer) for question in train]
    asked = [language.text(question, question.answer) for question in _sample(validation, own.seed)]
    plan = _plan(texts, own)
    out.mkdir(parents=True, exist_ok=True)
    schedule = Schedule(own.rate, own.every, own.patience, own.seed)
    training = Training(language.model, out, schedule, [str(base), own, *plan])
    if resume:
        training.resume()
    done = training.run(
        plan, language.loss, lambda: -language.mean_loss(asked),
        lambda: language.model.save_pretrained(str(out / ADAPTER)), tell,
    )  # fmt: skip
    _finish(base, out, own, language)
    losses = [-value for value in done.values]
    told = {"base": Path(base).name, "low_rank": asdict(own), "steps": done.step, "validation loss": losses}
    (out / REPORT).write_text(json.dumps(told | {"kept": done.best}, indent=2) + "\n", "utf-8")
    return TunedModel(out, done.step, losses, done.best)


def _adapt(language: Causal, own: LowRank) -> None:
    peft = library("peft", "tuning a language model")
    language.torch.manual_seed(own.seed)
    config = peft.LoraConfig(
        r=own.rank, lora_alpha=own.alpha, lora_dropout=own.dropout, target_modules="all-linear",
        task_type="CAUSAL_LM",
    )  # fmt: skip
    language.model = peft.get_peft_model(language.model, config)


def _finish(base: str | Path, out: Path, own: LowRank, language: Causal) -> None:
    """Make of the best adaptor what was asked for."""
    if own.merge:
        peft = library("peft", "tuning a language model")
        whole = Causal(base, own.length)
        merged = peft.PeftModel.from_pretrained(whole.model, str(out / ADAPTER)).merge_and_unload()
        merged.save_pretrained(str(out))
        shutil.rmtree(out / ADAPTER)
    else:
        for path in (out / ADAPTER).iterdir():
            path.replace(out / path.name)
        (out / ADAPTER).rmdir()
    language.tokenizer.save_pretrained(str(out))


def _plan(texts: Sequence[Text], own: LowRank) -> list[list[Text]]:
    """Batches of all epochs, texts of like length together."""
    plan: list[list[Text]] = []
    for epoch in range(own.epochs):
        random = np.random.default_rng([own.seed, epoch])
        order = random.permutation(len(texts))
        pools = [order[at : at + 16 * own.batch] for at in range(0, len(order), 16 * own.batch)]
        made: list[list[Text]] = []
        for pool in pools:
            near = sorted(pool.tolist(), key=lambda at: len(texts[at].tokens))
            made += [[texts[i] for i in near[at : at + own.batch]] for at in range(0, len(near), own.batch)]
        plan += [made[at] for at in random.permutation(len(made))]
    return plan


def _sample(questions: Sequence[Question], seed: int) -> Sequence[Question]:
    if len(questions) <= MOST:
        return questions
    kept = np.sort(np.random.default_rng(seed).choice(len(questions), MOST, replace=False))
    return [questions[at] for at in kept]
