"""What a text says of the things it names, in both languages."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.language.wishes.cues import NAME
from wellread.language.wishes.polarity import Clause, clauses, polarities

UP, DOWN, FLAT = 1.0, -1.0, 0.5

CASES = [
    # Verbs of liking, before and behind.
    ("I like {A}, {B} and {C}, but not {D}", [UP, UP, UP, DOWN]),
    ("I love {A} & {B}", [UP, UP]),
    ("i really enjoyed {A}", [UP]),
    ("My favourite films are {A} and {B}.", [UP, UP]),
    ("My all-time favorites: {A}, {B}", [UP, UP]),
    ("{A} is my favourite film", [UP]),
    ("{A} and {B} are my favourites", [UP, UP]),
    ("big fan of {A}", [UP]),
    ("I can't get enough of {A}", [UP]),
    ("I'm into {A}", [UP]),
    ("Films I like: {A}, {B}", [UP, UP]),
    ("not only {A} but also {B}", [UP, UP]),
    # Disliking, negation.
    ("I hate {A} and {B}", [DOWN, DOWN]),
    ("I don't like {A}", [DOWN]),
    ("I don’t really like {A} or {B}", [DOWN, DOWN]),
    ("I never liked {A}", [DOWN]),
    ("i dont like {A}", [DOWN]),
    ("She doesn't love {A}", [DOWN]),
    ("not a big fan of {A}", [DOWN]),
    ("I can't stand {A}", [DOWN]),
    ("tired of {A}", [DOWN]),
    ("anything but {A}", [DOWN]),
    ("everything except {A}", [DOWN]),
    ("apart from {A}", [DOWN]),
    ("I don't want {A}", [DOWN]),
    ("please don't recommend {A}", [DOWN]),
    ("I don't hate {A}", [FLAT]),
    ("no {A}, please", [DOWN]),
    ("without {A}", [DOWN]),
    # Likeness.
    ("something like {A}", [UP]),
    ("something similar to {A} or {B}", [UP, UP]),
    ("films such as {A}", [UP]),
    ("nothing like {A}", [DOWN]),
    ("not like {A}", [DOWN]),
    ("unlike {A}", [DOWN]),
    ("not as sad as {A}", [DOWN]),
    ("nothing similar to {A}", [DOWN]),
    ("I hate films like {A}", [DOWN]),
    ("I don't want something like {A}", [DOWN]),
    ("something like {A} but not {B}, no horror", [UP, DOWN]),
    ("I hated {A}. Something like {B}", [DOWN, UP]),
    ("I hate {A}, something like {B} please", [DOWN, UP]),
    # Verdicts behind the name.
    ("{A} is boring", [DOWN]),
    ("{A} was great", [UP]),
    ("{A} is not good", [DOWN]),
    ("{A} wasn't very good", [DOWN]),
    ("{A} is not bad", [UP]),
    ("{A} is great and {B} is boring", [UP, DOWN]),
    ("{A}, {B} and {C} are amazing", [UP, UP, UP]),
    ("{A} is boring but {B} was amazing", [DOWN, UP]),
    ("I loved {A}, {B} is boring", [UP, DOWN]),
    ("{A} sucks", [DOWN]),
    ("{A} I hated", [DOWN]),
    ("{A}, which I hated, and {B}", [DOWN, FLAT]),
    ("I've seen {A} and hated it", [DOWN]),
    ("I watched {A} and loved {B}", [FLAT, UP]),
    # Only mentioned.
    ("{A}", [FLAT]),
    ("I watched {A} and {B}", [FLAT, FLAT]),
    ("I haven't seen {A}", [FLAT]),
    ("I want to watch {A}", [FLAT]),
    ("I hate {A}. {B}?", [DOWN, FLAT]),
    ("what about {A}", [FLAT]),
    # Chinese.
    ("我喜欢的电影是{A}和{B}。", [UP, UP]),
    ("我最喜欢{A}", [UP]),
    ("{A}是我最喜欢的电影", [UP]),
    ("我喜欢{A}和{B},讨厌{C}", [UP, UP, DOWN]),
    ("我喜欢{A},但不喜欢{B}", [UP, DOWN]),
    ("我不喜欢{A},但很喜欢{B}", [DOWN, UP]),
    ("我不太喜欢{A}", [DOWN]),
    ("不要像{A}那样的", [DOWN]),
    ("不要{A}那样的", [DOWN]),
    ("不像{A}", [DOWN]),
    ("像{A}一样的电影", [UP]),
    ("{A}一样的电影", [UP]),
    ("推荐类似{A}的电影", [UP]),
    ("讨厌像{A}这样的电影", [DOWN]),
    ("除了{A}都可以", [DOWN]),
    ("除了{A},我还喜欢{B}", [UP, UP]),
    ("看过{A}和{B}", [FLAT, FLAT]),
    ("没看过{A}", [FLAT]),
    ("{A}太好看了,{B}很无聊", [UP, DOWN]),
    ("{A}和{B}都很好看", [UP, UP]),
    ("{A}不好看", [DOWN]),
    ("{A}我不喜欢", [DOWN]),
    ("别推荐{A}", [DOWN]),
    ("受不了{A}", [DOWN]),
    ("我不讨厌{A}", [FLAT]),
    ("我特别喜欢{A}", [UP]),
    ("有没有{A}", [FLAT]),
    ("我喜歡{A},討厭{B}", [UP, DOWN]),
    ("想看{A}", [FLAT]),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "expected"), CASES)
def test_each_name_gets_its_verdict(pattern: str, expected: list[float]) -> None:
    text = re.sub(r"\{(\w)\}", r"<Name \1>", pattern)
    spans = [match.span() for match in re.finditer(r"<Name \w>", text)]
    assert polarities(text, spans) == expected


def test_words_of_a_name_are_no_cues() -> None:
    text = "I like No Country for Old Men, Love Actually and Hate"
    spans = [match.span() for match in re.finditer("No Country for Old Men|Love Actually|Hate", text)]
    assert polarities(text, spans) == [UP, UP, UP]
    assert [clause.polarity for clause in clauses("《我不是药神》")] == [FLAT]


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("no horror", ["horror"]),
        ("no horror or gore, but dogs", ["horror or gore"]),
        ("not too violent", ["too violent"]),
        ("not too violent comedy", ["too violent"]),
        ("less sad, more fun", ["sad"]),
        ("nothing scary, with dogs", ["scary"]),
        ("nothing about war", ["about war"]),
        ("without violence set in Paris", ["violence"]),
        ("I don't like sad films, a comedy", ["sad films"]),
        ("I hate horror, recommend dogs", ["horror"]),
        ("no idea what to watch", []),
        ("no, thanks", []),
        ("I don't know", []),
        ("not sure, not bad", []),
        ("a film about love", []),
        ("a love story", []),
        ("love stories", []),
        ("less than two hours", []),
        ("不要恐怖片", ["恐怖片"]),
        ("不要太暴力的科幻片", ["暴力"]),
        ("不恐怖的科幻片", ["恐怖"]),
        ("不要恐怖和血腥的电影", ["恐怖", "血腥"]),
        ("没有暴力的", ["暴力"]),
        ("想像力丰富的偶像", []),
        ("特别的不同", []),
        ("有没有科幻片", []),
    ],
)
def test_what_is_spoken_against(text: str, against: list[str]) -> None:
    found = [text[clause.start : clause.end].strip(" ,") for clause in clauses(text) if clause.polarity < 0]
    assert [part for part in found if part] == against


@given(st.text(alphabet="abc I like not but no,.;《》不喜欢讨厌像和的\ue000 ", max_size=80))
def test_clauses_are_in_order_and_hold_every_name(text: str) -> None:
    found = clauses(text)
    assert all(isinstance(clause, Clause) and clause.start < clause.end for clause in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = {at for clause in found for at in range(clause.start, clause.end)}
    assert all(at in covered for at, char in enumerate(text) if char == NAME)
