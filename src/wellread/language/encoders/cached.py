"""An encoder that never reads the same text twice: what it said of each is kept by the text's hash."""

from __future__ import annotations

import hashlib
import math
import time
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np
import numpy.typing as npt

from wellread.errors import ModelNonsense, ModelTooSlow
from wellread.language.clean import clean
from wellread.language.encoders.base import DenseEncoder, Floats, VectorCache
from wellread.settings import Language

Mask = npt.NDArray[np.bool_]
FORM = np.dtype("<f2")
"""How vectors are kept."""
AT_ONCE = 64
"""Texts encoded before their vectors are kept: what an interruption can cost."""
QUESTIONS = 1_000
"""Short texts, people's words, whose vectors are held in memory; they are never written down."""
_READ = Language()
"""How texts are cleaned before they are hashed and encoded: markup and odd characters say nothing."""


class Cached:
    """Gives each text's vector as it is kept, in half precision, so that it is the same the first time too.

    Safe to share between threads, if the encoder is.

    Args:
        encoder: Reads what is not known.
        cache: Keeps what was read.
    """

    def __init__(self, encoder: DenseEncoder, cache: VectorCache) -> None:
        self._encoder = encoder
        self._cache = cache
        self._width = 0
        self._asked: OrderedDict[str, Floats] = OrderedDict()
        self._lock = Lock()

    @property
    def identity(self) -> str:
        """See `DenseEncoder.identity`."""
        return self._encoder.identity

    @property
    def quick(self) -> bool:
        """See `DenseEncoder.quick`."""
        return self._encoder.quick

    def encode(self, texts: Sequence[str], deadline: float = math.inf) -> Floats:
        """See `DenseEncoder.encode`; reads only what was never read, and keeps it piece by piece.

        d is 0 as long as the encoder has not read a text that says something.
        """
        digests, wanted = _digests(texts)
        found = self._kept(wanted)
        missing = sorted(wanted.keys() - found.keys(), key=lambda digest: (len(wanted[digest]), digest))
        for at in range(0, len(missing), AT_ONCE):
            if time.perf_counter() >= deadline:
                raise _late(len(missing) - at)
            some = missing[at : at + AT_ONCE]
            vectors = _halved(self._encoder.encode([wanted[digest] for digest in some], deadline))
            self._check(vectors.shape[1])
            self._cache.put_vectors(
                self.identity, [(digest, v.tobytes()) for digest, v in zip(some, vectors, strict=True)]
            )
            found.update(zip(some, vectors, strict=True))
        return self._rows(digests, found)

    def known(self, texts: Sequence[str]) -> tuple[Floats, Mask]:
        """What is kept of `texts`, without encoding.

        Returns:
            (n_texts, d) float32, zeros where nothing is known; (n_texts,) bool: known, or nothing to know
            because the text says nothing. d is 0 where nothing is known at all.
        """
        digests, wanted = _digests(texts)
        found = self._kept(wanted)
        return self._rows(digests, found), np.array([not d or d in found for d in digests], bool)

    def ask(self, text: str, deadline: float = math.inf) -> Floats:
        """(d,) the vector of a question: of somebody's words, so it is held in memory and never written.

        An empty one gives zeros.

        Raises:
            LanguageModelError: no vector, or not in time.
        """
        question = clean(text, _READ)
        if not question:
            return np.zeros(self._width, np.float32)
        with self._lock:
            held = self._asked.get(question)
            if held is not None:
                self._asked.move_to_end(question)
                return held
        vectors = _halved(self._encoder.encode([question], deadline))
        self._check(vectors.shape[1])
        vector: Floats = vectors[0].astype(np.float32)
        with self._lock:
            self._asked[question] = vector
            while len(self._asked) > QUESTIONS:
                self._asked.popitem(last=False)
        return vector

    def _kept(self, wanted: dict[str, str]) -> dict[str, npt.NDArray[np.float16]]:
        kept = self._cache.vectors(self.identity, list(wanted))
        found = {digest: np.frombuffer(vector, FORM) for digest, vector in kept.items()}
        for vector in found.values():
            self._check(len(vector))
        return found

    def _check(self, width: int) -> None:
        """Pin the first width that is seen."""
        self._width = self._width or width
        if width != self._width:
            raise ModelNonsense(
                f"vectors of {width} numbers, where earlier ones of the same model have {self._width}",
                "one length from one model",
                "The model behind the name has changed: give `encoder.model` the name of one that stays.",
            )

    def _rows(self, digests: list[str], found: dict[str, npt.NDArray[np.float16]]) -> Floats:
        rows = np.zeros((len(digests), self._width), np.float32)
        for row, digest in enumerate(digests):
            if digest in found:
                rows[row] = found[digest]
        return rows


def _digests(texts: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The digest of each text as it is read, "" for one that says nothing; and digest -> text, each once."""
    cleaned = [clean(text, _READ) for text in texts]
    digests = [hashlib.sha256(text.encode()).hexdigest()[:32] if text else "" for text in cleaned]
    return digests, {digest: text for digest, text in zip(digests, cleaned, strict=True) if digest}


def _halved(vectors: Floats) -> npt.NDArray[np.float16]:
    """In half precision; what it cannot say becomes the largest that it can."""
    most = float(np.finfo(np.float16).max)
    return np.clip(vectors, -most, most).astype(FORM)


def _late(left: int) -> ModelTooSlow:
    return ModelTooSlow(
        f"{left:,} texts were not encoded in time",
        "all of them before the deadline",
        "Ask again: what was encoded is kept. Or allow more time.",
    )
