"""Language detection: scripts first, then the model, quietly."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.language.detect import detect


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a quiet science fiction film about loneliness", "en"),
        ("My favourite films are The Shawshank Redemption and Forrest Gump.", "en"),
        ("I like it", "en"),
        ("SOMETHING FUNNY", "en"),
        ("我喜欢的电影是《肖申克的救赎》和《阿甘正传》。", "zh"),
        ("猫", "zh"),
        ("推荐类似Inception的电影", "zh"),
        ("喜欢Forrest Gump的人生故事", "zh"),
        ("千と千尋の神隠しが好きです", "ja"),
        ("アニメ", "ja"),
        ("優の良品", "ja"),
        ("기생충 같은 영화", "ko"),
        ("ภาพยนตร์เกี่ยวกับความรัก", "th"),
        ("Ταινία για τη μοναξιά", "el"),
        ("סרט על בדידות", "he"),
        ("أفلام حزينة عن الحرب", "ar"),
        ("Фильм о войне и мире, который мне понравился", "ru"),
        ("Ein stiller Film über die Einsamkeit in der Großstadt", "de"),
        ("Une comédie romantique qui se passe à Paris", "fr"),
        ("Una película tranquila sobre la soledad", "es"),
        ("Un film tranquillo sulla solitudine di un uomo", "it"),
        ("अकेलेपन के बारे में एक फिल्म", "hi"),
    ],
)
def test_known_cases(text: str, code: str) -> None:
    assert detect(text) == code


@pytest.mark.parametrize("text", ["", " ", "?!...", "1994", "it", "😀😀", "\ud800", "\x00"])
def test_too_little_text_has_no_language(text: str) -> None:
    assert detect(text) == ""


def test_the_script_with_most_content_decides() -> None:
    assert detect("我最喜欢的电影是 Inception") == "zh"
    assert detect("I loved 活着 and everything else that Zhang Yimou has ever made") == "en"


def test_says_nothing_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        detect("a long text in plain English " * 1000)
    assert not caplog.records


@given(st.text(max_size=200))
def test_never_raises_and_gives_a_code_or_nothing(text: str) -> None:
    assert len(detect(text)) in (0, 2)
