"""Words and features in many scripts, and each step's switch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.language.clean import clean
from wellread.language.segment import features, inspect, segment
from wellread.settings import Language

SETTINGS = Language()


@pytest.mark.parametrize(
    ("text", "language", "tokens"),
    [
        ("The quiet films of loneliness", "en", ["quiet", "film", "loneli"]),
        ("Schindler’s List", "en", ["schindler", "list"]),
        ("Rock'n'Roll O'Brien", "en", ["rocknrol", "obrien"]),
        ("Amélie", "en", ["ameli"]),
        ("2001: 1.5 hours", "en", ["2001", "1.5", "hour"]),
        ("don't, dont, DON’T", "en", []),
        ("我喜欢安静的科幻电影", "zh", ["喜欢", "安静", "科幻电影"]),
        ("推荐Running类的films", "zh", ["推荐", "run", "类", "film"]),
        ("l'amour est dans le pré", "fr", ["amour", "pre"]),
        ("Die Häuser und der Krieg", "de", ["haus", "krieg"]),
        ("アニメ", "ja", ["アニ", "ニメ"]),
        ("か", "ja", ["か"]),
        ("ไทย", "th", ["ไท", "ทย"]),
        ("Война и мир", "ru", ["воин", "и", "мир"]),
        ("한국 영화", "ko", ["한국", "영화"]),
        ("", "", []),
        ("?! 😀", "", []),
    ],
)
def test_words(text: str, language: str, tokens: list[str]) -> None:
    assert segment(text, language, SETTINGS) == tokens


def test_stop_words_and_stems_can_be_kept() -> None:
    plain = Language(stop_words=False, stem=False)
    assert segment("The Films", "en", plain) == ["the", "films"]
    assert segment("我的电影", "zh", plain) == ["我", "的", "电影"]


def test_features_are_words_pairs_and_character_pairs() -> None:
    assert features("dark science fiction", "en", SETTINGS) == [
        "dark",
        "scienc",
        "fiction",
        "dark scienc",
        "scienc fiction",
    ]
    assert features("dark dark", "en", Language(bigrams=False)) == ["dark", "dark"]
    assert features("自由", "zh", SETTINGS) == ["自由", "#自由"]
    assert set(features("科幻电影", "zh", SETTINGS)) >= {"#科幻", "#电影"}
    assert "#的电" not in features("我的电影", "zh", SETTINGS)
    assert features("영화관", "ko", SETTINGS) == ["영화관", "#영화", "#화관"]


def test_n_grams_of_unspaced_scripts_make_no_pairs() -> None:
    assert features("アニメ film", "ja", SETTINGS) == ["アニ", "ニメ", "film"]


def test_inspect_shows_each_step() -> None:
    steps = dict(inspect("<b>Quiet  films</b>", SETTINGS))
    assert list(steps) == ["clean", "language", "tokens", "features"]
    assert steps["clean"] == "Quiet films"
    assert steps["language"] == "en"
    assert steps["tokens"] == ["quiet", "film"]
    assert steps["features"] == ["quiet", "film", "quiet film"]


@given(st.text(max_size=200), st.sampled_from(["", "en", "zh", "fr", "ja", "ru", "ar"]))
def test_no_token_can_be_taken_for_a_pair_or_n_gram(text: str, language: str) -> None:
    tokens = segment(clean(text, SETTINGS), language, SETTINGS)
    assert all(token and " " not in token and token[0] != "#" for token in tokens)
    assert set(tokens) <= set(features(clean(text, SETTINGS), language, SETTINGS))
