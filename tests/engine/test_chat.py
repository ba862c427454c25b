"""Conversations over the demo films: what each message does to the list."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.language.describing.scripted import AWAY, Scripted

import wellread
from wellread.conversation import ChatAnswer, ChatState
from wellread.engine.workspace import Workspace
from wellread.errors import InvalidInput, LanguageModelError, NotFound
from wellread.language.writing.metered import Metered
from wellread.settings import FILE


class Talk:
    """A conversation: every message with the state of the answer before, as JSON carries it."""

    def __init__(self, shop: Workspace, **asked: Any) -> None:
        self.shop, self.asked = shop, asked
        self.state = ChatState()
        self.shown: list[str] = []

    def say(self, message: str) -> ChatAnswer:
        carried = json.loads(self.state.model_dump_json())
        answer = self.shop.chat(message=message, state=carried, seen=False, **self.asked)
        self.state = answer.state
        self.shown = [item.id for item in answer.recommendation.items]
        return answer

    def years(self) -> list[float]:
        catalogue = self.shop.engine.catalogue
        return [min(own) for own in catalogue.columns["year"].values(catalogue.rows(self.shown))]

    def has(self, column: str, value: str) -> bool:
        catalogue = self.shop.engine.catalogue
        return any(value in own for own in catalogue.columns[column].values(catalogue.rows(self.shown)))


def test_a_conversation_in_english(shop: Workspace) -> None:
    talk = Talk(shop)
    answer = talk.say("something like Metropolis, no horror")
    assert "You like “Metropolis”." in answer.words
    assert "Without: Horror." in answer.words
    assert not talk.has("tags", "Horror")
    first = talk.years()

    talk.say("newer")
    assert min(talk.years()) > sorted(first)[len(first) // 2]

    second = talk.shown[1]
    assert "You like" in talk.say("more like the second").words
    assert second in talk.state.likes
    assert second not in talk.shown

    top = talk.shown[0]
    talk.say("not that one")
    assert top in talk.state.dislikes
    assert top not in talk.shown

    listed, wanted = talk.shown, talk.state.model_copy()
    title = shop.engine.catalogue.title(shop.engine.catalogue.require(listed[0]))
    answer = talk.say("why the first?")
    assert answer.words.startswith(f"“{title}”: ")
    assert talk.shown == listed
    assert talk.state.likes == wanted.likes

    talk.say("something I haven't seen")
    assert not set(talk.shown) & set(listed)

    talk.say("before 1980")
    assert max(talk.years()) < 1980
    assert "year" in talk.state.filter
    assert not talk.has("tags", "Horror")

    before = talk.state.past[-1]
    assert "Took back" in talk.say("undo").words
    assert talk.state.filter == before.filter

    assert "I recommend from this catalogue" in talk.say("thanks!").words
    assert "Starting over." in talk.say("start over").words
    assert not talk.state.likes
    assert talk.state.filter == {}
    talk.say("undo")
    assert talk.state.likes


def test_a_conversation_in_chinese(shop: Workspace) -> None:
    talk = Talk(shop)
    answer = talk.say("想看爱情片，不要恐怖")
    assert "不含：恐怖。" in answer.words
    assert not talk.has("genres_zh", "恐怖")

    first = sorted(talk.years())
    assert "只看：年份 >" in talk.say("新一点").words
    assert min(talk.years()) > first[len(first) // 2]

    second = talk.shown[1]
    talk.say("像第二个那样的")
    assert second in talk.state.likes

    top = talk.shown[0]
    talk.say("不要第一个")
    assert top in talk.state.dislikes

    listed = talk.shown
    assert "：" in talk.say("为什么推荐第一个？").words
    assert talk.shown == listed

    talk.say("没看过的")
    assert not set(talk.shown) & set(listed)

    talk.say("2000年以后")
    assert min(talk.years()) >= 2000
    talk.say("不，1990年以前的")
    assert max(talk.years()) < 1990

    assert "已撤回" in talk.say("撤销").words
    assert talk.state.filter["year"] == {"gte": 2000}
    assert "我从这里的目录中推荐" in talk.say("你好").words
    assert "重新开始。" in talk.say("重新开始").words
    assert not talk.state.words


def test_titles_and_verdicts(shop: Workspace) -> None:
    talk = Talk(shop)
    talk.say("I loved Blade Runner")
    assert talk.state.likes["blade-runner-1982"] == 1
    talk.say("I hated Blade Runner, actually")
    assert "blade-runner-1982" not in talk.state.likes
    assert talk.state.dislikes["blade-runner-1982"] == 1
    talk.say("I've seen Moon")
    assert "moon-2009" in talk.state.hidden
    assert "moon-2009" not in talk.state.likes
    assert "Left out: “Moon”" in Talk(shop).say("I've seen Moon").words


def test_words_that_are_taken_back_are_no_longer_avoided(shop: Workspace) -> None:
    talk = Talk(shop)
    talk.say("a film about horror")
    assert "horror" in talk.state.words
    talk.say("no horror")
    assert "horror" not in talk.state.words
    assert "horror" in talk.state.avoid
    talk.say("a horror film after all")
    assert "horror" in talk.state.words
    assert "horror" not in talk.state.avoid
    assert talk.state.filter == {}


def test_a_place_that_the_list_does_not_have(shop: Workspace) -> None:
    talk = Talk(shop, k=3)
    talk.say("robots")
    assert "The list has no the ninth." in talk.say("more like the ninth").words or talk.state.likes == {}
    assert talk.say("why number 9?").words


def test_what_says_nothing_is_told(shop: Workspace) -> None:
    assert "I understood nothing new" in Talk(shop).say("the of and").words
    assert "nothing to take back" in Talk(shop).say("undo").words
    assert Talk(shop).say("why?").words == "Which one do you mean?"
    assert Talk(shop).say("").words


def test_a_user_and_a_language(shop: Workspace) -> None:
    talk = Talk(shop, user="p001", language="zh", k=2)
    answer = talk.say("robots")
    assert len(answer.recommendation.items) == 2
    assert answer.words.startswith("想找")


STATES: list[dict[str, object]] = [
    {"likes": {"nobody": 1.0}, "last": ["nobody"], "hidden": ["nobody"], "focus": "nobody"},
    {"filter": {"colour": {"eq": "red"}}},
    {"filter": {"year": {"near": 3}}},
    {"filter": {"all": 3}},
    {"filter": {"not": {"any": 7}}},
    {"filter": {"not": 5}},
    {"filter": {"year": 1994}},
    {"leans": {"colour": 1}},
    {"past": [{"filter": {"colour": 1}, "likes": {"nobody": 1}}]},
    {"words": ["a" * 200] * 200},
    {"filter": {"not": {"year": {"lt": 1950}}}},
]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    "message", ["newer, no horror", "undo", "why the first?", "more like the first", "only comedies"]
)
def test_a_state_from_outside_is_never_trusted(
    shop: Workspace, state: dict[str, object], message: str
) -> None:
    answer = shop.chat(message=message, state=state, seen=False)
    shop.chat(message="and before 1990", state=answer.state.model_dump(), seen=False)
    assert answer.words


@pytest.mark.parametrize(
    "asked",
    [
        {"message": "a" * 5_000},
        {"message": "hi", "state": {"likes": {str(n): 1.0 for n in range(500)}}},
        {"message": "hi", "state": {"filter": {"any": [{"year": n} for n in range(500)]}}},
        {"message": "hi", "state": {"unknown": 1}},
        {"message": "hi", "state": {"leans": {"year": 7}}},
        {"message": "hi", "k": 0},
    ],
)
def test_what_is_too_large_is_refused(shop: Workspace, asked: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        shop.chat(**asked)


def test_an_unknown_pipeline(shop: Workspace) -> None:
    with pytest.raises(NotFound):
        shop.chat(message="robots", pipeline="nowhere")


PIECES = [
    "not", "the", "second", "more", "like", "newer", "undo", "why", "第一个", "不要", "新一点", "Moon",
    "seen", "2000", "before", "恐怖", "?", "start over", "那个", "last one", "#9",
]  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join), max_size=5))
@settings(max_examples=40, deadline=None)
def test_any_conversation_goes_on(shop: Workspace, messages: list[str]) -> None:
    talk = Talk(shop, k=3)
    for message in messages:
        assert talk.say(message).words
    assert not set(talk.shown) & {*talk.state.likes, *talk.state.dislikes}


@pytest.fixture
def written(pristine: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with a writer, which a test puts in its place."""
    import shutil

    folder = tmp_path / "shop"
    shutil.copytree(pristine, folder)
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write('\n[writer]\nkind = "endpoint"\nmodel = "m"\nurl = "http://127.0.0.1:9/v1"\n')
        file.write('\n[pipelines.second]\nsources = { words = 1.0, popular = 0.1 }\nread = "model"\n')
    with wellread.open(folder) as opened:
        yield opened


def scripted(shop: Workspace, *lines: str | LanguageModelError) -> Scripted:
    writer = Scripted(*lines)
    writer.close = lambda: None  # type: ignore[attr-defined]
    shop.language_models._writer = cast(Metered, writer)
    return writer


def test_the_model_phrases_the_answer(written: Workspace) -> None:
    plain = Talk(written)
    scripted(written, AWAY)
    answer = plain.say("something like Metropolis")
    titles = [item.title for item in answer.recommendation.items]
    assert any(
        note.startswith("left out: the language model's words (nobody answers")
        for note in answer.recommendation.notes
    )

    friendly = "Since you like “Metropolis”, try " + ", ".join(f"“{title}”" for title in titles) + "!"
    writer = scripted(written, friendly)
    assert Talk(written).say("something like Metropolis").words == friendly
    assert writer.prompts[-1].data["message"] == "something like Metropolis"


@pytest.mark.parametrize(
    "line",
    [
        "Watch “Titanic” instead of all that.",
        "Here are 7 films.",
        "See https://example.com for more.",
        "I would rather show you Casablanca.",
        "",
    ],
)
def test_words_that_add_anything_are_left_out(written: Workspace, line: str) -> None:
    scripted(written, line or AWAY)
    answer = Talk(written).say("something like Metropolis")
    assert answer.words.startswith("You like “Metropolis”.")
    assert any("left out: the language model's words" in note for note in answer.recommendation.notes)


def test_the_model_reads_what_rules_left_over(written: Workspace) -> None:
    reading = {"avoid": ["gore"], "words": ["robots"], "likes": ["Casablanca"]}
    scripted(written, json.dumps(reading), AWAY)
    talk = Talk(written, pipeline="second")
    talk.say("robots that spare me gore")
    assert "gore" in talk.state.avoid
    assert "gore" not in talk.state.words
    assert talk.state.likes == {}


def test_a_reading_that_fails_leaves_the_rules_and_a_note(written: Workspace) -> None:
    scripted(written, AWAY)
    answer = written.recommend(text="robots on a farm", pipeline="second", k=3, seen=False)
    assert len(answer.items) == 3
    assert any("the language model's reading (nobody answers" in note for note in answer.notes)
    assert written.waits(wellread.domain.Request(text="robots", pipeline="second"))


def test_it_takes_no_time_to_speak_of(shop: Workspace) -> None:
    started = time.perf_counter()
    Talk(shop).say("not the first " * 250)
    assert time.perf_counter() - started < 5
