from __future__ import annotations

import pytest

from wellread.language.writing.portrait import Portrait

PERSON = Portrait(
    "en", ("science fiction", "drama"), ("horror",), (1991, 1998), ("Alien 3", "Solaris"), ("Titanic",)
)


def test_english() -> None:
    assert PERSON.written().split("\n") == [
        "Mostly science fiction and drama, from the 1990s.", "Likes “Alien 3” and “Solaris”.",
        "Dislikes “Titanic”. Seldom horror.",
    ]  # fmt: skip


def test_chinese() -> None:
    person = Portrait(
        "zh", ("科幻", "剧情", "动画"), ("恐怖",), (1988, 1999), ("异形", "飞向太空"), ("鬼吹灯",)
    )
    assert person.written().split("\n") == [
        "多为科幻、剧情和动画，1988年至1999年。", "喜欢《异形》和《飞向太空》。",
        "不喜欢《鬼吹灯》。少看恐怖。",
    ]  # fmt: skip


def test_what_is_not_known_is_not_said() -> None:
    assert Portrait("en").written() == ""
    assert Portrait("fr", years=(1930, 1934)).written() == "Mostly from the 1930s."
    assert Portrait("en", kinds=("war",)).written() == "Mostly war."
    assert Portrait("en", likes=("A",)).written() == "\nLikes “A”."


def test_a_model_words_the_first_line() -> None:
    assert PERSON.written("Loves space.").split("\n")[:2] == ["Loves space.", PERSON.written().split("\n")[1]]


def test_the_facts_are_data() -> None:
    prompt = PERSON.prompt()
    assert prompt.purpose == "summary"
    assert prompt.personal
    assert "Solaris" in prompt.data["facts"]
    assert "Solaris" not in prompt.instructions


@pytest.mark.parametrize(
    "taste",
    [
        "Enjoys thoughtful science fiction of the 1990s.", "Films such as “Solaris” and 《Alien 3》.",
        "喜欢九十年代的科幻片。",
    ],
)  # fmt: skip
def test_what_was_counted_may_be_said(taste: str) -> None:
    assert PERSON.allows(taste)


@pytest.mark.parametrize(
    "taste",
    [
        "",
        "Loves “Blade Runner”.",
        "喜欢《银翼杀手》。",
        "Is 34 years old.",
        "Has seen 12 films.",
        "One.\nTwo.",
        "a" * 500,
    ],
)
def test_what_was_not_may_not(taste: str) -> None:
    assert not PERSON.allows(taste)


def test_a_title_of_the_catalogue_without_quotes_is_one() -> None:
    assert not PERSON.allows("Likes Blade Runner.", ["Blade Runner"])
    assert PERSON.allows("Likes Solaris.", ["Solaris"])
