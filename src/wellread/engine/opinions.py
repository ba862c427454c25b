"""What people's texts about items say of them: sums of sentiments, which follow the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Self

import numpy as np

from wellread import files
from wellread.language.opinions.sentiment import Sentiment
from wellread.models.base import Doubles, Ints
from wellread.settings import Events, Language
from wellread.store import Store
from wellread.store.texts import Said

GOOD, BAD = 0.8, 0.4
"""Shares of the most stars from which on a review praises, and up to which it blames: 4 and 2 of 5."""
PRIOR = 3.0
"""Texts that say neither, which every item has beside its own."""
AT_ONCE = 2_000
"""Texts read at a time."""
SILENT = {"search"}
"""Kinds whose words are not about the item."""


class Opinions:
    """Per item the sum of what the texts about it say, -1 to 1 each, and their number.

    Args:
        sentiment: Reads them.
    """

    def __init__(self, sentiment: Sentiment) -> None:
        self.sentiment = sentiment
        self.sums: Doubles = np.zeros(0)
        self.counts: Ints = np.zeros(0, np.int64)
        self._rows: Ints = np.zeros(0, np.int64)
        self._values: Doubles = np.zeros(0)
        self._times: Doubles = np.zeros(0)

    @classmethod
    def fit(cls, store: Store, language: Language, events: Events, until: int) -> Self:
        """Learn from the reviews with stars, and read all texts about items.

        Args:
            store: The record.
            language: How texts are read.
            events: What stars mean.
            until: Seq of the last event to read.
        """
        texts, good = [], []
        for said in _about_items(store.texts(), until):
            if said.kind in ("rate", "review") and said.value is not None:
                share = said.value / events.rating_high
                if share >= GOOD or share <= BAD:
                    texts.append(said.text)
                    good.append(share >= GOOD)
        found = cls(Sentiment(language).fit(texts, good))
        found._rows, found._values, found._times = found._read(_about_items(store.texts(), until))
        found._add(found._rows, found._values)
        return found

    def hear(self, store: Store, since: int, until: int, erased: Ints) -> bool:
        """Read what was said since; whether there was anything.

        Args:
            store: The record.
            since: Seq of the last event read.
            until: Seq of the last event to read.
            erased: Items about which something was erased: what is left is read again.
        """
        news = self._read(_about_items(store.texts(since), until))
        self._add(news[0], news[1])
        erased = np.unique(erased[erased < len(self.counts)])
        if self.counts[erased].any():
            gone = {*erased.tolist()}
            left = (said for said in _about_items(store.texts(), until) if said.item_row in gone)
            self.sums[erased], self.counts[erased] = 0.0, 0
            rows, values, _ = self._read(left)
            self._add(rows, values)
            return True
        return len(news[0]) > 0

    def means(self, before: float = np.inf) -> Doubles:
        """(n_rows,) what is said of each item, drawn towards 0 where it is little; 0 where it is nothing.

        Args:
            before: Only what was said earlier, seconds since 1970; known after `fit` alone.
        """
        sums, counts = self.sums, self.counts
        if before < np.inf:
            then = self._times < before
            rows = self._rows[then]
            sums = np.bincount(rows, self._values[then], len(counts)).astype(np.float64)
            counts = np.bincount(rows, minlength=len(counts)).astype(np.int64)
        return np.asarray(sums / (counts + PRIOR), np.float64)

    def _read(self, texts: Iterable[Said]) -> tuple[Ints, Doubles, Doubles]:
        """The row, the sentiment and the time of each text."""
        rows: list[int] = []
        values: list[float] = []
        times: list[float] = []
        going = iter(texts)
        while some := list(islice(going, AT_ONCE)):
            rows += [said.item_row for said in some]
            values += [opinion.value for opinion in self.sentiment.read([said.text for said in some])]
            times += [said.time for said in some]
        return np.array(rows, np.int64), np.array(values, np.float64), np.array(times, np.float64)

    def _add(self, rows: Ints, values: Doubles) -> None:
        size = max(int(rows.max(initial=-1)) + 1, len(self.counts))
        longer = (0, size - len(self.counts))
        self.sums, self.counts = np.pad(self.sums, longer), np.pad(self.counts, longer)
        np.add.at(self.sums, rows, values)
        np.add.at(self.counts, rows, 1)

    def save(self, folder: Path) -> None:
        """Write the sums to `folder`; the sentiment, which stays, lies in a folder of its own."""
        files.write(folder, {}, {"sums": self.sums, "counts": self.counts})

    @classmethod
    def load(cls, folder: Path, sentiment: Sentiment) -> Self:
        """Read what `save` wrote.

        Raises:
            SnapshotError: missing, damaged or written by another version.
        """
        found = cls(sentiment)
        _, arrays = files.read(folder)
        found.sums, found.counts = np.array(arrays["sums"]), np.array(arrays["counts"])
        return found


def _about_items(texts: Iterable[Said], until: int) -> Iterator[Said]:
    """The texts about items up to a seq."""
    for said in texts:
        if said.seq > until:
            return
        if said.item_row >= 0 and said.kind not in SILENT:
            yield said
