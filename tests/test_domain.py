from __future__ import annotations

import copy
import math
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from wellread.domain import (
    MAX_ID,
    MAX_K,
    MAX_TEXT,
    Boost,
    Event,
    Impression,
    Item,
    Reason,
    Request,
    Translation,
    User,
    trusted,
)


@pytest.mark.parametrize("id", ["a", "a/b", "名字", "😀", "x" * MAX_ID, "a b", '"', "../.."])
def test_any_printable_id_is_an_id(id: str) -> None:
    assert Item(id=id).id == id


def test_ids_are_compared_in_one_unicode_form() -> None:
    assert Item(id="e\u0301").id == Item(id="\u00e9").id


@pytest.mark.parametrize("id", ["", "  ", "a\nb", "a\x00b", "\ud800", "x" * (MAX_ID + 1), 5, None])
def test_what_is_no_id_is_refused(id: Any) -> None:
    with pytest.raises(ValidationError, match="id"):
        Item(id=id)


@given(st.text(max_size=200))
def test_a_text_can_be_written_anywhere(text: str) -> None:
    try:
        kept = Item(id="i", text=text).text
    except ValidationError:
        assert any("\ud800" <= char <= "\udfff" for char in text)
        return
    assert "\x00" not in kept
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert len(kept) == len(text)


def test_a_text_has_a_bound() -> None:
    with pytest.raises(ValidationError, match=str(MAX_TEXT)):
        Request(text="x" * (MAX_TEXT + 1))


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValidationError, match="kk"):
        Request.model_validate({"kk": 5})


def test_names_are_the_title_the_translations_and_the_aliases_each_once() -> None:
    item = Item(
        id="i", title="Ran", aliases=["乱", "Ran", ""],
        translations={"zh": Translation(title="乱"), "fr": Translation(title="Ran")},
    )  # fmt: skip
    assert item.names() == ["Ran", "乱"]


def test_titled_falls_back_to_the_title_and_then_to_the_id() -> None:
    item = Item(
        id="i", title="Ran", translations={"zh": Translation(title="乱"), "de": Translation(text="x")}
    )
    assert [item.titled(language) for language in ("zh", "de", "fr", "")] == ["乱", "Ran", "Ran", "Ran"]
    assert Item(id="i").titled("en") == "i"


@pytest.mark.parametrize("number", [math.nan, math.inf, 10**400, -1e301])
def test_attributes_hold_numbers_that_can_be_compared(number: float) -> None:
    for value in (number, ["a", number]):
        with pytest.raises(ValidationError, match=r"attribute .price. holds .*no usable number"):
            Item(id="i", attributes={"price": value})


def test_attributes_hold_anything_else() -> None:
    attributes = {"price": -3.5, "new": True, "shops": ["x", 5], "deep": {"k": None}, "none": None}
    assert Item(id="i", attributes=attributes).attributes == attributes


def test_a_user_is_an_id_with_traits() -> None:
    assert User(id="u", traits={"country": "CN", "age": 31, "new": True}).traits["new"] is True


def test_an_event_is_now_unless_it_says_when() -> None:
    assert math.isclose(
        Event(user="u", item="i", kind="view").time, Event(user="u", text="hi", kind="s").time, abs_tol=5
    )


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 10**400, "many"])
def test_values_of_events_are_finite_numbers(value: Any) -> None:
    with pytest.raises(ValidationError, match="value"):
        Event(user="u", item="i", kind="rate", value=value)


def test_negative_values_of_events_are_values() -> None:
    assert Event(user="u", item="i", kind="watch", value=-3).value == -3


@pytest.mark.parametrize("time", [-1, 1e15, math.nan, math.inf, 10**400])
def test_times_are_between_1970_and_the_year_10000(time: float) -> None:
    with pytest.raises(ValidationError, match="time"):
        Event(user="u", item="i", kind="view", time=time)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_event_is_about_an_item_or_carries_words(text: str) -> None:
    with pytest.raises(ValidationError, match="names an item, or carries words"):
        Event(user="u", kind="search", text=text)
    assert Event(user="u", kind="search", text="x").item is None


@pytest.mark.parametrize("k", [0, -1, MAX_K + 1, 10**6, 2.5, "many", None])
def test_k_is_between_one_and_a_thousand(k: Any) -> None:
    with pytest.raises(ValidationError, match="k"):
        Request(k=k)


@pytest.mark.parametrize("asked", [{"offset": -1}, {"offset": 10_001}, {"pin": ["a"] * 101}, {"now": -5}])
def test_requests_are_bounded(asked: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Request(**asked)


def test_a_boost_is_finite() -> None:
    assert Boost(filter={}, by=-2).by == -2
    for by in (math.nan, math.inf, 1e7, -1e7):
        with pytest.raises(ValidationError, match="by"):
            Boost(filter={}, by=by)


@pytest.mark.parametrize("propensity", [0, 1.1, math.nan])
def test_a_propensity_is_a_probability_above_zero(propensity: float) -> None:
    with pytest.raises(ValidationError, match="propensity"):
        Impression(
            request="r",
            position=0,
            item="i",
            time=0,
            pipeline="home",
            version="1",
            score=0,
            propensity=propensity,
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "rate"},
        {"kind": "rate", "value": -1.0},
        {"kind": "like", "time": 99_999_999_999.0},
    ],
)
def test_what_an_import_refuses_is_refused_everywhere(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Event(user="u", item="i", **wrong)


def test_a_trusted_record_is_like_a_validated_one() -> None:
    fields: dict[str, Any] = {"kind": "history", "source": "s", "value": -0.5, "about": "i", "text": "t"}

    made, checked = trusted(Reason, **fields), Reason(**fields)

    assert made == checked
    assert repr(made) == repr(checked)
    assert made.model_dump_json() == checked.model_dump_json()
    assert made.model_fields_set == checked.model_fields_set
    assert pickle.loads(pickle.dumps(made)) == copy.deepcopy(made) == made.model_copy() == checked
    made.text = "another"
    assert made != checked
