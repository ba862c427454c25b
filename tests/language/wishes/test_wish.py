"""Wishes: sentences in, likes, dislikes, words to match and words to avoid out."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellread.language.naming.mentions import NameIndex
from wellread.language.wishes.wish import Wish, content, read_wish
from wellread.language.word_set import word_set
from wellread.settings import Language

SETTINGS = Language()
CATALOGUE = [
    "The Shawshank Redemption",
    "Forrest Gump",
    "Inception",
    "Titanic",
    "It",
    "肖申克的救赎",
    "阿甘正传",
    "盗梦空间",
]
INDEX = NameIndex()
for _row, _name in enumerate(CATALOGUE):
    INDEX.add(_row, [_name])


def wish(text: str) -> Wish:
    return read_wish(text, INDEX, SETTINGS)


@pytest.mark.parametrize(
    ("text", "likes", "dislikes", "avoid", "words"),
    [
        ("我喜欢的电影是《肖申克的救赎》和《阿甘正传》。", {5: 1, 6: 1}, {}, [], ""),
        ("My favourite films are The Shawshank Redemption and Forrest Gump.", {0: 1, 1: 1}, {}, [], ""),
        ("a quiet science fiction film about loneliness", {}, {}, [], "quiet science fiction loneliness"),
        ("something like Inception but not Titanic, no horror", {2: 1}, {3: 1}, ["horror"], ""),
        ("drama but not the Titanic", {}, {3: 1}, [], "drama"),
        ("not another Inception, please", {}, {2: 1}, [], ""),
        ("without the film Titanic", {}, {3: 1}, [], ""),
        ("nothing from Canada or by Nolan", {}, {}, ["canada", "nolan"], ""),
        ("not a sad ending", {}, {}, ["sad", "ending"], ""),
        ("I like it", {}, {}, [], ""),
        ("I watched Titanic", {3: 0.5}, {}, [], ""),
        ("I want a movie that is funny and warm", {}, {}, [], "funny warm"),
        ("Recommend me a good book about dogs, please!", {}, {}, [], "dogs"),
        ("What should I watch tonight?", {}, {}, [], "tonight"),
        ("I'd like a romantic comedy set in Paris", {}, {}, [], "romantic comedy set paris"),
        ("I don't like sad films, something funny", {}, {}, ["sad"], "funny"),
        ("not too violent, less sad", {}, {}, ["violent", "sad"], ""),
        ("a love story", {}, {}, [], "love story"),
        ("推荐类似《盗梦空间》的科幻电影，不要恐怖片", {7: 1}, {}, ["恐怖片"], "科幻"),
        ("想看一部关于孤独的电影", {}, {}, [], "孤独"),
        ("我不喜欢阿甘正传", {}, {6: 1}, [], ""),
        ("Un film triste sur la guerre", {}, {}, [], "triste guerre"),
        ("I hated Titanic. Actually, I love Titanic", {3: 1}, {}, [], "actually"),
        ("I love Titanic. I watched Titanic", {3: 1}, {}, [], ""),
        ("not as sad as Titanic", {}, {3: 1}, [], ""),
    ],
)
def test_known_wishes(
    text: str, likes: dict[int, float], dislikes: dict[int, float], avoid: list[str], words: str
) -> None:
    found = wish(text)
    assert {row: weight for row, _, weight in found.likes} == likes
    assert {row: weight for row, _, weight in found.dislikes} == dislikes
    assert list(found.avoid) == avoid
    assert found.words == words


def test_a_title_that_nobody_has_is_matched_by_its_words() -> None:
    found = wish("我喜欢《孤独的宇宙》和阿甘正传")
    assert [name for _, name, _ in found.likes] == ["阿甘正传"]
    assert found.words == "孤独 宇宙"


@pytest.mark.parametrize("text", ["", "   ", "?!...", "😀", "\ud800\x00", "《》", "<b></b>", "the of and"])
def test_nothing_said_is_an_empty_wish(text: str) -> None:
    found = wish(text)
    assert (found.likes, found.dislikes, found.avoid, found.words) == ((), (), (), "")


def test_names_are_told_as_the_catalogue_has_them() -> None:
    found = wish("i like shawshank redemtion")
    assert found.likes == ((0, "The Shawshank Redemption", 1.0),)
    assert found.language == "en"
    assert not found.mentions[0].exact


def test_as_dict_is_json() -> None:
    found = json.loads(json.dumps(wish("something like Inception but not Titanic, no horror").as_dict()))
    assert found["likes"] == [[2, "Inception", 1.0]]
    assert found["dislikes"] == [[3, "Titanic", 1.0]]
    assert found["avoid"] == ["horror"]
    assert found["mentions"][0]["start"] == 15
    assert found["text"].startswith("something")


@pytest.mark.parametrize(
    "text",
    [
        "I love Titanic and Inception, not horror. 我喜欢盗梦空间。" * 20_000,
        "'a " * 300_000,
        "不" * 10**6,
        "《" * 10**6,
    ],
)
def test_a_megabyte_is_read_in_a_moment(text: str) -> None:
    wish("warm up: 我喜欢 Incepton")
    start = time.perf_counter()
    assert len(wish(text).text) <= SETTINGS.max_chars
    assert time.perf_counter() - start < 1.0


@given(st.text(max_size=150))
def test_any_text_is_a_wish(text: str) -> None:
    found = wish(text)
    assert json.dumps(found.as_dict())
    assert not set(found.words.split()) & {"the", "film", "电影"}


TRICKY = sorted(
    word_set(
        """
        A or OR The the of It Up up I like Not not but Alien 2 1999 (1999) 《 》 “ ” 's 我 喜欢 不 英雄
        No War and , . ! hate similar to 像 ( ) – ' ’ - a.k.a. & toy story Redemtion 除了 没有 看过 … ? X-Men
        7 VII 日本の
        """
    )
)


@given(
    st.lists(st.lists(st.sampled_from(TRICKY), min_size=1, max_size=4), min_size=1, max_size=3),
    st.lists(st.sampled_from(TRICKY), max_size=14),
)
@settings(max_examples=400, deadline=None)
def test_small_words_and_stray_marks_do_no_harm(names: list[list[str]], text: list[str]) -> None:
    index = NameIndex()
    for row, name in enumerate(names):
        index.add(row, [" ".join(name)])
    wish = read_wish(" ".join(text), index, Language())
    assert {row for row, _, _ in (*wish.likes, *wish.dislikes)} <= set(range(len(names)))


def test_the_words_of_a_search_that_say_something() -> None:
    assert content("the film where a shark attacks") == "shark attacks"
    assert content("关于鲨鱼的电影") == "鲨鱼"
    assert content("the film") == "the film"
