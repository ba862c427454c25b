"""What the items' texts mean: whitened vectors of a dense encoder, beside the words themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from wellread import files
from wellread.catalogue.growable import Growable
from wellread.language.encoders.cached import Cached
from wellread.language.encoders.whitening import WHOLE, Whitening

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
SHARE = 0.3
"""Weight of the vectors where too little was chosen yet to tell a better one."""


class Mix(NamedTuple):
    """How vectors count in how alike two items are."""

    share: float
    """Their weight beside words, 0 to 1."""
    scale: float = 1.0
    """Times their cosine: what makes neighbours by vectors as alike as neighbours by words."""
    power: float = WHOLE
    """How far they are whitened; see `Whitening`."""


USUAL = Mix(SHARE)


class Meaning:
    """Whitened vectors of the items' texts, by row; those of texts that are not read yet are zeros.

    Args:
        identity: Of the encoder that read them.
        whitening: Learnt from the texts of the fit, as document frequencies are.
        encoder: What reads texts now; of another identity, or None: new texts stay unread.
        mix: How the vectors count.
    """

    def __init__(
        self, identity: str, whitening: Whitening, encoder: Cached | None = None, mix: Mix = USUAL
    ) -> None:
        self.identity = identity
        self.mix = mix
        self._whitening = whitening
        self._encoder = encoder if encoder is not None and encoder.identity == identity else None
        self._fitted = np.zeros((0, whitening.width), np.float32)
        """As they were fitted, or are held in a file: what came later is written beside them."""
        self._vectors = Growable.of(self._fitted)
        self._later: set[int] = set()
        """Rows that came or changed since."""
        self._unread: dict[int, str] = {}

    @classmethod
    def fit(cls, documents: Sequence[str], encoder: Cached, deadline: float = math.inf) -> Self:
        """Read the documents of all rows, in row order.

        Raises:
            LanguageModelError: they could not be read; those that were are kept for the next time.
        """
        raw = encoder.encode(documents, deadline)
        made = cls(encoder.identity, Whitening.fit(raw), encoder)
        made._begin(made._whitening.apply(raw))
        return made

    def _begin(self, vectors: Floats) -> None:
        self._fitted = vectors
        self._vectors = Growable.of(vectors)

    @property
    def vectors(self) -> Floats:
        """(n_items, d), rows of length 1 or 0."""
        return self._vectors.view

    @property
    def unread(self) -> int:
        """How many texts wait to be read."""
        return len(self._unread)

    def take_mix(self, mix: Mix) -> None:
        """Count so from now on; all vectors are whitened anew where that is another power."""
        if mix.power != self._whitening.power:
            self._begin(self.as_whitened(mix.power))
            self._whitening = self._whitening.to(mix.power)
        self.mix = mix

    def as_whitened(self, power: float) -> Floats:
        """(n_items, d) the vectors as another power of whitening has them."""
        return self._whitening.turned(self.vectors, power)

    def put(self, rows: Sequence[int], documents: Sequence[str]) -> None:
        """Take vectors of new texts where they are known; no text is encoded."""
        if self._encoder is None:
            raw, known = np.zeros((len(rows), self._whitening.width), np.float32), np.zeros(len(rows), bool)
        else:
            raw, known = self._encoder.known(documents)
        self.take(np.array(rows, np.int64), self._whitened(raw))
        self._unread.update(
            (row, text) for row, text, there in zip(rows, documents, known, strict=True) if not there
        )

    def read(self, most: int, deadline: float = math.inf) -> Ints:
        """Encode at most `most` of the texts that wait; the rows whose vectors came.

        Raises:
            LanguageModelError: they could not be read, and wait on.
        """
        if self._encoder is None or not self._unread:
            return np.zeros(0, np.int64)
        rows = list(self._unread)[:most]
        raw = self._encoder.encode([self._unread[row] for row in rows], deadline)
        return self.take(np.array(rows, np.int64), self._whitened(raw))

    def take(self, rows: Ints, vectors: Floats) -> Ints:
        """Put `vectors` (n_rows, d) at `rows`; the rows of which that is new."""
        changed = []
        for row, vector in zip(rows.tolist(), vectors, strict=True):
            if row >= len(self._vectors) or not np.array_equal(self._vectors.view[row], vector):
                self._vectors.set(row, vector)
                changed.append(row)
            self._unread.pop(row, None)
        self._later.update(changed)
        return np.array(changed, np.int64)

    def sense(self, vector: Floats) -> Floats:
        """(d,) what somebody said, from the encoder's raw vector of it."""
        return self._whitening.ask(vector) if len(vector) else np.zeros(self._whitening.width, np.float32)

    def match(self, sense: Floats) -> Floats:
        """(n_items,) cosine of `sense` (d,) and each item's vector, 0 where it is negative."""
        return np.asarray(np.maximum(self.vectors @ sense, 0.0), np.float32)

    def shuffled(self, order: Ints) -> Meaning:
        """The same with the vectors of row `order[i]` at row i; it reads nothing."""
        made = Meaning(self.identity, self._whitening, None, self.mix)
        made._begin(self.vectors[order])
        return made

    def _whitened(self, raw: Floats) -> Floats:
        if not raw.shape[1]:  # an encoder that has read nothing yet does not know its width
            return np.zeros((len(raw), self._whitening.width), np.float32)
        return self._whitening.apply(raw)

    def save(self, folder: Path) -> None:
        """Write all state but the encoder; what was fitted is not written again."""
        rows = np.array(sorted(self._later), np.int64)
        arrays: dict[str, npt.NDArray[Any]] = {
            **self._whitening.arrays(), "fitted": self._fitted, "rows": rows, "later": self.vectors[rows],
        }  # fmt: skip
        files.write(folder, {"identity": self.identity, "mix": self.mix._asdict()}, arrays)

    @classmethod
    def load(cls, folder: Path, encoder: Cached | None) -> Self:
        """Read what `save` wrote.

        Raises:
            SnapshotError: missing, damaged or written by another version.
        """
        manifest, arrays = files.read(folder)
        made = cls(manifest["identity"], Whitening.of(arrays), encoder, Mix(**manifest["mix"]))
        made._begin(arrays["fitted"])
        made.take(arrays["rows"], arrays["later"])
        return made


def later(folder: Path) -> tuple[Ints, Floats]:
    """What `Meaning.save` wrote of what came since the fit: rows, vectors.

    Raises:
        SnapshotError: missing, damaged or written by another version.
    """
    _, arrays = files.read(folder)
    return arrays["rows"], arrays["later"]
