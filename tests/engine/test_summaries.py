from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from pydantic import BaseModel
from tests.endpoints import stub

import wellread
from wellread import settings
from wellread.domain import Event, Item, User
from wellread.engine.language_models import LanguageModels
from wellread.engine.learner import Learner
from wellread.engine.summaries import Summaries, drawn, introduced, told
from wellread.engine.workspace import Workspace
from wellread.errors import ModelUnavailable, NotFound
from wellread.language.writing.portrait import Taste
from wellread.language.writing.writer import Completion, Prompt
from wellread.settings import FILE
from wellread.store.summaries import Summary

FILMS = [
    Item(id=title.lower(), title=title, tags=tags.split(), text=text, attributes={"year": year})
    for title, tags, text, year in (
        ("Alien", "horror space", "A crew and a beast.", 1979),
        ("Solaris", "space", "A planet that thinks.", 1972),
        ("Stalker", "space", "A zone of wishes.", 1979),
        ("Titanic", "love", "A ship and an iceberg.", 1997),
        ("Emma", "love", "A matchmaker in a village.", 1996),
        ("Gattaca", "space", "Genes decide.", 1997),
    )
]
SEEN = [
    Event(user="u", item=item, kind=kind, time=1e9 + at)
    for at, (item, kind) in enumerate(
        (("solaris", "like"), ("stalker", "like"), ("alien", "like"), ("titanic", "dislike"))
    )
]
TEXT = (
    "Mostly space and horror, from the 1970s.\nLikes “Alien”, “Stalker” and “Solaris”.\n"
    "Dislikes “Titanic”. Seldom love."
)


class Writer:
    """Says what it was told to say, or fails."""

    model = "said"

    def __init__(self, says: str) -> None:
        self.says = says
        self.asked: list[Prompt] = []

    def complete(
        self, prompt: Prompt, schema: type[BaseModel] | None = None, deadline: float = math.inf
    ) -> Completion:
        self.asked.append(prompt)
        if not self.says:
            raise ModelUnavailable("no answer", "one", "Wait.")
        return Completion(self.says, Taste(taste=self.says))

    def stream(self, prompt: Prompt, deadline: float = math.inf) -> Iterator[str]:
        yield self.says


class Models:
    def __init__(self, writer: Writer | None) -> None:
        self.writer = writer


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / FILE).write_text("[reading]\nsummaries = 3\n", "utf-8")
    with wellread.open(folder) as made:
        made.put_items(FILMS)
        made.add_events(SEEN)
        made.fit()
        yield made


def summaries(shop: Workspace, writer: Writer | None = None) -> Summaries:
    return Summaries(shop.store, shop.settings, cast(LanguageModels, Models(writer)))


def worded(shop: Workspace, own: Summaries, holds: Callable[[], bool]) -> None:
    """Let the language model answer, and keep it."""
    end = time.monotonic() + 20
    while not holds() and time.monotonic() < end:
        own.take(shop.engine.catalogue, shop.store.last_seq())
        time.sleep(0.01)
    assert holds()


def taken(shop: Workspace, own: Summaries) -> Summary:
    own.take(shop.engine.catalogue, shop.store.last_seq())
    found = shop.store.summary("u")
    assert found is not None
    return found


def test_a_history_is_counted(shop: Workspace) -> None:
    portrait = drawn(shop.store, shop.settings, shop.engine.catalogue, shop.store.user("u"))
    assert portrait.kinds == ("space", "horror")
    assert portrait.against == ("love",)
    assert portrait.years == (1975, 1979)
    assert portrait.likes == ("Alien", "Stalker", "Solaris")
    assert portrait.dislikes == ("Titanic",)
    assert portrait.written() == TEXT


def test_those_who_did_enough_are_written_about_again_when_they_did_more(shop: Workspace) -> None:
    own = summaries(shop)
    first = taken(shop, own)
    assert (first.text, first.origin, first.seq) == (TEXT, "template", 4)
    shop.add_events([Event(user="u", item="gattaca", kind="like"), Event(user="v", item="emma", kind="like")])
    assert taken(shop, own) == first
    assert shop.store.summary("v") is None
    shop.add_events([Event(user="u", item="gattaca", kind="view") for _ in range(2)])
    assert taken(shop, own).seq == 8
    assert "Gattaca" in taken(shop, own).text
    own.close()


def test_the_learner_writes_them(shop: Workspace) -> None:
    shop.learn()
    assert told(shop.store, shop.settings, shop.engine.catalogue, "u").text == TEXT
    learner = Learner(shop.folder)
    learner.drain()
    learner.close()


def test_without_the_setting_nothing_is_written(shop: Workspace) -> None:
    shop.settings.reading.summaries = 0
    own = summaries(shop)
    own.take(shop.engine.catalogue, 4)
    assert shop.store.summary("u") is None
    assert told(shop.store, shop.settings, shop.engine.catalogue, "u").text == TEXT
    with pytest.raises(NotFound):
        told(shop.store, shop.settings, shop.engine.catalogue, "nobody")


def test_a_language_model_words_what_was_counted(shop: Workspace) -> None:
    writer = Writer("Slow science fiction of the seventies.")
    own = summaries(shop, writer)
    taken(shop, own)
    worded(shop, own, lambda: taken(shop, own).origin == "model")
    kept = taken(shop, own)
    assert kept.text == writer.says + TEXT[TEXT.index("\n") :]
    assert kept.likes == writer.says
    assert [prompt.purpose for prompt in writer.asked] == ["summary"]
    own.close()


@pytest.mark.parametrize("says", ["", "Loves “Gattaca”.", "Loves Titanic and Gattaca.", "Is 44 years old."])
def test_what_it_makes_up_is_not_kept(shop: Workspace, says: str) -> None:
    writer = Writer(says)
    own = summaries(shop, writer)
    taken(shop, own)
    own.close()
    assert writer.asked
    assert taken(shop, own) == taken(shop, summaries(shop))
    assert taken(shop, own).text == TEXT


def test_who_does_not_consent_is_not_told_of(shop: Workspace) -> None:
    shop.put_users([User(id="u", consents={"language_models": False})])
    writer = Writer("Space.")
    own = summaries(shop, writer)
    assert taken(shop, own).text == TEXT
    own.close()
    assert not writer.asked


def test_a_writer_that_cannot_be_made_stops_nobody(shop: Workspace) -> None:
    class Broken:
        @property
        def writer(self) -> Any:
            raise NotFound("no folder", "one", "Make it.")

    own = Summaries(shop.store, shop.settings, cast(LanguageModels, Broken()))
    assert taken(shop, own).text == TEXT
    own.close()


def test_it_stands_in_for_words(shop: Workspace) -> None:
    """Nobody but the summary says "space": the reason is a positive term of the score."""
    shop.learn()
    answer = shop.recommend(user="u", explain=True, k=3)
    reasons = [reason for item in answer.items if item.id == "gattaca" for reason in item.reasons]
    assert any(reason.kind == "word" and reason.about == "space" and reason.value > 0 for reason in reasons)
    shop.delete_user("u")
    assert shop.store.summary("u") is None


def test_it_is_added_to_what_somebody_says_of_themselves() -> None:
    user, summary = (
        User(id="u", text="I like tea."),
        Summary(1, 1.0, "Mostly cake.\nSeldom rain.", "template"),
    )
    assert introduced(user, summary).text == "I like tea.\nMostly cake."
    assert introduced(user, None) is user
    assert introduced(User(id="u"), summary._replace(text="")).text == ""


def test_a_real_writer_is_asked_through_the_gate(shop: Workspace) -> None:
    with stub(lambda body: '{"taste": "Slow science fiction."}') as server:
        own = settings.Writer(kind="endpoint", url=server.url, model="stub")
        changed = shop.settings.model_copy(update={"writer": own})
        models = LanguageModels(changed, shop.store)
        writing = Summaries(shop.store, changed, models)
        taken(shop, writing)
        worded(shop, writing, lambda: taken(shop, writing).origin == "model")
        writing.close()
        models.close()
        assert taken(shop, writing).likes == "Slow science fiction."
        assert "Solaris" in server.sent
        assert '"u"' not in server.sent
    (cost,) = shop.store.costs()
    assert cost.purpose == "summary"
