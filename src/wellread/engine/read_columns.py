"""What was read of items, as files and as columns of the catalogue hold it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from wellread import files
from wellread.catalogue.catalogue import Catalogue
from wellread.catalogue.columns import Column
from wellread.language.word_list import unpacked
from wellread.models.base import Ints

SENTIMENT, REVIEWS, TAGS, CATEGORY = "sentiment", "reviews", "read_tags", "read_category"
VALUES = "values"
"""Folder of the arrays, in that of what was read."""

Arrays = Mapping[str, npt.NDArray[Any]]


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
    if not (folder / VALUES).is_dir():
        return
    manifest, arrays = files.read(folder / VALUES)
    read_from = json.dumps(manifest["checksums"], sort_keys=True)
    if catalogue.read_from != read_from:  # else what is derived of the columns holds good too
        catalogue.put_read(columns(arrays), read_from)


class Entries(NamedTuple):
    """Texts of rows."""

    rows: Ints
    codes: Ints
    names: tuple[str, ...]


def entries(pairs: Iterable[tuple[int, str]]) -> Entries:
    """Texts of rows as codes."""
    names: dict[str, int] = {}
    found = [(row, names.setdefault(text, len(names))) for row, text in pairs]
    at = np.array(found, np.int64).reshape(-1, 2)
    return Entries(at[:, 0].copy(), at[:, 1].copy(), tuple(names))


def texts(column: Column) -> dict[int, tuple[str, ...]]:
    """Row -> its texts, of a column as `Column.of` makes it."""
    found: dict[int, tuple[str, ...]] = {}
    words = [str(word) for word in column.vocabulary]
    for row, code in zip(column.rows.view.tolist(), column.codes.view.tolist(), strict=True):
        found[row] = (*found.get(row, ()), words[code])
    return found


def columns(values: Arrays) -> dict[str, Column]:
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
