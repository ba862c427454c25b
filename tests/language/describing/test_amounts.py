from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.language.describing.amounts import amounts, unit_named


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.2 kg", [(1_200_000.0, "mass")]),
        ("1,234 pages", [(1234.0, "page")]),
        ("two hours", [(7200.0, "time")]),
        ("twenty-one minutes", [(1260.0, "time")]),
        ("five hundred and six pages", [(506.0, "page")]),
        ("10-15 cm", [(100.0, "length"), (150.0, "length")]),
        ("3 x 5 inches", [(3.0, "inch"), (5.0, "inch")]),
        ("between 10 and 15 cm", [(100.0, "length"), (150.0, "length")]),
        ("3:25", [(205.0, "time")]),
        ("the 1990s", [(1990.0, "decade")]),
        ("the 19th floor", [(19.0, "ordinal")]),
        ("50% off", [(50.0, "percent")]),
        ("$19.99", [(19.99, "currency")]),
        ("one million dollars", [(1e6, "currency")]),
        ("120分钟", [(7200.0, "time")]),
        ("两个小时", [(7200.0, "time")]),
        ("半小时", [(1800.0, "time")]),
        ("三百六十五天", [(365.0, "day")]),
        ("二〇一九年", [(2019.0, "")]),
        ("1.5万元", [(15_000.0, "currency")]),
        ("5千克", [(5e6, "mass")]),
        ("三点五公里", [(3.5e6, "length")]),
        ("model X200 and A4", []),
        ("", []),
    ],
)
def test_amounts(text: str, found: list[tuple[float, str]]) -> None:
    assert [(amount.value, amount.dimension) for amount in amounts(text)] == found


def test_prices_are_the_same_only_in_a_currency_that_may_be_the_same() -> None:
    (dollars, us, euros, yuan) = (amounts(text)[0] for text in ("$20", "20 USD", "20 EUR", "¥20"))

    assert dollars.same(us)
    assert not dollars.same(euros)
    assert yuan.same(amounts("二十元")[0])


def test_measures_are_the_same_in_other_units_of_their_kind() -> None:
    assert amounts("1.5 hours")[0].same(amounts("90 minutes")[0])
    assert amounts("2公斤")[0].same(amounts("2000 g")[0])
    assert not amounts("2 lb")[0].same(amounts("2 kg")[0])


def test_fields_may_say_their_unit() -> None:
    assert unit_named("weight_kg") == amounts_unit("1 kg")
    assert unit_named("weight") is None


def amounts_unit(text: str) -> object:
    from wellread.language.describing.units import UNITS

    return UNITS[text.split()[1]]


@given(st.integers(0, 99_999_999))
def test_chinese_numerals_are_read_back(number: int) -> None:
    (amount,) = amounts(chinese(number) + "米")

    assert amount.value == number * 1000


def chinese(number: int) -> str:
    """As people write it: 10,203 -> 一万零二百零三."""
    if number >= 10_000:
        rest = number % 10_000
        zero = "零" if 0 < rest < 1000 else ""
        return chinese(number // 10_000) + "万" + zero + (chinese(rest) if rest else "")
    if number == 0:
        return "零"
    digits, said = "零一二三四五六七八九", ""
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            said += digits[digit] + name
        elif said and number % place and not said.endswith("零"):
            said += "零"
    return said
