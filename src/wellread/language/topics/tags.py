"""Tags for items that have none: those that the items most like them share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from wellread import files
from wellread.errors import InvalidInput
from wellread.language.word_list import packed, unpacked

Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

THRESHOLDS = np.round(np.arange(0.1, 0.75, 0.05), 2)
"""Shares of the neighbours that are tried."""
SHARED = 2
"""Items that a tag must have to be given to others."""
MOST = 5
"""Tags that an item is given."""
AT_ONCE = 256
"""Items whose shares of all tags are in memory."""


class NeighbourTags:
    """Weighted k nearest neighbours.

    An item is given a tag where those of its neighbours that have it are a large enough share of those that
    have any, each counting by how alike it is. The share is that of best F1 on items whose own were hidden.
    """

    def __init__(self, names: tuple[str, ...], has: csr_array, threshold: float) -> None:
        self.names = names
        self.has = has
        """(n_items, n_tags) float32: 1 where an item has a tag of its own."""
        self.threshold = threshold

    @classmethod
    def fit(cls, tags: Sequence[Sequence[str]], sample: Ints, near: csr_array) -> Self:
        """Learn which tags there are, and how sure to be.

        Args:
            tags: (n_items,) each item's own.
            sample: (n_sample,) items to choose the threshold by.
            near: (n_sample, n_items) likeness of these, read without their tags, to other items; 0 to
                themselves.

        Raises:
            InvalidInput: `near` does not go with the others.
        """
        if near.shape != (len(sample), len(tags)):
            raise InvalidInput(
                f"likenesses of shape {near.shape}",
                f"{(len(sample), len(tags))}: a row for each of the sample, a column for each item",
                "Pass the likenesses of the sample.",
            )
        names, has = _table(tags)
        found = cls(names, has, float(THRESHOLDS[-1]))
        counts = np.zeros((len(THRESHOLDS), 2))  # given, and of these right
        for start in range(0, len(sample), AT_ONCE):
            here = slice(start, start + AT_ONCE)
            shares, own = found.shares(near[here]), has[sample[here]].toarray() > 0
            for index, threshold in enumerate(THRESHOLDS):
                given = _given(shares, threshold)
                counts[index] += np.count_nonzero(given), np.count_nonzero(given & own)
        if len(sample):
            f1 = 2 * counts[:, 1] / (counts[:, 0] + max(has[sample].nnz, 1))
            found.threshold = float(THRESHOLDS[int(f1.argmax())])
        return found

    def shares(self, near: csr_array) -> Doubles:
        """(n, n_tags) share of each tag among the neighbours, by likeness; 0 where none has any tag."""
        tagged = np.diff(self.has.indptr) > 0
        width = min(near.shape[1], len(tagged))
        weights = near[:, :width] @ tagged[:width].astype(np.float64)
        sums = (near[:, :width] @ self.has[:width]).toarray()
        return np.asarray(sums / np.where(weights > 0, weights, 1.0)[:, None], np.float64)

    def read(self, near: csr_array) -> list[tuple[str, ...]]:
        """The tags of items by their likeness to others, (n, n_items); the surest first."""
        found: list[tuple[str, ...]] = []
        for start in range(0, near.shape[0], AT_ONCE):
            shares = self.shares(near[start : start + AT_ONCE])
            for own, given in zip(shares, _given(shares, self.threshold), strict=True):
                tags = np.flatnonzero(given)
                tags = tags[np.argsort(-own[tags], kind="stable")]
                found.append(tuple(self.names[tag] for tag in tags))
        return found

    def save(self, folder: Path) -> None:
        """Write what was learnt to `folder`."""
        files.write(folder, {"threshold": self.threshold}, {"names": packed(self.names), "has": self.has})

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote.

        Raises:
            SnapshotError: missing, damaged or written by another version.
        """
        manifest, arrays = files.read(folder)
        try:
            return cls(unpacked(arrays["names"]), files.sparse(arrays, "has"), float(manifest["threshold"]))
        except (KeyError, TypeError, ValueError) as error:
            raise files.damaged(folder, f"no tags: {error}") from None


def _table(tags: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], csr_array]:
    """The tags that several items have, and who has them."""
    columns: dict[str, int] = {}
    pairs = [(row, columns.setdefault(tag, len(columns))) for row, own in enumerate(tags) for tag in {*own}]
    at = np.array(pairs, np.int64).reshape(-1, 2)
    counts = np.bincount(at[:, 1], minlength=len(columns))
    kept = np.flatnonzero(counts >= SHARED)
    place = np.full(len(columns), -1, np.int64)
    place[kept] = np.arange(len(kept))
    at = at[place[at[:, 1]] >= 0]
    has = csr_array((np.ones(len(at), np.float32), (at[:, 0], place[at[:, 1]])), shape=(len(tags), len(kept)))
    names = list(columns)
    return tuple(names[column] for column in kept), has


def _given(shares: Doubles, threshold: float) -> npt.NDArray[np.bool_]:
    """The tags at or above the threshold, at most `MOST` an item."""
    if shares.shape[1] > MOST:
        least = np.partition(shares, -MOST, axis=1)[:, -MOST]
        return np.asarray((shares >= threshold) & (shares >= least[:, None]))
    return np.asarray(shares >= threshold)
