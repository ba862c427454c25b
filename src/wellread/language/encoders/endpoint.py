"""`endpoint`: any OpenAI-compatible `/v1/embeddings`."""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from threading import Lock
from typing import Any

import numpy as np

from wellread.errors import ModelNonsense, ModelTooSlow
from wellread.language.budget.gate import Admitted, Gate
from wellread.language.encoders.base import Floats, sayable
from wellread.language.encoders.embedding_call import Answer, EmbeddingCall, Refused
from wellread.language.privacy.scrub import scrub
from wellread.language.writing.writer import Usage
from wellread.settings import Encoder

LONGEST = 8_000
"""Tokens of one text that are sent, by our estimate: what hosted models read."""
HEAVIEST = 100_000
"""Tokens of one call."""
ATTEMPTS = 4
PATIENCE = 60.0
"""Seconds that one attempt may take where there is no deadline."""
PAUSE = 1.0
"""Seconds before the second attempt, doubled for each further one, unless the endpoint says how many."""


class EndpointEncoder:
    """Vectors from an endpoint. What leaves the house is scrubbed; every call passes the gate.

    Safe to share between threads.

    Args:
        settings: URL, model, key.
        gate: Reserves, counts and refuses; None: nothing is counted.

    Raises:
        MissingExtra: the package `openai` is not installed.
    """

    def __init__(self, settings: Encoder, gate: Gate | None = None) -> None:
        self._model = settings.model
        self._batch = settings.batch
        self._gate = gate
        self._call = EmbeddingCall(settings.url, settings.api_key.get_secret_value(), settings.model)
        self._width = 0
        self._lock = Lock()
        named = f"{settings.url.rstrip('/')}\n{settings.model}"
        self.identity = f"endpoint-{hashlib.sha256(named.encode()).hexdigest()[:24]}"
        self.quick = False

    def encode(self, texts: Sequence[str], deadline: float = math.inf) -> Floats:
        """See `DenseEncoder.encode`. d is 0 before the endpoint has answered once.

        Raises:
            BudgetExceeded: it could have cost too much; nothing more was sent.
            ModelTooSlow: no answer in time.
            ModelUnavailable: not reached, refused, failed, or left alone after failures.
            ModelNonsense: not one finite vector a text, or of another length than before.
        """
        sent = {row: text for row, text in enumerate(map(_outward, texts)) if text}
        answers = [(rows, self._asked([sent[row] for row in rows], deadline)) for rows in self._batches(sent)]
        found = np.zeros((len(texts), self._width), np.float32)
        for rows, vectors in answers:
            found[rows] = vectors
        return found

    def _batches(self, sent: dict[int, str]) -> Iterator[list[int]]:
        """Rows of the texts of each call: so many, and no heavier than an endpoint takes."""
        rows, weight = list[int](), 0
        for row, text in sent.items():
            own = tokens(text)
            if rows and (len(rows) >= self._batch or weight + own > HEAVIEST):
                yield rows
                rows, weight = [], 0
            rows, weight = [*rows, row], weight + own
        if rows:
            yield rows

    def _asked(self, texts: list[str], deadline: float) -> Floats:
        """(n, d) from one call; it is tried again while there is time and sense in it."""
        for attempt in range(1, ATTEMPTS + 1):
            if time.perf_counter() >= deadline:
                raise ModelTooSlow(
                    f"'{self._model}' was not asked in time",
                    "an answer before the deadline",
                    "Allow more time (`encoder.timeout`).",
                )
            try:
                return self._pinned(_vectors(self._sent(texts, deadline), len(texts), self._model))
            except Refused as error:
                wait = PAUSE * 2 ** (attempt - 1) if error.wait is None else error.wait
                if not error.passing or attempt == ATTEMPTS or time.perf_counter() + wait >= deadline:
                    raise
                time.sleep(min(wait, PATIENCE))
        raise AssertionError("unreachable")

    def _sent(self, texts: list[str], deadline: float) -> Answer:
        most = Usage(sum(map(tokens, texts)), 0)
        with self._admitted(most, deadline) as admitted:
            answer = self._call.send(texts, time.perf_counter() + min(admitted.seconds, PATIENCE))
            admitted.usage = most if answer.tokens is None else Usage(answer.tokens, 0)
        return answer

    def _admitted(self, most: Usage, deadline: float) -> AbstractContextManager[Admitted]:
        if self._gate is None:
            return nullcontext(Admitted(deadline - time.perf_counter()))
        return self._gate.admit("embed", self._model, most, deadline)

    def _pinned(self, vectors: Floats) -> Floats:
        with self._lock:
            self._width = self._width or vectors.shape[1]
        if vectors.shape[1] != self._width:
            raise _nonsense(self._model, f"vectors of {vectors.shape[1]} numbers after some of {self._width}")
        return vectors


def tokens(text: str) -> int:
    """About how many tokens a text has, rather too many: a third of its ASCII characters, and all others."""
    ascii_only = sum(map(str.isascii, text))
    return -(-ascii_only // 3) + len(text) - ascii_only


def _outward(text: str) -> str:
    """What is sent of `text`: without personal data, no longer than models read."""
    scrubbed = scrub(sayable(text)).text.strip()
    if tokens(scrubbed) <= LONGEST:
        return scrubbed
    weights = np.cumsum([1 / 3 if character.isascii() else 1.0 for character in scrubbed])
    return scrubbed[: int(np.searchsorted(weights, LONGEST))]


def _vectors(answer: Answer, n: int, model: str) -> Floats:
    """(n, d) in the order of the texts."""
    if len(answer.data) != n:
        raise _nonsense(model, f"{len(answer.data)} vectors for {n} texts")
    try:
        rows = {_index(one, at): one["embedding"] for at, one in enumerate(answer.data)}
        with np.errstate(over="ignore"):
            found = np.stack([np.array(rows[row], np.float32) for row in range(n)])
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise _nonsense(model, f"an answer that is no list of vectors ({error})") from None
    if found.ndim != 2 or not found.size or not np.isfinite(found).all():
        raise _nonsense(model, f"vectors of shape {found.shape}, or numbers that are not finite")
    return found


def _index(one: Any, at: int) -> int:
    index = one.get("index")
    return at if index is None else int(index)


def _nonsense(model: str, given: str) -> ModelNonsense:
    return ModelNonsense(
        f"'{model}' answered with {given}",
        "one vector of finite numbers a text, always of the same length",
        "Check `encoder.url` and `encoder.model`; where the model changed, name it by its version.",
    )
