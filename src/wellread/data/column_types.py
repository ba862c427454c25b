"""One type for each column that is no field of ours: what "4" is depends on the rest of its column."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from wellread.data import clean

Type = Literal["number", "boolean", "list", "text"]
_STRAY = 0.05
"""Share of texts up to which a `|` in them separates nothing."""
_BOOLEANS = {"true", "false", "yes", "no"}


class ColumnTypes:
    """The types of extra columns, each settled by the first batch in which the column holds texts.

    Args:
        lists: Whether "a|b" and '["a", "b"]' make a column one of lists.
    """

    def __init__(self, lists: bool) -> None:
        self._lists = lists
        self._types: dict[str, Type] = {}

    def learn(self, rows: Sequence[Mapping[str, Any]], columns: Iterable[str]) -> None:
        """Settle the types of the columns among `columns` that have none yet."""
        for column in columns:
            if column in self._types:
                continue
            cells = (row.get(column) for row in rows)
            texts = [cell for cell in cells if isinstance(cell, str) and not clean.missing(cell)]
            if texts:
                self._types[column] = self._type(texts)

    def _type(self, texts: list[str]) -> Type:
        if all(map(clean.is_number, texts)):
            return "number"
        if all(text.strip().lower() in _BOOLEANS for text in texts):
            return "boolean"
        if self._lists and _are_lists(texts):
            return "list"
        return "text"

    def read(self, column: str, value: Any, fixes: Counter[str]) -> Any:
        """The value as its column's type has it; None where there is none. Values with a type keep it."""
        if clean.missing(value):
            return None
        if not isinstance(value, str):
            return plain(value, fixes)
        match self._types.get(column):
            case "number":
                return _number(value, fixes)
            case "boolean" if value.strip().lower() in _BOOLEANS:
                return clean.flag(value)
            case "list":
                return clean.listed(value, "|", fixes)
        return clean.text(value, fixes)


def _are_lists(texts: list[str]) -> bool:
    """Whether some are JSON lists, or enough hold the separator for it not to be a stray character."""
    separated = sum("|" in text for text in texts)
    return separated > len(texts) * _STRAY or any(isinstance(clean.parsed(text), list) for text in texts)


def plain(value: Any, fixes: Counter[str]) -> Any:
    """The value as JSON can hold it: dates become ISO 8601, numbers that are not finite None."""
    if isinstance(value, str):
        return clean.text(value, fixes)
    if isinstance(value, float | Decimal):
        if math.isfinite(value):
            return float(value)
        return _leave_out("a number that is not finite", fixes)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [plain(part, fixes) for part in value]
    if isinstance(value, dict):
        return {clean.text(key, fixes): plain(part, fixes) for key, part in value.items()}
    return _leave_out(f"a {type(value).__name__}", fixes)


def _number(value: str, fixes: Counter[str]) -> Any:
    """Whole numbers stay whole: a year is 1995, not 1995.0."""
    if not clean.is_number(value):
        return _leave_out("no number in a column of numbers", fixes)
    number = clean.number(value, fixes)
    return int(number) if value.strip().lstrip("+-").isdigit() else number


def _leave_out(what: str, fixes: Counter[str]) -> Any:
    """Keep the record without the value, and say so."""
    fixes[f"attributes left out: {what}"] += 1
    return None
