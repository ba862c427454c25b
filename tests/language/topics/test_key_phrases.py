from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.language.topics.key_phrases import KeyPhrases
from wellread.settings import Language

TEXTS = [
    "A science fiction film. Robots go to the moon, and robots come back.",
    "More science fiction: robots fall in love on the moon.",
    "A love story, on a farm with horses.",
    "The farm of the horses. A love story again.",
    "科幻小说，机器人去月球",
    "又一本科幻小说：机器人回来了",
    *(f"Number {number} of many, it stands here alone" for number in ("one", "two", "six", "ten")),
]


@pytest.fixture(scope="module")
def learnt() -> KeyPhrases:
    return KeyPhrases(Language()).fit(TEXTS)


def test_phrases_that_few_texts_share(learnt: KeyPhrases) -> None:
    assert learnt.read(TEXTS[0], 3) == ("robots", "science fiction", "moon")
    assert learnt.read(TEXTS[2], 3) == ("love story", "farm", "horses")


def test_chinese_words(learnt: KeyPhrases) -> None:
    assert {*learnt.read(TEXTS[4], 5)} == {"科幻小说", "机器人"}


def test_what_one_text_alone_says_or_nearly_all_say_is_no_key(learnt: KeyPhrases) -> None:
    assert learnt.read("back again with number many stands alone, unheard of", 5) == ()


def test_phrases_reach_across_no_stop_word_and_no_full_stop(learnt: KeyPhrases) -> None:
    assert learnt.read("science. fiction", 5) == ("fiction", "science")
    assert learnt.read("farm of horses", 5) == ("farm", "horses")


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    own = KeyPhrases(Language()).fit([text, text, text[: len(text) // 2]])
    assert len(own.read(text, 4)) <= 4


def test_nothing_was_fitted() -> None:
    assert KeyPhrases(Language()).fit([]).read("science fiction", 5) == ()


def test_files_hold_it(learnt: KeyPhrases, tmp_path: Path) -> None:
    learnt.save(tmp_path)
    held = KeyPhrases.load(tmp_path, Language())
    assert [held.read(text, 5) for text in TEXTS] == [learnt.read(text, 5) for text in TEXTS]
