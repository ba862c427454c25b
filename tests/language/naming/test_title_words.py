from __future__ import annotations

from wellread.language.naming.title_words import folded, parts, squeezed, with_digits


def test_words_and_pairs_of_characters() -> None:
    found = parts(folded("The Wall-E 机器人, II"))
    assert [part.text for part in found] == ["wall", "e", "机器人", "ii"]
    assert found[2].grams == ("机器", "器人")


def test_articles_stay_where_nothing_else_is() -> None:
    assert [part.text for part in parts("the the")] == ["the", "the"]


def test_numerals_as_digits() -> None:
    assert with_digits("rocky ii") == "rocky 2"
    assert with_digits("seven samurai") == "7 samurai"
    assert with_digits("十二怒汉") == "12怒汉"
    assert with_digits("二十五") == "25"
    assert with_digits("十") == "10"


def test_squeezed() -> None:
    assert squeezed(folded("WALL·E")) == squeezed(folded("wall e")) == "walle"
    assert squeezed(folded("Pride & Prejudice")) == "prideandprejudice"
