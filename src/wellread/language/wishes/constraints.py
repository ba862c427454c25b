"""Constraints: what sentences bound, in the catalogue's filter language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from wellread.language.wishes.amounts import FLIPPED
from wellread.language.wishes.fields import Attribute, Fields
from wellread.language.wishes.years import Interval

Filter = dict[str, Any]
_LOW, _HIGH = ("gt", "gte"), ("lt", "lte")
_CALLED = {
    "year": "a year", "price": "a price", "length": "a length", "pages": "a number of pages",
    "rating": "a rating",
}  # fmt: skip


class Constraints:
    """Gathers what a text bounds; where two statements contradict each other, the later one holds.

    Args:
        fields: The columns that there are.
    """

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self._bounds: dict[str, dict[str, Any]] = {}
        self._excluded: list[Filter] = []
        self._either: list[Filter] = []
        self.leans: dict[str, int] = {}
        self.notes: list[str] = []

    def filter(self) -> Filter:
        """Everything that was bound."""
        either = {"any": self._either} if self._either else {}
        return self._bounds | either | ({"not": _any(self._excluded)} if self._excluded else {})

    def years(self, interval: Interval, said: str, negated: bool = False) -> None:
        """Bound the year to an interval, or to what lies outside of it."""
        first, behind = interval
        tests = {op: bound for op, bound in (("gte", first), ("lt", behind)) if bound is not None}
        self.bound("year", tests, said, negated)

    def bound(self, attribute: Attribute, tests: dict[str, float], said: str, negated: bool = False) -> None:
        """Bound an attribute by operators of the filter language."""
        held = self._fields.numbers.get(attribute)
        if held is None:
            self.notes.append(f"'{said}' was not applied: no item has {_CALLED[attribute]}")
            return
        plain = {op: _in_units(value, held.column, held.scale) for op, value in tests.items()}
        if not negated:
            self._tighten(held.column, plain, said)
        elif len(plain) == 1:
            self._tighten(held.column, {FLIPPED[op]: value for op, value in plain.items()}, said)
        else:
            self._excluded.append({held.column: plain})

    def language(self, code: str, said: str, negated: bool = False) -> None:
        """Ask for a language, or for any other."""
        found = self._fields.languages.get(code)
        if found is None:
            if not negated:
                self.notes.append(f"'{said}' was not applied: no item is known to be in that language")
        elif negated:
            self.exclude([found])
        else:
            self._bounds[found[0]] = {"eq": found[1]}

    def exclude(self, values: Sequence[tuple[str, str]]) -> None:
        """Ask for items that have none of `values`, (column, value) pairs."""
        for column, value in values:
            held = next((part[column] for part in self._excluded if "in" in part.get(column, {})), None)
            if held is None:
                self._excluded.append({column: {"in": [value]}})
            elif value not in held["in"]:
                held["in"].append(value)

    def require(self, values: Sequence[tuple[str, str]]) -> None:
        """Ask for items that have the value in one of the columns."""
        if len(values) == 1:
            self._bounds[values[0][0]] = {"eq": values[0][1]}
        elif values:
            self._either = [{column: {"eq": value}} for column, value in values]

    def lean(self, attribute: Attribute, direction: int, said: str, anchor: int | None) -> None:
        """Ask for more or less of an attribute: than the item in row `anchor`, else as much as possible."""
        columns: tuple[Attribute, ...] = ("length", "pages") if attribute == "length" else (attribute,)
        held = [found for column in columns if (found := self._fields.numbers.get(column))]
        if not held:
            self.notes.append(f"'{said}' was not applied: no item has {_CALLED[attribute]}")
            return
        for column, _ in held:
            value = None if anchor is None else self._fields.look(column, anchor)
            if value is not None:
                whole = column == held[0].column and attribute == "year" and column != "time"
                plain = _plain(value)
                tests = ({"gte": plain + 1} if whole else {"gt": plain}) if direction > 0 else {"lt": plain}
                self._tighten(column, tests, said)
                return
        self.leans[held[0].column] = direction

    def _tighten(self, column: str, tests: dict[str, float], said: str) -> None:
        before = self._bounds.get(column, {})
        after, contradicted = tightened(before, tests)
        if contradicted:
            self.notes.append(f"'{said}' contradicts what was said before it: the later one holds")
        self._bounds[column] = after


def tightened(before: dict[str, Any], tests: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Bounds on a column with newer ones added; the older ones go where both cannot hold.

    Returns:
        The bounds, and whether older ones had to go.
    """
    kept = {op: value for op, value in before.items() if op in (*_LOW, *_HIGH)}
    for side in (_LOW, _HIGH):
        if any(op in side for op in tests):
            kept = {op: value for op, value in kept.items() if op not in side}
    joined = kept | tests
    low = max((joined[op] for op in _LOW if op in joined), default=None)
    high = min((joined[op] for op in _HIGH if op in joined), default=None)
    if low is None or high is None or low < high or (low == high and {"gte", "lte"} <= joined.keys()):
        return joined, False
    return dict(tests), bool(kept)


def _any(parts: list[Filter]) -> Filter:
    return parts[0] if len(parts) == 1 else {"any": parts}


def _in_units(value: float, column: str, scale: float) -> float:
    if column == "time":  # a year on a column of instants
        return datetime(int(value), 1, 1, tzinfo=UTC).timestamp()
    return _plain(value * scale)


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value


_NEGATION = re.compile(
    r"(?:(?:\bno|\bnot|\bnothing|\bnone|\bnever|\bwithout|n't(?: want)?)(?: [a-z'-]+){0,2}? "
    r"|(?:不要|不看|不想看|不想要|别|不|(?<!有)没有|非)(?:推荐)?)$",
    re.IGNORECASE,
)


def negated(text: str, start: int) -> bool:
    """Whether what begins at `start` is said not to be wanted."""
    return _NEGATION.search(text[max(0, start - 40) : start]) is not None


def longest(spans: Iterable[tuple[int, int, Any]]) -> list[tuple[int, int, Any]]:
    """Of stretches that overlap the longest, in order of place."""
    spans = sorted(spans, key=lambda span: (span[0] - span[1], span[0]))
    taken = bytearray(max((end for _, end, _ in spans), default=0))
    chosen: list[tuple[int, int, Any]] = []
    for start, end, what in spans:
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            chosen.append((start, end, what))
    return sorted(chosen, key=lambda span: span[0])
