"""`transformer`: a checkpoint of sentence-transformers, or a bare one of transformers with mean pooling."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from threading import Lock
from typing import Any

import numpy as np

from wellread.errors import MissingExtra, ModelNonsense, ModelTooSlow, ModelUnavailable
from wellread.language.encoders import checkpoint
from wellread.language.encoders.base import Floats, sayable

VERSION = 1
"""Grows when the same checkpoint gives other vectors."""


class TransformerEncoder:
    """Sentence vectors of a checkpoint, on an accelerator where there is one.

    The files are read when the first text is to be encoded: a process that only asks for `identity` never
    imports PyTorch. Safe to share between threads, which take turns batch by batch.

    Args:
        model: Folder, or name on the hub: see `checkpoint.folder`, which says what it raises.
        max_tokens: How much of a text is read, unless the checkpoint can read less.
        batch: Texts encoded at a time.

    Raises:
        MissingExtra: sentence-transformers is not installed.
    """

    def __init__(self, model: str, max_tokens: int = 128, batch: int = 64) -> None:
        if find_spec("sentence_transformers") is None:
            raise MissingExtra("torch", f"the transformer '{model}'")
        self._folder = checkpoint.folder(model)
        self._max_tokens = max_tokens
        self._batch = batch
        self._loading: Future[Any] | None = None
        self._lock = Lock()
        self._turn = Lock()
        self.identity = f"transformer-{VERSION}-{max_tokens}-{checkpoint.fingerprint(self._folder)}"
        self.quick = False

    def encode(self, texts: Sequence[str], deadline: float = math.inf) -> Floats:
        """See `DenseEncoder.encode`. The clock is looked at between batches.

        Raises:
            ModelTooSlow: the deadline passed; the first time also while the checkpoint is read.
            ModelNonsense: a vector that is not finite.
            ModelUnavailable: the checkpoint cannot be read.
        """
        model = self._loaded(deadline)
        order = sorted(
            (row for row, text in enumerate(texts) if sayable(text).strip()), key=lambda r: len(texts[r])
        )
        found = np.zeros((len(texts), _width(model)), np.float32)
        for at in range(0, len(order), self._batch):
            rows = order[at : at + self._batch]
            with self._taking_turns(deadline):
                found[rows] = model.encode(
                    [texts[row] for row in rows], batch_size=self._batch, show_progress_bar=False
                )
        if not np.isfinite(found).all():
            raise ModelNonsense(
                f"a vector of '{self._folder}' that is not finite",
                "finite numbers",
                "The checkpoint is damaged: name another in `encoder.model`.",
            )
        return found

    def _loaded(self, deadline: float) -> Any:
        """The model; whoever cannot wait for it to be read finds it the next time."""
        with self._lock:
            if self._loading is None:
                reader = ThreadPoolExecutor(1, "wellread-checkpoint")
                self._loading = reader.submit(self._load)
                reader.shutdown(wait=False)
        try:
            return self._loading.result(_left(deadline))
        except TimeoutError:
            raise _late(f"'{self._folder}' was not read in time") from None

    def _load(self) -> Any:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        shown = logging.is_progress_bar_enabled()
        logging.disable_progress_bar()
        try:
            model = SentenceTransformer(str(self._folder), local_files_only=True)
        except Exception as error:
            raise ModelUnavailable(
                f"a checkpoint in '{self._folder}' that cannot be read: {error}",
                "a folder of sentence-transformers or of transformers",
                "Copy or download it again, or name another in `encoder.model`.",
            ) from error
        finally:
            if shown:
                logging.enable_progress_bar()
        model.max_seq_length = min(self._max_tokens, model.max_seq_length or self._max_tokens)
        return model.eval()

    @contextmanager
    def _taking_turns(self, deadline: float) -> Iterator[None]:
        left = _left(deadline)
        if left == 0 or not self._turn.acquire(timeout=-1 if left is None else left):
            raise _late("texts were not encoded in time")
        try:
            yield
        finally:
            self._turn.release()


def _width(model: Any) -> int:
    """d, by the name that this release of sentence-transformers has for it."""
    asked = getattr(model, "get_embedding_dimension", None) or model.get_sentence_embedding_dimension
    return int(asked())


def _left(deadline: float) -> float | None:
    """Seconds until then, None: no end."""
    return None if math.isinf(deadline) else max(deadline - time.perf_counter(), 0.0)


def _late(given: str) -> ModelTooSlow:
    return ModelTooSlow(given, "vectors before the deadline", "Allow more time (`encoder.timeout`).")
