"""Points in time."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from wellread.data.clean import Refused
from wellread.data.times import first_of, moment

NEW_YEAR = 1_577_836_800.0  # 2020-01-01 UTC


@pytest.mark.parametrize(
    "value",
    [
        1_577_836_800,
        "1577836800",
        "1577836800.0",
        1_577_836_800_000,
        "1577836800000",
        1_577_836_800_000_000,
        1_577_836_800_000_000_000,
        "2020-01-01",
        "20200101",
        "2020-1",
        "2020/1/1",
        "2020年1月1日",
        "2020年1月",
        "2020-01-01T00:00:00Z",
        "2020-01-01 00:00:00",
        "2020-01-01T01:00:00+01:00",
        date(2020, 1, 1),
        datetime(2020, 1, 1),
        datetime(2020, 1, 1, 8, tzinfo=timezone(timedelta(hours=8))),
    ],
)
def test_every_way_to_write_a_time(value: Any) -> None:
    assert moment(value, Counter()) == NEW_YEAR


def test_units_are_counted() -> None:
    fixes: Counter[str] = Counter()
    for value in (NEW_YEAR, NEW_YEAR * 1e3, NEW_YEAR * 1e6, NEW_YEAR * 1e9):
        moment(value, fixes)
    assert fixes == {"times in milliseconds": 1, "times in microseconds": 1, "times in nanoseconds": 1}


@pytest.mark.parametrize("value", ["yesterday", "31/12/2020", "2020-13", "", "nan", float("inf"), True, [1]])
def test_what_is_no_time_is_refused(value: Any) -> None:
    with pytest.raises(Refused):
        moment(value, Counter())


def test_digits_that_are_no_date_are_seconds() -> None:
    assert moment("99999999", Counter()) == 99_999_999


def test_first_of_a_year() -> None:
    assert first_of(2020) == NEW_YEAR
    assert first_of(1970) == 0
    assert first_of(1969) is None
