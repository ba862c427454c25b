from __future__ import annotations

import pytest

from wellread.explain.phrases import PHRASES, phrase


def test_every_language_has_every_phrase() -> None:
    assert {language: sorted(own) for language, own in PHRASES.items()} == {
        language: sorted(PHRASES["en"]) for language in PHRASES
    }


@pytest.mark.parametrize("key", PHRASES["en"])
def test_a_phrase_names_what_it_is_about_in_every_language_or_in_none(key: str) -> None:
    assert len({"{about}" in own[key] for own in PHRASES.values()}) == 1


def test_phrases_are_filled_in() -> None:
    assert phrase("liked", "en", "Ran") == "because you liked “Ran”"
    assert phrase("liked", "zh", "乱") == "因为你喜欢《乱》"
    assert phrase("popular", "zh") == "近期热门"


@pytest.mark.parametrize("language", ["fr", "", "xx"])
def test_english_stands_in_for_other_languages(language: str) -> None:
    assert phrase("recent", language) == "new"


@pytest.mark.parametrize("about", ["{about}", "{0}", "%s", "\\1", "{"])
def test_titles_are_taken_as_they_are(about: str) -> None:
    assert phrase("word", "en", about) == f"matches “{about}”"
