"""Key phrases: what is said often in a text and seldom in the others."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from wellread import files
from wellread.language.clean import clean
from wellread.language.detect import detect
from wellread.language.scripts import RUN
from wellread.language.segment import han_words
from wellread.language.stop_words import STOP_WORDS, stop_words
from wellread.settings import Language

WORDS = 3
"""Of a phrase, at most."""
SHARED = 2
"""Texts that a phrase must stand in: one of a single text puts it beside no other."""
COMMON = 0.2
"""Share of the texts from which on a phrase says nothing of any."""
LONGER = 0.5
"""What each further word adds to the worth of a phrase, relative to one word."""
_LETTERS = 3
"""Of a word in letters; Chinese ones have two characters."""
_PIECE = re.compile(r"[^.,;:!?()\[\]{}\"“”‘’|/，。；：！？、…（）《》「」【】\n–—]+")
"""What a phrase does not reach across."""


class KeyPhrases:
    """c-TF-IDF (Grootendorst, 2022), each text a class of its own.

    A phrase p that stands c times in a text and in f texts is worth c · ln(1 + A / f), A the mean number of
    phrases of a text. Those of several words count a little more: "science fiction" before "science".

    Args:
        language: How texts are cleaned.
    """

    def __init__(self, language: Language) -> None:
        self._language = language
        self._n = 0
        self._mean = 0.0
        self._hashes: npt.NDArray[np.uint64] = np.zeros(0, np.uint64)
        """(n_phrases,) ascending, of the phrases that several texts share."""
        self._counts: npt.NDArray[np.int64] = np.zeros(0, np.int64)

    def fit(self, texts: Sequence[str]) -> Self:
        """Count the phrases of `texts`."""
        found = [np.unique(_hashed(self._phrases(text))) for text in texts]
        hashes = np.concatenate([np.zeros(0, np.uint64), *found])
        distinct, counts = np.unique(hashes, return_counts=True)
        shared = counts >= SHARED
        self._n, self._mean = len(texts), len(hashes) / max(len(texts), 1)
        self._hashes, self._counts = distinct[shared], counts[shared]
        return self

    def read(self, text: str, most: int) -> tuple[str, ...]:
        """The key phrases of a text, the best first; none says a part of another one again."""
        counts = Counter(self._phrases(text))
        phrases = list(counts)
        shared = self._counted(_hashed(phrases))
        worth = [
            (counts[phrase] * math.log1p(self._mean / df) * (1 + LONGER * phrase.count(" ")), phrase)
            for phrase, df in zip(phrases, shared.tolist(), strict=True)
            if SHARED <= df <= max(COMMON * self._n, SHARED)
        ]
        chosen: list[str] = []
        for _, phrase in sorted(worth, key=lambda pair: (-pair[0], pair[1])):
            if len(chosen) < most and not any(_overlap(phrase, other) for other in chosen):
                chosen.append(phrase)
        return tuple(chosen)

    def save(self, folder: Path) -> None:
        """Write the counts to `folder`."""
        arrays = {"hashes": self._hashes, "counts": self._counts}
        files.write(folder, {"n": self._n, "mean": self._mean}, arrays)

    @classmethod
    def load(cls, folder: Path, language: Language) -> Self:
        """Read what `save` wrote.

        Raises:
            SnapshotError: missing, damaged or written by another version.
        """
        found = cls(language)
        manifest, arrays = files.read(folder)
        try:
            found._n, found._mean = int(manifest["n"]), float(manifest["mean"])
            found._hashes, found._counts = arrays["hashes"], arrays["counts"]
        except (KeyError, TypeError, ValueError) as error:
            raise files.damaged(folder, f"no key phrases: {error}") from None
        return found

    def _counted(self, hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
        """(n,) in how many texts each phrase stood; 0 for one that no two shared."""
        if not len(self._hashes):
            return np.zeros(len(hashes), np.int64)
        at = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        return np.where(self._hashes[at] == hashes, self._counts[at], 0)

    def _phrases(self, text: str) -> Iterator[str]:
        """One to three words in a row, none of them a stop word, with repetitions."""
        pieces = [clean(line, self._language) for line in text[: self._language.max_chars].split("\n")]
        stop = stop_words(detect(" ".join(pieces)))
        for piece in (part for line in pieces for part in _PIECE.findall(line)):
            words = list(_words(piece, stop))
            for start in range(len(words)):
                for end in range(start + 1, min(start + WORDS, len(words)) + 1):
                    if not words[end - 1]:
                        break
                    yield " ".join(words[start:end])


def _words(piece: str, stop: frozenset[str]) -> Iterator[str]:
    """The words of a piece of text in order, "" for those that no phrase may hold."""
    for run in RUN.finditer(piece):
        if run.lastgroup == "han":
            for word in han_words(run[0], drop_stop_words=False):
                yield word if len(word) > 1 and word not in STOP_WORDS["zh"] else ""
        elif run.lastgroup == "word":
            word = run[0].casefold().replace("’", "'").removesuffix("'s")
            yield word if len(word) >= _LETTERS and word not in stop and not word.isdigit() else ""
        else:
            yield ""


def _hashed(phrases: Iterable[str]) -> npt.NDArray[np.uint64]:
    digests = b"".join(
        blake2b(phrase.encode("utf-8", "replace"), digest_size=8).digest() for phrase in phrases
    )
    return np.frombuffer(digests, np.uint64)


def _overlap(one: str, other: str) -> bool:
    """Whether two phrases share a word."""
    return not {*one.split()}.isdisjoint(other.split())
