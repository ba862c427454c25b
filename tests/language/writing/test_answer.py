from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from wellread.language.writing.answer import Unreadable, read, strict_format


class Inner(BaseModel):
    title: str
    weight: float = 1.0


class Wanted(BaseModel):
    likes: list[Inner]
    year: int | None = Field(default=None, ge=1800)


class Open(BaseModel):
    filter: dict[str, Any]


GIVEN = '{"likes": [{"title": "Alien"}], "year": 1979}'
FOUND = Wanted(likes=[Inner(title="Alien")], year=1979)


@pytest.mark.parametrize(
    "text",
    [
        GIVEN,
        f"\n {GIVEN}\n",
        f"```json\n{GIVEN}\n```",
        f"```\n{GIVEN}```",
        f"Here you are:\n```json\n{GIVEN}\n```\nAnything else?",
        f"Sure! {GIVEN} I hope that helps.",
        f"<think>{{maybe}} {{}}</think>{GIVEN}",
        f'Not {{"likes": 3}} but {GIVEN}',
        f"[1, 2] {GIVEN}",
    ],
)
def test_a_value_is_found_where_it_stands(text: str) -> None:
    assert read(text, Wanted) == FOUND


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "no JSON object"),
        ("I cannot do that.", "no JSON object"),
        (GIVEN[:20], "no JSON object"),
        ('{"likes": [{}]}', "likes.0.title: Field required"),
        ('{"likes": [], "year": 12}', "year"),
        ('{"likes": [], "year": NaN}', "valid dictionary"),
        ('{"something": "else"}', "likes: Field required"),
        ("[" * 100_000, "no JSON object"),
        ('{"a":' * 10_000, "no JSON object"),
    ],
)
def test_what_is_wrong_is_said(text: str, complaint: str) -> None:
    with pytest.raises(Unreadable, match=complaint):
        read(text, Wanted)


def test_an_answer_with_none_of_the_fields_is_refused_even_where_all_have_defaults() -> None:
    class Lenient(BaseModel):
        likes: list[str] = []

    with pytest.raises(Unreadable, match="none of the fields likes"):
        read('{"something": "else"}', Lenient)
    with pytest.raises(Unreadable, match="none of the fields likes"):
        read('{"something": {"likes": ["a"]}}', Lenient)
    assert read("{}", Lenient) == Lenient()


def test_texts_in_the_value_are_restored() -> None:
    quoted = read('{"title": "[email-1]"}', Inner, lambda text: text.replace("[email-1]", 'a"b@c.org'))
    assert quoted.title == 'a"b@c.org'


@given(st.text(max_size=200))
def test_any_text_is_read_or_complained_about(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text, Wanted)


def test_a_closed_schema_is_strict() -> None:
    sent = strict_format(Wanted)["json_schema"]
    assert sent["strict"]
    assert sent["schema"]["required"] == ["likes", "year"]
    assert sent["schema"]["additionalProperties"] is False
    inner = sent["schema"]["$defs"]["Inner"]
    assert inner["required"] == ["title", "weight"]
    assert "default" not in inner["properties"]["weight"]


def test_an_open_schema_is_sent_as_it_is() -> None:
    sent = strict_format(Open)["json_schema"]
    assert not sent["strict"]
    assert sent["schema"] == Open.model_json_schema()
