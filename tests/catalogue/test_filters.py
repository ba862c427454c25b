from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellread.catalogue.columns import Column
from wellread.catalogue.filters import MAX_DEPTH, OPERATORS, evaluate
from wellread.errors import InvalidInput

ITEMS: list[dict[str, Any]] = [
    {"year": 1994, "tags": ["Drama", "Crime"], "country": "US", "seen": True},
    {"year": 2000, "tags": ["Comedy"], "country": "CN", "seen": False},
    {"year": 2000.5, "tags": [], "country": "GB"},
    {"tags": ["Science Fiction", "drama"], "country": "us", "seen": True},
]


def columns(items: list[dict[str, Any]]) -> dict[str, Column]:
    made: dict[str, Column] = {}
    for row, item in enumerate(items):
        for name, value in item.items():
            made.setdefault(name, Column()).put(row, value)
    return made


def passing(condition: Any, items: list[dict[str, Any]] = ITEMS) -> list[int]:
    return [row for row, passed in enumerate(evaluate(condition, columns(items), len(items))) if passed]


@pytest.mark.parametrize(
    ("condition", "rows"),
    [
        ({}, [0, 1, 2, 3]),
        ({"year": {"eq": 2000}}, [1]),
        ({"year": 2000}, [1]),
        ({"year": {"lt": 2000}}, [0]),
        ({"year": {"lte": 2000}}, [0, 1]),
        ({"year": {"gt": 2000}}, [2]),
        ({"year": {"gte": 2000}}, [1, 2]),
        ({"year": {"gte": 1990, "lt": 2000}}, [0]),
        ({"year": {"in": [1994, 2000.5, "x"]}}, [0, 2]),
        ({"year": {"contains": 1994}}, [0]),
        ({"year": {"exists": True}}, [0, 1, 2]),
        ({"year": {"exists": False}}, [3]),
        ({"year": {"eq": "2000"}}, []),
        ({"year": {"eq": True}}, []),
        ({"year": {"lt": 10**400}}, [0, 1, 2]),
        ({"country": "US"}, [0]),
        ({"country": {"gt": "CN"}}, [0, 2, 3]),
        ({"country": {"lte": "GB"}}, [1, 2]),
        ({"country": {"in": ["CN", "GB", 5]}}, [1, 2]),
        ({"country": {"in": []}}, []),
        ({"country": {"contains": "u"}}, [0, 3]),
        ({"tags": "Drama"}, [0]),
        ({"tags": {"contains": "drama"}}, [0, 3]),
        ({"tags": {"contains": "SCIENCE"}}, [3]),
        ({"tags": {"exists": False}}, [2]),
        ({"seen": True}, [0, 3]),
        ({"seen": {"in": [False]}}, [1]),
        ({"seen": {"contains": True}}, [0, 3]),
        ({"seen": {"eq": 1}}, []),
        ({"seen": {}}, [0, 1, 2, 3]),
        ({"year": {"gte": 2000}, "country": {"eq": "CN"}}, [1]),
        ({"all": [{"year": {"gte": 2000}}, {"country": "CN"}]}, [1]),
        ({"all": []}, [0, 1, 2, 3]),
        ({"any": [{"year": 1994}, {"country": "CN"}]}, [0, 1]),
        ({"any": []}, []),
        ({"not": {"year": 1994}}, [1, 2, 3]),
        ({"not": {"any": [{"year": 1994}, {"not": {"seen": True}}]}}, [3]),
        ({"any": [{"country": "CN"}, {"all": [{"seen": True}]}], "tags": {"contains": "drama"}}, [0, 3]),
    ],
)  # fmt: skip
def test_operators(condition: dict[str, Any], rows: list[int]) -> None:
    assert passing(condition) == rows


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ({"yaer": 2000}, r"'yaer'.*did you mean 'year'.*country, seen, tags, year"),
        ({"year": {"gtee": 1}}, r"'gtee' on 'year'.*did you mean 'gte'"),
        ({"year": {"gte": [1]}}, r"'gte': \[1\] on 'year'.*a string, a number, true or false"),
        ({"year": {"gte": None}}, r"'gte': None on 'year'"),
        ({"year": None}, r"'eq': None on 'year'"),
        ({"country": {"lt": 5}}, r"'lt': 5 on 'country'; expected a text"),
        ({"year": {"gte": "a"}}, r"'gte': 'a' on 'year'; expected a number"),
        ({"year": {"gte": math.nan}}, r"'gte': nan on 'year'; expected a number"),
        ({"seen": {"lt": True}}, r"'lt': True on 'seen'; expected eq, in or exists"),
        ({"year": {"in": 5}}, r"'in': 5 on 'year'.*a list"),
        ({"year": {"in": [[1]]}}, r"'eq': \[1\] on 'year'"),
        ({"year": {"exists": "yes"}}, r"'exists': 'yes' on 'year'.*true or false"),
        ({"any": {"year": 1}}, r"'any' of .*a list of filters"),
        ({"all": 5}, r"'all' of 5"),
        ({"all": [5]}, r"the filter 5.*an object"),
        ({"not": [1]}, r"the filter \[1\]"),
        ([], r"the filter \[\]"),
        ("year > 5", r"the filter 'year > 5'"),
        (None, r"the filter None"),
    ],
)
def test_what_cannot_be_evaluated_is_refused(condition: Any, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        passing(condition)


@pytest.mark.parametrize("around", ["not", "all", "any"])
def test_filters_nest_so_deep_and_no_deeper(around: str) -> None:
    condition: dict[str, Any] = {"year": 1994}
    for _ in range(MAX_DEPTH - 1):
        condition = {around: condition if around == "not" else [condition]}
    assert passing(condition) == ([1, 2, 3] if around == "not" else [0])
    with pytest.raises(InvalidInput, match=r"nested more deeply.*at most 20 levels"):
        passing({around: condition if around == "not" else [condition]})


def test_an_empty_catalogue_passes_nothing_whatever_the_field() -> None:
    for condition in ({}, {"year": 5}, {"not": {"any": [{"x": {"gte": 1}}]}}):
        assert len(evaluate(condition, {}, 0)) == 0


# ---- a filter is what the same words mean in plain Python

WORDS = st.sampled_from(["a", "b", "ab", "A", "中文", "中"])
NUMBERS = st.sampled_from([-1.5, 0, 1, 2, 3.5])
SCALARS = st.one_of(WORDS, NUMBERS, st.booleans())
VALUES = st.one_of(st.none(), SCALARS, st.lists(st.one_of(WORDS, st.booleans()), max_size=3))
FIELDS = st.sampled_from(["x", "y"])
COMPARABLE = st.one_of(WORDS, NUMBERS)
TESTS = st.one_of(
    SCALARS,
    st.dictionaries(st.sampled_from(["eq", "contains"]), SCALARS, max_size=2),
    st.dictionaries(st.sampled_from(["eq", "lt", "lte", "gt", "gte", "contains"]), COMPARABLE, max_size=2),
    st.fixed_dictionaries({"in": st.lists(SCALARS, max_size=3)}),
    st.fixed_dictionaries({"exists": st.booleans()}),
)
FILTERS = st.recursive(
    st.dictionaries(FIELDS, TESTS, max_size=2),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"all": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, max_size=3), "x": TESTS}),
    ),
    max_leaves=6,
)
ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge,
}  # fmt: skip


def kind(value: Any) -> type:
    return float if isinstance(value, int | float) and not isinstance(value, bool) else type(value)


def holds(op: str, wanted: Any, elements: list[Any]) -> bool:
    if op == "exists":
        return bool(elements) is wanted
    if op == "in":
        return any(holds("eq", one, elements) for one in wanted)
    same = [element for element in elements if kind(element) is kind(wanted)]
    if op == "contains" and kind(wanted) is str:
        return any(str(wanted).casefold() in str(element).casefold() for element in same)
    if op in ("eq", "contains"):
        return wanted in same
    return any(ORDER[op](element, wanted) for element in same)


def passes(condition: dict[str, Any], item: dict[str, Any]) -> bool:
    def one(key: str, value: Any) -> bool:
        if key == "not":
            return not passes(value, item)
        if key in ("all", "any"):
            return (all if key == "all" else any)(passes(part, item) for part in value)
        held = item[key]
        elements = [] if held is None else held if isinstance(held, list) else [held]
        tests = value if isinstance(value, dict) else {"eq": value}
        return all(holds(op, wanted, elements) for op, wanted in tests.items())

    return all(one(key, value) for key, value in condition.items())


@settings(max_examples=300, deadline=None)
@given(st.lists(st.fixed_dictionaries({"x": VALUES, "y": VALUES}), min_size=1, max_size=8), FILTERS)
def test_a_filter_is_what_it_means_in_plain_python(
    items: list[dict[str, Any]], condition: dict[str, Any]
) -> None:
    items = [*items, {"x": "a", "y": "b"}, {"x": 1, "y": 2}]  # each field can be compared with either kind
    assert passing(condition, items) == [row for row, item in enumerate(items) if passes(condition, item)]


def test_every_operator_is_tested() -> None:
    assert set(OPERATORS) == {*ORDER, "eq", "in", "contains", "exists"}
