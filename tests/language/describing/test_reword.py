from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.language.describing.scripted import Scripted

from wellread.language.describing.reword import MOST, Told, borne_out, own_words, prompt_of, reword

ALIEN = Told(
    "Alien", ("because you liked “Aliens”", "is like “The Thing”", "matches “space horror”", "popular now")
)
YIXING = Told("异形", ("因为你喜欢《异形2》", "与《怪形》相似", "符合“太空恐怖”", "近期热门"))


@pytest.mark.parametrize(
    "words",
    [
        "Because you liked “Aliens” and it is like “The Thing”, this could be one for you.",
        "Since you liked “Aliens”, you might enjoy this space horror, popular now.",
        "“Alien” is like “The Thing” and matches “space horror”.",
        "Popular now, and a match for “space horror”.",
        "If you liked “Aliens”, you should try “Alien”.",
    ],
)
def test_what_reasons_say_may_be_said(words: str) -> None:
    assert borne_out(words, ALIEN, "en")


@pytest.mark.parametrize(
    "words",
    [
        "You liked “The Thing”, so try this.",
        "It won awards and you liked “Aliens”.",
        "You liked “Predator”, so try this.",
        "You did not like “Aliens”, but try it.",
        "You chose “Aliens”, so you may enjoy it.",
        "This is popular now and new.",
        "A 1979 film like “The Thing”.",
        "Ridley Scott fans will enjoy it.",
        "Because it is like “Aliens”, try it.",
        "You might enjoy this one.",
        "You liked “Aliens”. It is popular now.",
        "因为你喜欢“Aliens”，试试它。",
        "You liked “Aliens”, see www.aliens.com.",
        "**You liked “Aliens”.**",
        "",
    ],
)
def test_what_reasons_do_not_say_may_not(words: str) -> None:
    assert not borne_out(words, ALIEN, "en")


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("因为你喜欢《异形2》，也许会喜欢《异形》。", True),
        ("它与《怪形》相似，符合“太空恐怖”。", True),
        ("近期热门，又与《怪形》相似，推荐给你。", True),
        ("因为你喜欢《怪形》，推荐给你。", False),
        ("你提到《异形2》，试试它。", False),
        ("获奖佳作，与《怪形》相似。", False),
        ("因为你喜欢《铁血战士》，推荐给你。", False),
        ("你不喜欢《异形2》，试试它。", False),
        ("You liked 《异形2》.", False),
    ],
)
def test_the_same_in_chinese(words: str, right: bool) -> None:
    assert borne_out(words, YIXING, "zh") is right


def test_lines_go_to_the_items_of_their_numbers() -> None:
    first, silent, last = "Because you liked “Aliens”.", Told("X", ()), Told("Y", ("popular now",))
    lines = [
        {"number": 2, "words": "It is popular now."},
        {"number": 1, "words": first},
        {"number": 9, "words": "?"},
    ]
    writer = Scripted(json.dumps({"lines": lines}))

    assert reword([ALIEN, silent, last], "en", writer, math.inf) == [first, "", "It is popular now."]
    assert len(writer.prompts) == 1


def test_without_reasons_nobody_is_asked() -> None:
    writer = Scripted("{}")

    assert reword([Told("X", ())], "en", writer, math.inf) == [""]
    assert writer.prompts == []


def test_a_long_page_is_asked_for_in_part() -> None:
    writer = Scripted('{"lines": []}')

    assert len(reword([Told(str(n), ("new",)) for n in range(50)], "en", writer, math.inf)) == 50
    assert f"{MOST}. " in writer.prompts[0].data["items"]
    assert f"{MOST + 1}. " not in writer.prompts[0].data["items"]


def test_what_somebody_likes_is_data_and_is_not_kept() -> None:
    prompt = prompt_of([ALIEN], "en")

    assert prompt.personal
    assert "Aliens" in prompt.data["items"]
    assert "Aliens" not in prompt.instructions


def test_own_words() -> None:
    assert own_words(Told("A", ("is like “B”", "new")), "en") == "Is like “B”; new."
    assert own_words(Told("A", ("与《B》相似", "新上架")), "zh") == "与《B》相似；新上架。"
    assert own_words(Told("A", ()), "en") == ""


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80), st.text(max_size=30))
def test_any_sentence_can_be_checked(words: str, title: str) -> None:
    assert borne_out(words, Told(title, (f"because you liked “{title}”",)), "en") in (True, False)
