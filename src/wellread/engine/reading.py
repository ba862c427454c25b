"""What is read out of texts beside their words: how content people are, tags and categories of items.

It is read at the fit and by the learner, and stands in columns of the catalogue beside what items bring
themselves: `sentiment`, `reviews`, `read_tags`, `read_category`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from wellread import files
from wellread.catalogue.catalogue import Catalogue
from wellread.catalogue.columns import Column
from wellread.domain import Item
from wellread.engine.opinions import Opinions
from wellread.engine.tagging import Tagging
from wellread.language.sentiment import Sentiment
from wellread.language.word_list import packed, unpacked
from wellread.models.base import NO_ROWS, Doubles, Ints
from wellread.settings import Settings
from wellread.store import Store

SENTIMENT, REVIEWS, TAGS, CATEGORY = "sentiment", "reviews", "read_tags", "read_category"
_MODELS, _SUMS, _VALUES = "models", "opinions", "values"

Arrays = Mapping[str, npt.NDArray[Any]]


class Reading:
    """What was read of each item, and what reads it.

    Args:
        opinions: How content people are; None: nobody asks.
        tagging: Tags and categories; None: nobody asks.
    """

    def __init__(self, opinions: Opinions | None, tagging: Tagging | None) -> None:
        self.opinions = opinions
        self.tagging = tagging
        self._tags: dict[int, tuple[str, ...]] = {}
        self._categories: dict[int, str] = {}
        self._held: Arrays | None = None
        """What was read, as files hold it; None: it changed since."""
        self._kinds: Arrays | None = None
        """The same of tags and categories alone."""

    @classmethod
    def fit(
        cls,
        store: Store,
        items: Sequence[tuple[int, Item]],
        catalogue: Catalogue,
        settings: Settings,
        until: int,
    ) -> Self:
        """Learn, read everything, and put it into the catalogue.

        Args:
            store: Holds what people wrote.
            items: All, with their rows.
            catalogue: The same, encoded.
            settings: Whether; how texts are read; what stars mean.
            until: Seq of the last event to read.
        """
        own, language = settings.reading, settings.language
        opinions = Opinions.fit(store, language, settings.events, until) if own.sentiment else None
        tagging = Tagging.fit(items, catalogue, settings.models.content, language) if own.tags else None
        found = cls(opinions, tagging)
        found._put(catalogue)
        found.take_items(items, catalogue)
        return found

    def take_items(self, items: Sequence[tuple[int, Item]], catalogue: Catalogue) -> None:
        """Read items that came or changed."""
        if self.tagging is None or not items:
            return
        tags = self.tagging.tags_of(items, catalogue)
        categories = self.tagging.categories_of(items, catalogue)
        for (row, _), own, category in zip(items, tags, categories, strict=True):
            self._tags[row], self._categories[row] = own, category
        self._kinds = None
        self._put(catalogue)

    def hear(self, store: Store, since: int, until: int, erased: Ints, catalogue: Catalogue) -> None:
        """Read what people wrote since; see `Opinions.hear`."""
        if self.opinions is not None and self.opinions.hear(store, since, until, erased):
            self._put(catalogue)

    def sentiments(self, before: float) -> Doubles | None:
        """(n_rows,) what was said before a time, known after `fit` alone; None: nobody asks."""
        return None if self.opinions is None else self.opinions.means(before)

    def _put(self, catalogue: Catalogue) -> None:
        self._held = None
        catalogue.put_read(_columns(self._values()))

    def _values(self) -> Arrays:
        if self._held is None:
            self._held = {**self._tagged(), **self._heard()}
        return self._held

    def _heard(self) -> Arrays:
        """What was written about items, as files hold it."""
        if self.opinions is None:
            return {"heard": NO_ROWS, "sentiment": np.zeros(0), "reviews": NO_ROWS}
        heard = np.flatnonzero(self.opinions.counts)
        means, counts = self.opinions.means()[heard], self.opinions.counts[heard]
        return {"heard": heard, "sentiment": means, "reviews": counts}

    def _tagged(self) -> Arrays:
        """Tags and categories, as files hold them."""
        if self._kinds is None:
            tags = _entries((row, tag) for row, own in sorted(self._tags.items()) for tag in own)
            categories = _entries((row, own) for row, own in sorted(self._categories.items()) if own)
            self._kinds = {
                "tag_rows": tags.rows, "tag_codes": tags.codes, "tag_names": packed(tags.names),
                "category_rows": categories.rows, "category_codes": categories.codes,
                "category_names": packed(categories.names),
            }  # fmt: skip
        return self._kinds

    def save(self, folder: Path, before: Path | None = None) -> None:
        """Write everything to `folder`.

        Args:
            folder: Where to.
            before: Where what was learnt at the fit lies already: it gets one more name.
        """
        if before is not None:
            files.link_all(before / _MODELS, folder / _MODELS)
        else:
            if self.opinions is not None:
                self.opinions.sentiment.save(folder / _MODELS / "sentiment")
            if self.tagging is not None:
                self.tagging.save(folder / _MODELS)
        if self.opinions is not None:
            self.opinions.save(folder / _SUMS)
        files.write(folder / _VALUES, {}, self._values())

    @classmethod
    def load(cls, folder: Path, settings: Settings) -> Self:
        """Read what `save` wrote, to go on reading.

        Raises:
            SnapshotError: missing, damaged or written by another version.
        """
        own, language = settings.reading, settings.language
        opinions, tagging = None, None
        if own.sentiment and (folder / _SUMS).is_dir():
            sentiment = Sentiment.load(folder / _MODELS / "sentiment", language)
            opinions = Opinions.load(folder / _SUMS, sentiment)
        if own.tags:
            tagging = Tagging.load(folder / _MODELS, settings.models.content, language)
        found = cls(opinions, tagging)
        found.lies_in(folder)
        columns = _columns(found._values())
        found._tags = _texts(columns[TAGS])
        found._categories = {row: own[0] for row, own in _texts(columns[CATEGORY]).items()}
        return found

    def lies_in(self, folder: Path) -> None:
        """Go on from the files of a snapshot, which the next one shares as far as nothing changes."""
        if not (folder / _VALUES).is_dir():  # fitted before there was anything to read
            return
        self._held = self._kinds = files.read(folder / _VALUES)[1]


class ItemRead(NamedTuple):
    """What was read of one item."""

    sentiment: float
    """-1 to 1; 0: nothing was written, or neither praise nor blame."""
    reviews: int
    """Texts about it."""
    tags: tuple[str, ...]
    category: str


def read_of(catalogue: Catalogue, row: int) -> ItemRead:
    """What the columns of a catalogue hold that was read of the item in a row."""

    def values(name: str) -> list[Any]:
        column = catalogue.columns.get(name)
        return [] if column is None else sorted(column.values([row])[0], key=str)

    return ItemRead(
        sentiment=float(next(iter(values(SENTIMENT)), 0.0)),
        reviews=int(next(iter(values(REVIEWS)), 0)),
        tags=tuple(values(TAGS)),
        category=next(iter(values(CATEGORY)), ""),
    )


def take_up(folder: Path, catalogue: Catalogue) -> None:
    """Put what a snapshot has read into a catalogue; nothing where it has read nothing.

    Raises:
        SnapshotError: damaged or written by another version.
    """
    if not (folder / _VALUES).is_dir():
        return
    manifest, arrays = files.read(folder / _VALUES)
    read_from = json.dumps(manifest["checksums"], sort_keys=True)
    if catalogue.read_from != read_from:  # else what is derived of the columns holds good too
        catalogue.put_read(_columns(arrays), read_from)


class _Entries(NamedTuple):
    rows: Ints
    codes: Ints
    names: tuple[str, ...]


def _entries(pairs: Iterable[tuple[int, str]]) -> _Entries:
    """Texts of rows as codes."""
    names: dict[str, int] = {}
    found = [(row, names.setdefault(text, len(names))) for row, text in pairs]
    at = np.array(found, np.int64).reshape(-1, 2)
    return _Entries(at[:, 0].copy(), at[:, 1].copy(), tuple(names))


def _texts(column: Column) -> dict[int, tuple[str, ...]]:
    """Row -> its texts, of a column as `Column.of` makes it."""
    found: dict[int, tuple[str, ...]] = {}
    words = [str(word) for word in column.vocabulary]
    for row, code in zip(column.rows.view.tolist(), column.codes.view.tolist(), strict=True):
        found[row] = (*found.get(row, ()), words[code])
    return found


def _columns(values: Arrays) -> dict[str, Column]:
    """The columns of what was read; nothing of them lies in a file, for items that change are taken out."""
    held = {name: np.array(array) for name, array in values.items()}
    return {
        SENTIMENT: Column.of(held["heard"], held["sentiment"]),
        REVIEWS: Column.of(held["heard"], held["reviews"].astype(np.float64)),
        TAGS: Column.of(held["tag_rows"], codes=held["tag_codes"], vocabulary=unpacked(held["tag_names"])),
        CATEGORY: Column.of(
            held["category_rows"], codes=held["category_codes"], vocabulary=unpacked(held["category_names"])
        ),
    }
