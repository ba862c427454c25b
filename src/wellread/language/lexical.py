"""The default encoder: TF-IDF over words, pairs and n-grams, whose vocabulary grows with the catalogue."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from wellread.language import lexical_files
from wellread.language.clean import clean
from wellread.language.detect import detect
from wellread.language.segment import GRAM, features
from wellread.settings import Language

_WORD, _PART = 1.0, 0.5
"""Weight of a word, and of the pairs and n-grams that say the same once more."""
_COMMON_LANGUAGE = 0.05
"""Share of the fitted texts from which on a language counts as one of the catalogue's."""


class LexicalEncoder:
    """Sublinear TF-IDF: a feature met c times in a text weighs (1 + ln c) · idf, each row has norm 1.

    idf = ln((1 + n) / (1 + df)) + 1, frozen at `fit`; a word first met in `extend` is weighed as if it had
    been in one of the fitted texts. n and df keep counting, so that they stay the sums of everything read.
    Pairs and n-grams get a column only at `fit`, when two texts hold them; words always do: a new item's name
    is one.
    """

    def __init__(self, settings: Language) -> None:
        self._settings = settings
        self._columns: dict[str, int] = {}
        self._names: list[str] = []
        self._weights: npt.NDArray[np.float64] = np.zeros(0)  # (n_features,) idf times the kind's weight
        self._df: npt.NDArray[np.int64] = np.zeros(0, np.int64)
        self._n = 0
        self._n_fitted = 0
        self._languages: list[str] = []

    @property
    def n_features(self) -> int:
        """Number of columns of what `encode` returns."""
        return len(self._names)

    def fit(self, texts: Sequence[str]) -> Self:
        """Learn the vocabulary and the document frequencies of `texts`, forgetting what was learnt before."""
        texts = [clean(text, self._settings) for text in texts]
        codes = [detect(text) for text in texts]
        self._languages = _common(codes)
        df: Counter[str] = Counter()
        for text, code in zip(texts, codes, strict=True):
            df.update(set(features(text, self._language(code), self._settings)))
        self._names = [name for name, count in df.items() if count > 1 or _is_word(name)]
        self._columns = {name: column for column, name in enumerate(self._names)}
        self._df = np.fromiter((df[name] for name in self._names), np.int64, len(self._names))
        self._n = self._n_fitted = len(texts)
        self._weights = self._idf(self._df) * [_kind_weight(name) for name in self._names]
        return self

    def encode(self, texts: Sequence[str]) -> csr_array:
        """Encode `texts`; features never met before are ignored.

        Returns:
            (n_texts, n_features) float32, rows L2-normalised, indices sorted; no features: zeros.
        """
        return self._rows(texts, lambda counts: None)

    def ask(self, text: str) -> csr_array:
        """Like `encode`, without the idf, which the items' rows hold already.

        Squared, it would let one rare word outweigh all the others: of "a quiet science fiction film about
        loneliness" anything lonely would be nearer than all science fiction.
        """
        row = self._rows([text], lambda counts: None)
        kinds = [_kind_weight(self._names[column]) for column in row.indices]
        data = row.data / self._weights[row.indices] * kinds
        return _normalised(data.astype(np.float64), row.indices, row.indptr, self.n_features)

    def extend(self, texts: Sequence[str]) -> csr_array:
        """Like `encode`, but words never met before get a column, and the texts count in n and df.

        Earlier rows stay right: columns are only appended, and no weight changes.
        """
        rows = self._rows(texts, self._grow)
        self._n += len(texts)
        self._df += np.bincount(rows.indices, minlength=self.n_features)
        return rows

    def features(self, columns: Sequence[int]) -> list[str]:
        """The word, pair ("a b") or n-gram ("#xy") that each column stands for."""
        return [self._names[column] for column in columns]

    def save(self, folder: Path) -> None:
        """Write the state to `folder`, which is made if need be: manifest.json, vocabulary.txt, arrays."""
        manifest = {"n": self._n, "n_fitted": self._n_fitted, "languages": self._languages}
        arrays = {"weights": self._weights, "df": self._df}
        lexical_files.write(folder, self._settings, manifest, self._names, arrays)

    @classmethod
    def load(cls, folder: Path, settings: Language) -> Self:
        """Read what `save` wrote.

        Raises:
            SnapshotError: damaged, of another format version, or fitted with other settings of reading.
        """
        encoder = cls(settings)
        state = lexical_files.read(folder, settings)
        encoder._n, encoder._n_fitted, encoder._languages = state.n, state.n_fitted, state.languages
        encoder._names, encoder._weights, encoder._df = state.names, state.weights, state.df
        encoder._columns = {name: column for column, name in enumerate(state.names)}
        return encoder

    def _rows(self, texts: Sequence[str], meet: Callable[[Counter[str]], None]) -> csr_array:
        """Encode `texts`, showing the features of each to `meet` first."""
        columns, counts, starts = array("i"), array("i"), array("q", [0])
        for text in texts:
            text = clean(text, self._settings)
            found = Counter(features(text, self._language(detect(text)), self._settings))
            meet(found)
            row = sorted(
                (self._columns[name], count) for name, count in found.items() if name in self._columns
            )
            columns.extend(column for column, _ in row)
            counts.extend(count for _, count in row)
            starts.append(len(columns))
        indices, indptr = np.array(columns, np.int32), np.array(starts, np.int64)
        data = (1.0 + np.log(np.array(counts, np.float64))) * self._weights[indices]
        return _normalised(data, indices, indptr, self.n_features)

    def _grow(self, found: Counter[str]) -> None:
        """Give the words that have no column one. Arrays first: another thread may be encoding."""
        new = [name for name in found if name not in self._columns and _is_word(name)]
        if new:
            first = self.n_features
            self._df = np.append(self._df, np.zeros(len(new), np.int64))
            self._weights = np.append(self._weights, self._idf(np.ones(len(new))) * _WORD)
            self._names += new
            self._columns.update(zip(new, range(first, self.n_features), strict=True))

    def _idf(self, df: npt.NDArray[np.int64] | npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.asarray(math.log(1 + self._n_fitted) - np.log1p(df) + 1.0, np.float64)

    def _language(self, code: str) -> str:
        """`code` where the catalogue speaks it, else its main language.

        Three words may look like any language, and stemmed as another one they would match nothing.
        """
        return code if code in self._languages or not self._languages else self._languages[0]


def _common(codes: Sequence[str]) -> list[str]:
    """The languages that a good part of the texts is in, commonest first."""
    counts = Counter(code for code in codes if code)
    return [code for code, count in counts.most_common() if count >= _COMMON_LANGUAGE * counts.total()]


def _is_word(name: str) -> bool:
    return " " not in name and name[0] != GRAM


def _kind_weight(name: str) -> float:
    return _WORD if _is_word(name) else _PART


def _normalised(
    data: npt.NDArray[np.float64],
    indices: npt.NDArray[np.integer[Any]],
    indptr: npt.NDArray[np.integer[Any]],
    width: int,
) -> csr_array:
    lengths = np.diff(indptr)
    rows = np.repeat(np.arange(len(lengths)), lengths)
    norms = np.sqrt(np.bincount(rows, data * data, len(lengths)))
    values = (data / norms[rows]).astype(np.float32)
    return csr_array((values, indices, indptr.astype(np.int32)), shape=(len(lengths), width))
