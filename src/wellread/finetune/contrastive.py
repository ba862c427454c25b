"""Tuning an encoder so that the texts of items consumed together come to lie together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from wellread.errors import InvalidInput
from wellread.finetune.batches import Batch, batches
from wellread.finetune.extra import device, half, library
from wellread.finetune.held_out import HeldOut
from wellread.finetune.pairs import CAP, WINDOW, Pairs, co_consumed
from wellread.finetune.training import REPORT, Progress, Schedule, Tell, Training, demand_free, silent
from wellread.models.base import Floats, Interactions

DIRECTIONS = ("query_to_doc", "query_to_query", "doc_to_query", "doc_to_doc")
"""Both sides of a pair are items, so each has all other items of the batch as negatives, of either side."""


@dataclass(frozen=True)
class Contrast:
    """How an encoder is tuned. The defaults were chosen on items held out of a shop of 3,500."""

    epochs: int = 2
    batch: int = 80
    """Pairs in a batch; each item's negatives are the others' partners."""
    rate: float = 1e-4
    temperature: float = 0.05
    """What cosines are divided by before the softmax."""
    length: int = 80
    """Tokens read of each text while tuning; the tuned encoder reads as much as the untuned one."""
    layers: int = 3
    """How many of the upper layers are tuned; the lower ones stay as they are, and so does what they know."""
    window: int = WINDOW
    cap: int = CAP
    every: int = 50
    """Steps between validations."""
    patience: int = 4
    seed: int = 0


class Tuned(NamedTuple):
    """What came of a tuning."""

    folder: Path
    pairs: int
    steps: int
    losses: list[float]
    """Mean loss between validations."""
    values: list[float]
    """NDCG@10 of items held out: untuned, then at each validation."""
    best: int
    """Index in `values` of what was kept; 0: nothing was better than the untuned model."""


def tune_encoder(
    base: str | Path,
    out: Path,
    log: Interactions,
    documents: Sequence[str],
    contrast: Contrast | None = None,
    *,
    resume: bool = False,
    tell: Tell = silent,
) -> Tuned:
    """Tune the encoder `base` on a log and write it to `out`, as it was when it was best.

    The loss is MultipleNegativesRankingLoss (Henderson et al. 2017, "Efficient Natural Language Response
    Suggestion for Smart Reply"; InfoNCE over in-batch negatives). A share of the items is held out of the
    pairs; how well those are found by their texts decides when to stop and what is kept.

    Args:
        base: A folder of sentence-transformers or transformers, or a name on a hub.
        out: A folder that is new, empty, or of the same tuning interrupted.
        log: What people did; only of what it holds anything is learnt.
        documents: (n_items,) the text of each catalogue row.
        contrast: How to tune.
        resume: Go on from the last checkpoint in `out`, if there is one.
        tell: Told of the progress.

    Raises:
        InvalidInput: the log is too small, or `out` holds something else.
        MissingExtra: sentence-transformers is not installed.
    """
    own = contrast or Contrast()
    demand_free(out)
    held = HeldOut(log, own.seed)
    pairs = co_consumed(held.rest, window=own.window, cap=own.cap, seed=own.seed)
    plan = [b for epoch in range(own.epochs) for b in batches(pairs, own.batch, own.seed + 7919 * epoch)]
    if not plan:
        raise InvalidInput(
            f"{len(pairs)} pairs of items consumed together, none of which are each other's negatives",
            "at least two pairs of different people",
            "Import more events, or tune later.",
        )
    encoder = _Encoder(base, documents, own)
    out.mkdir(parents=True, exist_ok=True)
    schedule = Schedule(own.rate, own.every, own.patience, own.seed)
    training = Training(encoder.model, out, schedule, [str(base), own, len(documents), *plan])
    if resume:
        training.resume()
    ranked = [documents[row] for row in held.rows.tolist()]
    done = training.run(
        plan, encoder.loss, lambda: held.quality(encoder.encode(ranked)), lambda: encoder.save(out), tell
    )
    _report(out, base, own, pairs, done)
    return Tuned(out, len(pairs), done.step, done.losses, done.values, done.best)


def vectors(base: str | Path, texts: Sequence[str], length: int) -> Floats:
    """What an encoder makes of texts.

    Args:
        base: A folder of sentence-transformers or transformers, or a name on a hub.
        texts: At least one.
        length: Tokens read of each text.

    Returns:
        (n_texts, d) float32.

    Raises:
        InvalidInput: `base` is no encoder.
        MissingExtra: sentence-transformers is not installed.
    """
    torch = library("torch", "encoding with a language model")
    where = device(torch)
    return _encoded(torch, _opened(base, where, length), where, texts)


def _opened(base: str | Path, where: str, length: int | None = None) -> Any:
    sentences = library("sentence_transformers", "tuning an encoder")
    try:
        model = sentences.SentenceTransformer(str(base), device=where)
    except (OSError, ValueError) as error:
        raise InvalidInput(
            f"'{base}', which cannot be read as an encoder ({str(error).splitlines()[0]})",
            "a folder of sentence-transformers or transformers, or a name on a hub that can be reached",
            "Name another with --base.",
        ) from None
    if length is not None:
        model.max_seq_length = min(length, model.max_seq_length or length)
    return model


def _encoded(torch: Any, model: Any, where: str, texts: Sequence[str]) -> Floats:
    model.eval()
    with half(torch, where):
        found = model.encode(list(texts), batch_size=64, convert_to_numpy=True, show_progress_bar=False)
    return np.asarray(found, np.float32)


class _Encoder:
    """The encoder being tuned."""

    def __init__(self, base: str | Path, documents: Sequence[str], own: Contrast) -> None:
        self._torch = library("torch", "tuning an encoder")
        losses = library("sentence_transformers.sentence_transformer.losses", "tuning an encoder")
        self.documents = documents
        self.where = device(self._torch)
        self.model = _opened(base, self.where)
        self._length = self.model.max_seq_length
        self.model.max_seq_length = own.length
        _freeze(self._torch, self.model, own.layers)
        self._loss = losses.MultipleNegativesRankingLoss(
            self.model, scale=1 / own.temperature, directions=DIRECTIONS
        )

    def loss(self, batch: Batch) -> Any:
        sides = [self._tokens([pair[side] for pair in batch]) for side in (0, 1)]
        with half(self._torch, self.where):
            found = [self.model(side)["sentence_embedding"] for side in sides]
        return self._loss.compute_loss_from_embeddings([side.float() for side in found], None)

    def _tokens(self, rows: Sequence[int]) -> Any:
        tokens = self.model.preprocess([self.documents[row] for row in rows])
        return {
            name: value.to(self.where) if hasattr(value, "to") else value for name, value in tokens.items()
        }

    def encode(self, texts: Sequence[str]) -> Floats:
        return _encoded(self._torch, self.model, self.where, texts)

    def save(self, folder: Path) -> None:
        learnt, self.model.max_seq_length = self.model.max_seq_length, self._length
        self.model.save(str(folder), create_model_card=False)
        self.model.max_seq_length = learnt


def _freeze(torch: Any, model: Any, layers: int) -> None:
    """Let only the last `layers` transformer layers learn, and what comes after them."""
    transformer = model[0]
    stacks = [part for part in transformer.modules() if isinstance(part, torch.nn.ModuleList)]
    stack = max(stacks, key=len, default=None)
    for parameter in transformer.parameters():
        parameter.requires_grad = stack is None
    for layer in list(stack or [])[-layers:]:
        for parameter in layer.parameters():
            parameter.requires_grad = True


def _report(out: Path, base: str | Path, own: Contrast, pairs: Pairs, done: Progress) -> None:
    told = {
        "base": Path(base).name, "contrast": asdict(own), "pairs": len(pairs), "steps": done.step,
        "losses": done.losses, "ndcg@10 of items held out": done.values, "kept": done.best,
    }  # fmt: skip
    (out / REPORT).write_text(json.dumps(told, indent=2) + "\n", "utf-8")
