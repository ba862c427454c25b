"""Single values: ids, texts, numbers, lists."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.data import clean
from wellread.data.clean import Refused


@pytest.fixture
def fixes() -> Counter[str]:
    return Counter()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        ("  Tea \n for\ttwo ", "Tea for two"),
        ("Salt &amp; Pepper", "Salt & Pepper"),
        ("&amp;quot;Yes&amp;quot;", '"Yes"'),
        ("caf&eacute;&nbsp;noir", "café noir"),
        ("AT&T, a=1&copy=2, &nosuch;", "AT&T, a=1&copy=2, &nosuch;"),
        ("a\x00b", "a b"),
        ("x\ud800y", "x?y"),
        (12, "12"),
        ("茶  与 书", "茶 与 书"),
    ],
)
def test_text(value: Any, expected: str, fixes: Counter[str]) -> None:
    assert clean.text(value, fixes) == expected


def test_text_counts_what_it_mends(fixes: Counter[str]) -> None:
    clean.text("a  &lt;b", fixes)
    clean.text("plain", fixes)
    assert fixes == {"HTML entities resolved": 1, "white space collapsed": 1}


@given(st.text(alphabet=st.sampled_from("a &;#amplt0\x00\n"), max_size=30))
def test_text_mended_twice_is_text_mended_once(value: str) -> None:
    once = clean.text(value, Counter())
    if "amp;amp;amp;" not in value:
        assert clean.text(once, Counter()) == once


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" u1 ", "u1"),
        (7, "7"),
        (12.0, "12"),
        (float("nan"), ""),
        (None, ""),
        ("e\u0301", "é"),
        ("007", "007"),
    ],
)
def test_identifier(value: Any, expected: str, fixes: Counter[str]) -> None:
    assert clean.identifier(value, fixes) == expected


@pytest.mark.parametrize("value", [1.5, float("inf")])
def test_a_fraction_is_no_identifier(value: float, fixes: Counter[str]) -> None:
    with pytest.raises(Refused):
        clean.identifier(value, fixes)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("4.5", 4.5),
        ("1,299.00", 1299.0),
        ("$12.50", 12.5),
        ("1.299,00 €", 1299.0),
        ("3,5", 3.5),
        ("29.00元", 29.0),
        ("-2,000", -2000.0),
        ("1e3", 1000.0),
        (Decimal("1.5"), 1.5),
        (3, 3.0),
        (" 4 ", 4.0),
    ],
)
def test_number(value: Any, expected: float, fixes: Counter[str]) -> None:
    assert clean.number(value, fixes) == expected


@pytest.mark.parametrize(
    "value", ["four", "", "NaN", "inf", float("-inf"), "1,2,3", [1], 10**400, "1" + "0" * 400]
)
def test_what_is_no_number_is_refused(value: Any, fixes: Counter[str]) -> None:
    with pytest.raises(Refused):
        clean.number(value, fixes)


@pytest.mark.parametrize("value", ["12", "-3.5", "0", "0.5", ".5", "1,299.00", "$5", "1e5"])
def test_is_number(value: str) -> None:
    assert clean.is_number(value)


@pytest.mark.parametrize(
    "value", ["02138", "0114709", "", ".", "1_000", "12 Monkeys", "nan", "1.2.3", "2010-01-01"]
)
def test_codes_and_words_are_no_numbers(value: str) -> None:
    assert not clean.is_number(value)


@pytest.mark.parametrize(
    ("value", "expected"), [("Yes", True), (1, True), ("true", True), ("0", False), (False, False)]
)
def test_flag(value: Any, expected: bool) -> None:
    assert clean.flag(value) is expected


def test_a_flag_says_yes_or_no() -> None:
    with pytest.raises(Refused):
        clean.flag("perhaps")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Comedy|Drama", ["Comedy", "Drama"]),
        ("a;b; a ;", ["a", "b"]),
        ("Sci-Fi, Fantasy", ["Sci-Fi", "Fantasy"]),
        ("a, b|c", ["a, b", "c"]),
        ('["x, y", "z"]', ["x, y", "z"]),
        ("['x', 'y']", ["x", "y"]),
        ("[{'id': 18, 'name': 'Drama'}]", ["Drama"]),
        ("[broken", ["[broken"]),
        (["a", "", None, "a"], ["a"]),
        ("", []),
        (None, []),
        (float("nan"), []),
        (2020, ["2020"]),
    ],
)
def test_listed(value: Any, expected: list[str], fixes: Counter[str]) -> None:
    assert clean.listed(value, "|;,", fixes) == expected


def test_deep_nesting_is_left_as_text() -> None:
    deep = "[" * 100_000
    assert clean.parsed(deep) == deep


@pytest.mark.parametrize("value", [None, "", " ", "N/A", "null", "\\N", float("nan")])
def test_missing(value: Any) -> None:
    assert clean.missing(value)
