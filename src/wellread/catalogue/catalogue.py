"""The items in memory: dense rows, attribute columns, text vectors, masks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from wellread import files
from wellread.catalogue.columns import Column, Mask
from wellread.catalogue.filters import evaluate
from wellread.catalogue.growable import Growable
from wellread.catalogue.meaning import Meaning, Mix
from wellread.catalogue.postings import Postings
from wellread.catalogue.similar import SimilarItems
from wellread.domain import Item
from wellread.errors import InvalidInput, NotFound, nearest
from wellread.language.encoder import Encoder
from wellread.language.naming.mentions import NameIndex
from wellread.language.similarity import Dense, similarity, top_similar
from wellread.settings import Language, SimilarityName
from wellread.sparse import empty, resized

T = TypeVar("T")
SAID_CHARS = 2_000
"""How much of what people said of an item is read beside its own text, characters."""


def document(item: Item, said: str = "") -> str:
    """Everything that is written of an item, as one text for the encoder."""
    parts = [
        *item.names(),
        item.text,
        *(t.text for t in item.translations.values()),
        *item.tags,
        item.category,
    ]
    for value in item.attributes.values():
        parts += [
            v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str) and len(v) < 100
        ]
    return "\n".join(part for part in [*parts, said[:SAID_CHARS]] if part)


class Catalogue:
    """Items by row. Rows are dense, never reused, and given by the store, so every array can index by them.

    Args:
        encoder: Turns documents into vectors; already fitted, or fitted by `fit`.
        language: How names are found in what people write.
    """

    def __init__(self, encoder: Encoder, language: Language | None = None) -> None:
        self.encoder = encoder
        self.meaning: Meaning | None = None
        """What the texts mean; None: they are read word by word alone."""
        self.ids: list[str] = []
        self.titles: list[dict[str, str]] = []
        """Per row: language -> title; "" holds the title itself."""
        self.columns: dict[str, Column] = {}
        self.names = NameIndex(language)
        self._rows: dict[str, int] = {}
        self._available = Growable(np.bool_, False)
        self._times = Growable(np.float64, np.nan)
        self._vectors = empty(0, 0)
        self._similar: dict[tuple[str, int], SimilarItems] = {}
        self._postings = Postings()
        self.version = 0
        """Grows whenever items come or change."""
        self._read: frozenset[str] = frozenset()
        """Columns that no item brings: they were read out of texts."""
        self.read_from = ""
        """Where they came from, as who gave them says."""
        self._derived: dict[Callable[[Catalogue], Any], Any] = {}

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def available(self) -> Mask:
        """(n_items,) bool: may be shown."""
        return self._available.view

    @property
    def times(self) -> npt.NDArray[np.float64]:
        """(n_items,) seconds since 1970 of publication; NaN where unknown."""
        return self._times.view

    @property
    def vectors(self) -> csr_array:
        """(n_items, n_features) float32, rows L2-normalised or zero."""
        return self._vectors

    @classmethod
    def of(cls, items: Iterable[Item], encoder: Encoder) -> Catalogue:
        """A catalogue of `items`, rows in the given order, with the encoder fitted on their documents."""
        catalogue = cls(encoder)
        pairs = list(enumerate(items))
        catalogue.put(pairs, encode=False)
        catalogue.fit([document(item) for _, item in pairs])
        return catalogue

    def fit(self, documents: Sequence[str]) -> None:
        """Fit the encoder on the documents of all rows, in row order, and encode them."""
        if len(documents) != len(self):
            raise InvalidInput(
                f"{len(documents)} documents for {len(self)} items",
                "one a row",
                "Pass an empty text where none is.",
            )
        self.encoder.fit(documents)
        self.load_vectors(self.encoder.encode(documents))

    def load_vectors(self, vectors: csr_array) -> None:
        """Take vectors that were computed before: those of the first rows."""
        self._vectors = vectors
        self._similar.clear()
        self._postings = Postings()

    def save(self, folder: Path) -> None:
        """Write the encoder, the vectors and the lists of similar items; the items are the store's."""
        self.encoder.save(folder / "encoder")
        lists = list(self._similar.values())
        similar = {f"similar_{index}": held.matrix for index, held in enumerate(lists)}
        arrays = {"vectors": self._vectors} | similar
        files.write(folder, {"similar": [[held.name, held.k] for held in lists]}, arrays)

    def load(self, folder: Path) -> None:
        """Read what `save` wrote; the encoder is given already.

        Raises:
            SnapshotError: missing, damaged or written by another version.
        """
        manifest, arrays = files.read(folder)
        self.load_vectors(files.sparse(arrays, "vectors"))
        for index, (name, k) in enumerate(manifest["similar"]):
            self._similar[name, k] = SimilarItems(name, k, files.sparse(arrays, f"similar_{index}"))

    def similar(self, name: SimilarityName, k: int) -> csr_array:
        """(n_items, n_items) float32, row j: the `k` items whose texts are most like that of j."""
        held = self._similar.get((name, k))
        if held is None:
            matrix = top_similar(name, self._vectors, k, dense=self._dense())
            held = self._similar[name, k] = SimilarItems(name, k, matrix)
        return held.matrix

    def mix(self, how: Mix) -> None:
        """Have the vectors of `meaning` count so in how alike items are; nothing without any."""
        if self.meaning is not None and self.meaning.mix != how:
            self.meaning.take_mix(how)
            self._similar.clear()

    def read_by(self, meaning: Meaning | None) -> Catalogue:
        """The same items with other vectors beside their words; from now on neither catalogue may change."""
        found = copy(self)
        found.meaning = copy(meaning)  # each has a share of its own
        found._similar = {}
        return found

    def take_meaning(self, rows: npt.NDArray[np.int64], vectors: npt.NDArray[np.float32]) -> None:
        """Take vectors that another process made of texts that were not read here; rows unknown are left out.

        Args:
            rows: (n,)
            vectors: (n, d) whitened as those of `meaning`.
        """
        if self.meaning is not None:
            known = rows < len(self)
            self._refresh(self.meaning.take(rows[known], vectors[known]))

    def read_meaning(self, most: int) -> int:
        """Encode at most `most` of the texts whose vectors are not known; how many came.

        Raises:
            LanguageModelError: they could not be read, and wait on.
        """
        rows = self.meaning.read(most) if self.meaning else np.zeros(0, np.int64)
        self._refresh(rows)
        return len(rows)

    def _dense(self) -> Dense | None:
        """The vectors that count in how alike items are."""
        if self.meaning is None or not self.meaning.mix.share:
            return None
        return Dense(self.meaning.vectors, self.meaning.mix.share, self.meaning.mix.scale)

    def _refresh(self, rows: npt.NDArray[np.int64]) -> None:
        """Find anew what the items at `rows` are most like."""
        dense = self._dense()
        for held in self._similar.values() if len(rows) else ():
            held.refresh(self._vectors, rows, dense)

    def match(self, words: csr_array, name: SimilarityName) -> npt.NDArray[np.float32]:
        """(n_items,) likeness of `words` (1, n_features) to every item's text."""
        if name == "cosine":
            return self._postings.dot(words, self._vectors)
        width = max(words.shape[1], self._vectors.shape[1])
        vectors = resized(self._vectors, len(self), width)
        return np.asarray(similarity(name)(resized(words, 1, width), vectors)[0], np.float32)

    def put(self, items: Sequence[tuple[int, Item]], encode: bool = True) -> None:
        """Add items at new rows or replace what is at old ones.

        Args:
            items: (row, item) pairs.
            encode: Compute the text vectors too, extending the encoder's vocabulary.
        """
        if not items:
            return
        for row, item in items:
            self._put(row, item)
        self.version += 1
        self._derived = {}  # a new one: another thread may be making something of the old items
        if encode:
            documents, rows = [document(item) for _, item in items], [row for row, _ in items]
            self._set_vectors(np.array(rows, np.int64), self.encoder.extend(documents))
            if self.meaning is not None:
                self.meaning.put(rows, documents)
            self._refresh(np.array(rows, np.int64))

    def _put(self, row: int, item: Item) -> None:
        while len(self.ids) <= row:
            self.ids.append("")
            self.titles.append({})
        self.ids[row] = item.id
        self._rows[item.id] = row
        translated = {language: t.title for language, t in item.translations.items() if t.title}
        self.titles[row] = {"": item.title or item.id, **translated}
        self._available.set(row, item.available)
        self._times.set(row, np.nan if item.time is None else item.time)
        self.names.add(row, item.names() if item.available else [], _year(item))
        values: dict[str, Any] = {
            **item.attributes, "id": item.id, "title": item.title or None, "category": item.category or None,
            "tags": item.tags, "language": item.language or None, "time": item.time,
            "available": item.available,
        }  # fmt: skip
        for name in self.columns.keys() - values.keys() - self._read:
            self.columns[name].clear(row)
        for name, value in values.items():
            self.columns.setdefault(name, Column()).put(row, value)

    def put_read(self, columns: Mapping[str, Column], read_from: str = "") -> None:
        """Take what was read out of texts, in place of what was read before; attributes so named give way."""
        self.columns.update(columns)
        self._read, self.read_from = frozenset(columns), read_from
        self._derived = {}

    def _set_vectors(self, rows: npt.NDArray[np.int64], vectors: csr_array) -> None:
        """Put `vectors` at `rows`; rows between the old end and the new ones stay zero."""
        old, width = self._vectors, vectors.shape[1]
        counts = np.zeros(len(self), np.int64)
        counts[: old.shape[0]] = np.diff(old.indptr)
        counts[rows] = np.diff(vectors.indptr)
        indptr = np.concatenate([[0], np.cumsum(counts)])
        indices = np.empty(indptr[-1], np.int64)
        data = np.empty(indptr[-1], np.float32)
        kept = np.setdiff1d(np.arange(old.shape[0]), rows)
        for source, source_rows, target_rows in (
            (old, kept, kept),
            (vectors, np.arange(len(rows)), rows),
        ):
            here = _spans(source.indptr, source_rows)
            there = _spans(indptr, target_rows)
            indices[there], data[there] = source.indices[here], source.data[here]
        self._vectors = csr_array((data, indices, indptr), shape=(len(self), width))
        if old.shape[0] and rows.min() < old.shape[0]:
            self._postings = Postings()

    def row(self, item_id: str) -> int | None:
        """The row of an item, or None for an unknown id."""
        return self._rows.get(item_id)

    def rows(self, ids: Iterable[str]) -> npt.NDArray[np.int64]:
        """Rows of the ids that are known, in order; unknown ones are left out."""
        return np.array([row for i in ids if (row := self._rows.get(i)) is not None], np.int64)

    def require(self, item_id: str) -> int:
        """The row of an item.

        Raises:
            NotFound: no item has this id.
        """
        row = self._rows.get(item_id)
        if row is None:
            hint = nearest(item_id, self._rows) if len(self) <= 20_000 else ""
            raise NotFound(
                f"no item has the id '{item_id}'{hint}",
                "the id of an item in the catalogue",
                "Add it with POST /v1/items or `wellread import --items`, or correct the id.",
            )
        return row

    def title(self, row: int, language: str = "") -> str:
        """The title at `row` in `language`, else the item's own."""
        titles = self.titles[row]
        return titles.get(language) or titles.get("") or self.ids[row]

    def derived(self, make: Callable[[Catalogue], T]) -> T:
        """What `make` computes of the items' attributes: once, and again when items came or changed."""
        held = self._derived
        if make not in held:
            held[make] = make(self)
        return cast(T, held[make])

    def mask(self, condition: dict[str, Any]) -> Mask:
        """(n_items,) bool: available and passing the filter.

        Raises:
            InvalidInput: a malformed filter.
        """
        if not condition:
            return self.available.copy()
        return self.available & evaluate(condition, self.columns, len(self))


def _year(item: Item) -> int | None:
    """When the item appeared: its attribute `year`, else the year of its time."""
    year = item.attributes.get("year")
    if isinstance(year, int | float) and not isinstance(year, bool):
        return int(year)
    return None if item.time is None else datetime.fromtimestamp(item.time, UTC).year


def _spans(indptr: npt.NDArray[np.integer], rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Positions of all entries of `rows` in a CSR's data, row after row."""
    starts = indptr[rows].astype(np.int64)
    counts = indptr[rows + 1] - starts
    ends = np.cumsum(counts)
    offsets: npt.NDArray[np.int64] = np.repeat(starts - (ends - counts), counts)
    return np.arange(len(offsets), dtype=np.int64) + offsets
