"""Cleaning: what is removed, what stays, that it is bounded, idempotent and never raises."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.language.clean import clean
from wellread.settings import Language

SETTINGS = Language()


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("", ""),
        ("  a \n\t b  ", "a b"),
        ("Ｆｕｌｌ　ｗｉｄｔｈ，１２３", "Full width,123"),
        ("ﬁlm", "film"),
        ("cafe\u0301", "café"),
        ("a\x00b\x07c", "a b c"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("half \ud83d surrogate", "half surrogate"),
        ("<p>One<br/>two</p>", "One two"),
        ("a <b>bold</b> film", "a bold film"),
        ("one <!-- hidden <b> --> two", "one two"),
        ("one <!-- never closed", "one"),
        ("x<script>alert('1 < 2')</script>y", "x y"),
        ("<style>.a { color: red }</style>Text", "Text"),
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("Q&amp;amp;A", "Q&A"),
        ("&lt;b&gt;bold&lt;/b&gt;", "bold"),
        ("&amp;lt;i&amp;gt;deep&amp;lt;/i&amp;gt;", "deep"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("I <3 films", "I <3 films"),
        ("see https://example.org/a?b=c#d, good", "see , good"),
        ("www.example.org is down", "is down"),
        ("看https://x.com/电影很好", "看 电影很好"),
        ("《活着》，很好看！", "《活着》,很好看!"),
        ("emoji 😀 stay", "emoji 😀 stay"),
        ("&#" + "9" * 5000 + ";x", "x"),
        ("&#x41;&#66;", "AB"),
        ("R&D, AT&T", "R&D, AT&T"),
        ("a &#38;#38;#38;#38;#38;lt;b> c", "a #38;#38;lt;b> c"),
    ],
)
def test_known_cases(given_text: str, expected: str) -> None:
    assert clean(given_text, SETTINGS) == expected


def test_markup_stays_when_told_so() -> None:
    keep = Language(strip_markup=False)
    assert clean("<b>x</b> &amp; http://a.b\x00", keep) == "<b>x</b> &amp; http://a.b"


def test_bounded_even_where_normalising_lengthens() -> None:
    assert len(clean("\ufdfa" * 1000, Language(max_chars=500))) <= 500
    assert clean("word " * 10, Language(max_chars=9)) == "word word"


@pytest.mark.parametrize(
    "noise",
    [
        "<" * 10**6,
        "<!--" * 250_000,
        "<script" * 150_000,
        "&amp;" * 200_000,
        "&" * 10**6,
        "http://" * 150_000,
        "😀\u200d" * 500_000,
        "\ud800" * 10**6,
        "a\u0301" * 500_000,
        "<a href='" * 100_000,
    ],
)
def test_a_million_characters_of_noise_is_fast(noise: str) -> None:
    start = time.perf_counter()
    clean(noise, Language(max_chars=10**6))
    assert time.perf_counter() - start < 3.0


@given(st.text(max_size=300))
def test_idempotent_on_any_text(text: str) -> None:
    once = clean(text, SETTINGS)
    assert clean(once, SETTINGS) == once


FRAGMENTS = [
    "&",
    "amp;",
    "#38;",
    "lt;",
    "<",
    "b",
    ">",
    "/",
    " ",
    "!--",
    "-->",
    "http://",
    "script",
    ";",
    "＜",
    "\u200b",
    "x",
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25), st.integers(1, 40))
def test_idempotent_on_nested_markup(parts: list[str], most: int) -> None:
    settings = Language(max_chars=most)
    once = clean("".join(parts), settings)
    assert clean(once, settings) == once
    assert len(once) <= most
