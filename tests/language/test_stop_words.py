from __future__ import annotations

import pytest

from wellread.language.stop_words import STOP_WORDS, stop_words


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("en", "the"),
        ("en", "don't"),
        ("zh", "的"),
        ("zh", "沒有"),
        ("de", "und"),
        ("fr", "les"),
        ("es", "para"),
        ("it", "della"),
        ("pt", "uma"),
    ],
)
def test_function_words_are_listed(language: str, word: str) -> None:
    assert word in stop_words(language)


@pytest.mark.parametrize("word", ["film", "war", "love", "战争", "电影"])
def test_topics_are_not(word: str) -> None:
    assert word not in stop_words("en") | stop_words("zh")


def test_languages_without_a_list_get_the_english_one() -> None:
    assert stop_words("sv") is STOP_WORDS["en"]
    assert stop_words("") is STOP_WORDS["en"]


def test_words_are_written_as_they_are_looked_up() -> None:
    assert all(word == word.casefold() and "’" not in word for words in STOP_WORDS.values() for word in words)
