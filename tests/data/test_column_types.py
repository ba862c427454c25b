"""One type for each extra column."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from wellread.data.column_types import ColumnTypes, plain


def read_all(cells: list[Any], lists: bool = True) -> tuple[list[Any], Counter[str]]:
    """The cells of one column as read, and what was mended."""
    types, fixes = ColumnTypes(lists), Counter[str]()
    types.learn([{"x": cell} for cell in cells], ["x"])
    return [types.read("x", cell, fixes) for cell in cells], fixes


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1995", "", "2001"], [1995, None, 2001]),
        (["1,299.00", "$5", "N/A"], [1299.0, 5.0, None]),
        (["02138", "10115"], ["02138", "10115"]),
        (["4", "four"], ["4", "four"]),
        (["yes", "No", ""], [True, False, None]),
        (["a|b", "c", '["d", "e"]'], [["a", "b"], ["c"], ["d", "e"]]),
        (["[US] Nobody", "None"], ["[US] Nobody", None]),
        (["x"] * 39 + ["a|b"], ["x"] * 39 + ["a|b"]),
        ([" a  b ", "&lt;"], ["a b", "<"]),
        ([1, 2.5, None, True], [1, 2.5, None, True]),
    ],
)
def test_the_column_decides(cells: list[Any], expected: list[Any]) -> None:
    found, _ = read_all(cells)
    assert found == expected
    assert list(map(type, found)) == list(map(type, expected))


def test_a_trait_is_no_list() -> None:
    assert read_all(["a|b"], lists=False)[0] == ["a|b"]


def test_the_first_batch_settles_it() -> None:
    types, fixes = ColumnTypes(lists=True), Counter[str]()
    types.learn([{"year": "1995", "late": ""}], ["year", "late"])
    types.learn([{"year": "unknown", "late": "x"}], ["year", "late"])
    assert types.read("year", "unknown", fixes) is None
    assert types.read("late", "x", fixes) == "x"
    assert fixes == {"attributes left out: no number in a column of numbers": 1}


def test_values_with_a_type_become_json() -> None:
    fixes: Counter[str] = Counter()
    given = {"a": [Decimal("1.5"), float("inf")], "b": date(2020, 1, 2), "c": b"x", 4: " y "}
    assert plain(given, fixes) == {"a": [1.5, None], "b": "2020-01-02", "c": None, "4": "y"}
    assert fixes["attributes left out: a number that is not finite"] == 1
    assert fixes["attributes left out: a bytes"] == 1
