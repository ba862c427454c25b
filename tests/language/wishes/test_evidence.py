"""What the writing of words says about them."""

from __future__ import annotations

import pytest

from wellread.language.wishes.evidence import Words, everyday, known


@pytest.mark.parametrize(
    ("text", "i", "expected"),
    [
        ("Heat is on", 0, True),
        ("I saw Heat", 2, False),
        ("Good. Heat", 1, True),
        ("Films: Heat", 1, False),
        ('"Heat" is', 0, True),
    ],
)
def test_sentence_starts(text: str, i: int, expected: bool) -> None:
    assert Words(text).starts_sentence(i) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Strangelove", True),
        ("Crouching Tiger, Hidden Dragon", True),
        ("Face/Off", True),
        ("Up. In", False),
        ('say "Up', False),
        ("one (two", False),
    ],
)
def test_what_may_be_one_name(text: str, expected: bool) -> None:
    words = Words(text)
    assert words.together(0, len(words.tokens)) is expected


def test_everyday_words_and_their_inflections() -> None:
    assert all(everyday(word) for word in ("it", "heat", "stayed", "effects"))
    assert not any(everyday(word) for word in ("inception", "gump", "shawshank"))
    assert known("stay")
    assert not known("stayed")


def test_tokens_fold_and_know_their_possessive() -> None:
    token = Words("Amélie’s").tokens[0]
    assert (token.key, token.bare, token.capital) == ("amelies", "amelie", True)
    assert Words("Fast & Furious").tokens[1].key == "and"
