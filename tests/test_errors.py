from __future__ import annotations

import pytest

from wellread import errors
from wellread.errors import MissingExtra, NotFound, StoreBusy, StoreError, WellreadError, nearest, wanted

FAMILY = [
    kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, WellreadError)
]


def test_an_error_says_what_was_given_what_was_expected_and_what_to_do() -> None:
    error = NotFound("no item 'x'", "an item", "Add it.")
    assert str(error) == "no item 'x'; expected an item. Add it."
    assert error.body() == {
        "code": "not_found", "given": "no item 'x'", "expected": "an item", "do": "Add it.",
    }  # fmt: skip


@pytest.mark.parametrize("kind", FAMILY)
def test_every_kind_has_its_own_code_and_a_status_and_fails_a_command(kind: type[WellreadError]) -> None:
    assert [other.code for other in FAMILY].count(kind.code) == 1
    assert 400 <= kind.status < 600
    assert kind.exit_code > 0


def test_busy_is_a_kind_of_store_error() -> None:
    assert issubclass(StoreBusy, StoreError)


def test_a_missing_extra_names_the_command_that_adds_it() -> None:
    error = MissingExtra("parquet", "reading a.parquet")
    assert "reading a.parquet" in error.given
    assert "pip install 'wellread[parquet]'" in error.do


@pytest.mark.parametrize(
    ("name", "known", "hint"),
    [
        ("prot", ["port", "host"], " (did you mean 'port'?)"),
        ("xyz", ["port", "host"], ""),
        ("port", [], ""),
        ("肖申克的救续", ["肖申克的救赎", "阿甘正传"], " (did you mean '肖申克的救赎'?)"),
    ],
)
def test_nearest(name: str, known: list[str], hint: str) -> None:
    assert nearest(name, known) == hint


@pytest.mark.parametrize(
    ("complaint", "expected"),
    [
        ("Input should be less than or equal to 1000", "less than or equal to 1000"),
        (
            "Value error, an id holds at least one visible character",
            "an id holds at least one visible character",
        ),
        ("Field required", "field required"),
    ],
)
def test_what_was_wanted_reads_after_expected(complaint: str, expected: str) -> None:
    assert wanted(complaint) == expected
