"""Which columns sentences can bound: found by what the columns are called and what they hold."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from wellread.catalogue.columns import Column
from wellread.language.wishes.fields import Attribute, Fields, Number, label

if TYPE_CHECKING:
    from wellread.catalogue.catalogue import Catalogue

_NUMBERS: dict[Attribute, tuple[str, ...]] = {
    "year": ("year", "release_year", "published_year", "publication_year", "time"),
    "price": ("price", "list_price", "sale_price", "cost"),
    "length": (
        "runtime", "runtime_minutes", "duration_minutes", "minutes", "duration", "length", "duration_ms",
        "duration_seconds", "seconds", "hours",
    ),
    "pages": ("pages", "page_count", "num_pages", "n_pages"),
    "rating": ("rating", "average_rating", "vote_average", "stars", "score"),
}  # fmt: skip
"""Attribute -> what its column may be called, the likeliest first."""
_LABELLED = ("tag", "categor", "genre", "type", "topic", "subject", "style", "keyword")
"""How the columns begin whose values are labels that people say."""
_LANGUAGES = ("original_language", "language")
_MOST_LABELS = 2_000
"""A column with more different values holds no labels but texts."""
_LONGEST_MINUTES = 1_000
"""Lengths beyond are no minutes, but seconds."""


def fields(catalogue: Catalogue) -> Fields:
    """The columns of a catalogue that sentences can bound; use it through `catalogue.derived`."""
    columns = catalogue.columns

    def look(column: str, row: int) -> float | None:
        numbers = [value for value in columns[column].values([row])[0] if isinstance(value, float)]
        return min(numbers) if numbers else None

    numbers: dict[Attribute, Number] = {}
    for attribute, names in _NUMBERS.items():
        held = next((name for name in names if name in columns and columns[name].has_numbers), None)
        if held:
            numbers[attribute] = Number(held, _scale(held, columns[held]) if attribute == "length" else 1.0)
    return Fields(numbers, _values(columns), _languages(columns), look)


def _scale(name: str, column: Column) -> float:
    if name.endswith("_ms"):
        return 60_000.0
    if "seconds" in name:
        return 60.0
    if name == "hours":
        return 1 / 60
    return 60.0 if np.nanmedian(column.numbers.view) > _LONGEST_MINUTES else 1.0


def _values(columns: dict[str, Column]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, column in columns.items():
        if not name.startswith(_LABELLED) or len(column.vocabulary) > _MOST_LABELS:
            continue
        for value in column.vocabulary:
            if isinstance(value, str) and (key := label(value)):
                found[key].append((name, value))
    return {key: tuple(pairs) for key, pairs in found.items()}


def _languages(columns: dict[str, Column]) -> dict[str, tuple[str, str]]:
    for name in _LANGUAGES:
        column = columns.get(name)
        if column is not None and column.has_texts:
            codes = (value for value in column.vocabulary if isinstance(value, str))
            return {code.split("-")[0].casefold(): (name, code) for code in codes}
    return {}
