"""Typed JSON filters, evaluated on columns.

    {"year": {"gte": 1990, "lt": 2000}, "tags": {"contains": "Drama"}}
    {"any": [{"language": {"eq": "zh"}}, {"not": {"country": {"in": ["US", "GB"]}}}]}

Conditions that stand side by side must all hold. A list field (tags) passes when one of its elements does.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from wellread.catalogue.columns import Column, Mask, as_double
from wellread.errors import InvalidInput, nearest

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq, "lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge,
}  # fmt: skip
_ORDER = ("lt", "lte", "gt", "gte")
OPERATORS = (*_COMPARE, "in", "contains", "exists")
MAX_DEPTH = 20


def evaluate(condition: Any, columns: Mapping[str, Column], n: int) -> Mask:
    """Which of the first `n` items pass `condition`.

    Returns:
        (n,) bool.

    Raises:
        InvalidInput: no object, unknown field or operator, a value of the wrong type, nested too deeply.
    """
    return _all_of(condition, columns, n, MAX_DEPTH)


def _all_of(condition: Any, columns: Mapping[str, Column], n: int, depth: int) -> Mask:
    if not isinstance(condition, dict):
        raise _wrong(f"the filter {condition!r}", 'an object such as {"year": {"gte": 1990}}')
    if depth == 0:
        raise _wrong("a filter nested more deeply", f"at most {MAX_DEPTH} levels")
    mask = np.ones(n, bool)
    for key, value in condition.items():
        if key in ("all", "any"):
            mask &= _combine(key, value, columns, n, depth)
        elif key == "not":
            mask &= ~_all_of(value, columns, n, depth - 1)
        else:
            mask &= _field(key, value, columns, n)
    return mask


def _combine(key: str, parts: Any, columns: Mapping[str, Column], n: int, depth: int) -> Mask:
    if not isinstance(parts, list):
        raise _wrong(f"'{key}' of {parts!r}", "a list of filters")
    masks = [_all_of(part, columns, n, depth - 1) for part in parts]
    join = np.logical_and if key == "all" else np.logical_or
    start = np.full(n, key == "all")
    return np.asarray(join.reduce([start, *masks]), bool)


def _field(name: str, tests: Any, columns: Mapping[str, Column], n: int) -> Mask:
    if not isinstance(tests, dict):
        tests = {"eq": tests}
    column = columns.get(name)
    if column is None:
        if not n:
            return np.zeros(n, bool)
        raise _wrong(
            f"a filter on '{name}', a field that no item has{nearest(name, columns)}",
            f"one of {', '.join(sorted(columns)[:30])}",
        )
    mask = np.ones(n, bool)
    for op, value in tests.items():
        mask &= _test(name, op, value, column, n)
    return mask


def _test(name: str, op: str, value: Any, column: Column, n: int) -> Mask:
    if op not in OPERATORS:
        raise _wrong(
            f"operator '{op}' on '{name}'{nearest(op, OPERATORS)}",
            f"one of {', '.join(OPERATORS)}, or all, any, not around filters",
        )
    if op == "exists":
        if not isinstance(value, bool):
            raise _wrong(f"'exists': {value!r} on '{name}'", "true or false")
        return np.equal(column.exists(n), value)
    if op == "in":
        if not isinstance(value, list):
            raise _wrong(f"'in': {value!r} on '{name}'", "a list of values")
        return np.asarray(
            np.logical_or.reduce([np.zeros(n, bool), *(_test(name, "eq", v, column, n) for v in value)]), bool
        )
    if not isinstance(value, str | bool | int | float):
        raise _wrong(f"'{op}': {value!r} on '{name}'", "a string, a number, true or false")
    if op == "contains" and isinstance(value, str):
        folded = value.casefold()
        return column.where_value(lambda held: isinstance(held, str) and folded in held.casefold(), n)
    if op in _ORDER:
        _must_be_comparable(name, op, value, column)
    return _compare(_COMPARE["eq" if op == "contains" else op], value, column, n)


def _must_be_comparable(name: str, op: str, value: str | float | bool, column: Column) -> None:
    """What is before or after nothing that the field could hold is a slip, not an empty list."""
    comparable = column.has_texts if isinstance(value, str) else column.has_numbers
    if isinstance(value, bool) or value != value or not comparable:
        held = [kind for kind, there in (("text", column.has_texts), ("number", column.has_numbers)) if there]
        raise _wrong(
            f"'{op}': {value!r} on '{name}'", f"a {' or a '.join(held)}" if held else "eq, in or exists"
        )


def _compare(op: Callable[[Any, Any], Any], value: str | float | bool, column: Column, n: int) -> Mask:
    if op is operator.eq and isinstance(value, str | bool):
        code = column.vocabulary.get(value)
        return column.where_codes([] if code is None else [code], n)
    if isinstance(value, bool):
        return np.zeros(n, bool)
    if isinstance(value, str):
        return column.where_value(lambda held: isinstance(held, str) and bool(op(held, value)), n)

    bound = as_double(value)

    def passes(numbers: npt.NDArray[np.float64]) -> Mask:
        return np.asarray(op(numbers, bound), bool)

    return column.where_number(passes, n)


def _wrong(given: str, expected: str) -> InvalidInput:
    return InvalidInput(given, expected, "Mend the filter; the documentation has examples of each operator.")
