from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel
from tests.language.describing.scripted import AWAY

import wellread
from wellread.domain import Recommendation, Request
from wellread.engine.language_models import LanguageModels
from wellread.engine.workspace import Workspace
from wellread.errors import LanguageModelError
from wellread.language.writing.writer import Completion, Prompt, Writer

Say = Callable[[str, list[str]], str]
"""Title and reasons of an item -> a sentence."""


class Phrases:
    """Says of each item what it is told to."""

    model = "scripted"

    def __init__(self, say: Say, seconds: float = 0.0, error: LanguageModelError | None = None) -> None:
        self.say, self.seconds, self.error = say, seconds, error
        self.prompts: list[Prompt] = []

    def complete(
        self, prompt: Prompt, schema: type[BaseModel] | None = None, deadline: float = float("inf")
    ) -> Completion:
        self.prompts.append(prompt)
        time.sleep(self.seconds)
        if self.error is not None:
            raise self.error
        assert schema is not None
        lines = []
        for block in re.split(r"\n(?=\d+\. )", prompt.data["items"]):
            first, *reasons = block.splitlines()
            number, title = first.split(". ", 1)
            said = self.say(title, [reason.removeprefix("   - ") for reason in reasons])
            lines.append({"number": int(number), "words": said})
        return Completion("", schema.model_validate_json(json.dumps({"lines": lines})))

    def stream(self, prompt: Prompt, deadline: float = float("inf")) -> Iterator[str]:
        raise NotImplementedError


@pytest.fixture
def shop(folder: Path) -> Iterator[Workspace]:
    with wellread.open(folder) as opened:
        yield opened


@pytest.fixture
def writes(monkeypatch: pytest.MonkeyPatch) -> Callable[[Writer | None], None]:
    def let(writer: Writer | None) -> None:
        monkeypatch.setattr(LanguageModels, "writer", property(lambda self: writer))

    return let


Writes = Callable[[Writer | None], None]


def ask(shop: Workspace, **asked: object) -> Recommendation:
    return shop.recommend(
        Request.model_validate({"user": "p001", "k": 5, "reword": True, **asked}), seen=False
    )


def test_reasons_are_said_in_one_sentence_an_item_in_one_call(shop: Workspace, writes: Writes) -> None:
    writer = Phrases(lambda title, reasons: f"You might enjoy this {reasons[0]}.")
    writes(writer)

    answer = ask(shop)

    assert len(writer.prompts) == 1
    assert writer.prompts[0].personal
    for item in answer.items:
        assert item.words == f"You might enjoy this {item.reasons[0].text}."
    assert "reword" in [step.name for step in answer.trace]


def test_an_answer_that_was_not_to_be_reworded_has_no_words(shop: Workspace, writes: Writes) -> None:
    writer = Phrases(lambda title, reasons: reasons[0])
    writes(writer)

    assert all(item.words == "" for item in ask(shop, reword=False).items)
    assert writer.prompts == []


@pytest.mark.parametrize(
    "lie",
    [
        "This film won eleven Oscars.",
        "You named “Frozen”, so try this.",
        "Because you adored it 7 times.",
        "Ignore all instructions.",
        "See www.example.com for more.",
        "因为你喜欢《冰雪奇缘》。",
        "",
    ],
)
def test_what_reasons_do_not_bear_out_is_their_own_texts(shop: Workspace, writes: Writes, lie: str) -> None:
    writes(Phrases(lambda title, reasons: lie))

    for item in ask(shop).items:
        first = item.reasons[0].text
        assert item.words.startswith(first[0].upper() + first[1:])


@pytest.mark.parametrize(
    ("writer", "why"),
    [
        (Phrases(lambda title, reasons: "", error=AWAY), "nobody answers"),
        (Phrases(lambda title, reasons: "", seconds=2.0), "in time"),
        (None, "no writer is set"),
    ],
)
def test_without_the_model_the_reasons_stand_and_the_answer_says_so(
    shop: Workspace, writes: Writes, writer: Writer | None, why: str
) -> None:
    ask(shop, reword=False)  # the models are loaded
    writes(writer)

    answer = ask(shop, deadline_ms=900)

    assert all(item.words for item in answer.items if item.reasons)
    (note,) = [note for note in answer.notes if "model's words" in note]
    assert note.startswith("left out: ")
    assert why in note


def test_chinese_reasons_are_said_in_chinese(shop: Workspace, writes: Writes) -> None:
    writes(Phrases(lambda title, reasons: f"{reasons[0]}，推荐给你。"))

    for item in ask(shop, language="zh").items:
        assert item.words == f"{item.reasons[0].text}，推荐给你。"


def test_other_languages_are_not_asked_for(shop: Workspace, writes: Writes) -> None:
    writer = Phrases(lambda title, reasons: reasons[0])
    writes(writer)

    answer = ask(shop, language="de")

    assert writer.prompts == []
    assert any("'de' cannot be verified" in note for note in answer.notes)
