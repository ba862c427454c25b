"""Conversations: a message and what was said before in, a list and words out. Nothing is kept here.

Rules understand the message; a language model reads what they leave over where the pipeline says so, and may
phrase the answer. Without one, or where it fails, the rules' answer stands.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from wellread.conversation import ChatAnswer, ChatRequest, ChatState
from wellread.domain import Recommendation, Request
from wellread.engine.chat_words import bounds, listed, say, titles, why
from wellread.engine.hearing import Heard
from wellread.engine.intents import disliked, meant, seen
from wellread.engine.merging import bounded, merged
from wellread.engine.references import Referred, resolve
from wellread.engine.turns import Turn, known, past, request_of, undone, wanted_of, wish_of
from wellread.language.detect import detect
from wellread.language.wishes.wish import Wish

if TYPE_CHECKING:
    from wellread.catalogue.catalogue import Catalogue
    from wellread.engine.workspace import Workspace


class Chat:
    """Answers messages from a workspace.

    Args:
        workspace: Where from.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def answer(self, request: ChatRequest, arrived: float | None = None, seen: bool = True) -> ChatAnswer:
        """Answer a message.

        Args:
            request: The message and the conversation before it.
            arrived: When it came, by `time.perf_counter`; None: now.
            seen: Whether a person gets to see the answer, so that its impressions are logged.

        Raises:
            NotFound: an unknown pipeline.
        """
        arrived = time.perf_counter() if arrived is None else arrived
        turn = self._turn(request, arrived)
        found = self._workspace.recommend(
            request_of(request, turn), seen=seen, arrived=arrived, heard=Heard(wish_of(turn, self._catalogue))
        )
        found.notes = [*turn.notes, *found.notes]
        words = " ".join([*turn.words, *self._closing(turn, found)])
        shown = [item.id for item in found.items]
        state = turn.state.model_copy(
            update={"turns": turn.state.turns + 1, "last": shown, "language": turn.language}
        )
        words = self._phrased(words, request, turn, found, arrived)
        return ChatAnswer(words=words, recommendation=found, state=state)

    @property
    def _catalogue(self) -> Catalogue:
        return self._workspace.engine.catalogue

    def _turn(self, request: ChatRequest, arrived: float) -> Turn:
        """What the message changes."""
        state, notes = known(request.state, self._catalogue)
        spoken = request.language or _language(request.message) or state.language or "en"
        language = spoken.split("-")[0].lower()
        intent, rest = meant(request.message)
        if intent == "talk":
            return Turn(state, intent, [say("help", language)], language, notes)
        if intent == "undo":
            return undone(state, language, notes)
        before = state
        if intent == "start over":
            state = ChatState(turns=state.turns, past=past(state))
        referred = resolve(rest, before.last, before.focus, self._title(language))
        if intent == "why":
            return self._asked_why(state, referred, language, notes)
        if intent == "others":
            state = state.model_copy(update={"hidden": list(dict.fromkeys([*state.hidden, *state.last]))})
        return self._refined(request, Turn(state, intent, [], language, notes), before, referred, arrived)

    def _refined(
        self, request: ChatRequest, turn: Turn, before: ChatState, referred: Referred, arrived: float
    ) -> Turn:
        """The turn with what the words of the message ask for."""
        asked = Request(text=referred.text, pipeline=request.pipeline, deadline_ms=request.deadline_ms)
        heard = self._workspace.hear(asked, arrived)
        wish = heard.wish or Wish()
        catalogue, state = self._catalogue, turn.state
        if before.last:
            wish = bounded(wish, referred.items or before.last, catalogue)
        rows = _meant_rows(wish, referred, catalogue)
        wanted = merged(state, wish, rows, seen(request.message), catalogue, _mild(request.message, referred))
        changed = state.model_copy(update={**wanted_of(wanted), "past": past(before)})
        if referred.items:
            changed = changed.model_copy(update={"focus": referred.items[-1]})
        words = self._understood(wish, rows, turn, seen(request.message))
        words += [say("missing", turn.language, place) for place in referred.missing]
        if turn.intent != "wish":
            words.insert(0, say(turn.intent, turn.language))
        notes = [*turn.notes, *heard.notes, *wish.notes]
        if not words:
            return turn._replace(
                words=[say("unclear", turn.language), say("help", turn.language)], notes=notes
            )
        return turn._replace(state=changed, words=words, notes=notes)

    def _understood(self, wish: Wish, rows: dict[int, int], turn: Turn, seen: bool) -> list[str]:
        """What a message asks for, in words."""
        language = turn.language

        def named(items: list[int]) -> str:
            return titles([self._catalogue.title(rows.get(row, row), language) for row in items], language)

        left_out = [row for row, _, weight in wish.likes if weight < 1 and seen]
        likes = [row for row, _, _ in wish.likes if row not in left_out]
        wanted, excluded = bounds(wish.filter, language)
        more, less = set(wish.more), set(wish.less)
        plain = [word for word in wish.words.split() if word not in more]
        unwanted = [word for word in wish.avoid if word not in less]
        leans = {way: [name for name, own in wish.leans if own == way] for way in (1, -1)}
        said = {
            "likes": named(likes), "dislikes": named([row for row, _, _ in wish.dislikes]),
            "seen": named(left_out),
            "bounds": listed(wanted, language), "excluded": listed(excluded, language),
            "avoid": listed(unwanted, language), "words": listed(plain, language),
            "more": listed([*wish.more, *leans[1]], language),
            "less": listed([*wish.less, *leans[-1]], language),
        }  # fmt: skip
        return [say(key, language, value) for key, value in said.items() if value]

    def _asked_why(self, state: ChatState, referred: Referred, language: str, notes: list[str]) -> Turn:
        """The turn of a question for reasons: nothing changes."""
        mentioned = self._workspace.hear(Request(text=referred.text), time.perf_counter()).wish
        shown = [
            self._catalogue.ids[one.row]
            for one in (mentioned.mentions if mentioned else ())
            if self._catalogue.ids[one.row] in state.last
        ]
        about = next(iter([*referred.items, *shown]), None)
        if about is None and not referred.missing:
            about = state.focus if state.focus in state.last else next(iter(state.last), None)
        words = [say("missing", language, place) for place in referred.missing]
        if about is None and not words:
            words = [say("why what", language)]
        return Turn(state.model_copy(update={"focus": about}), "why", words, language, notes, about)

    def _closing(self, turn: Turn, found: Recommendation) -> list[str]:
        """What is said of the list."""
        language = turn.language
        if turn.intent == "why":
            item = next((one for one in found.items if one.id == turn.about), None)
            return [] if item is None else [why(item, language)]
        if turn.intent == "talk":
            return []
        if not found.items:
            return [say("none", language)]
        return [say("found", language, titles([item.title for item in found.items], language))]

    def _phrased(
        self, words: str, request: ChatRequest, turn: Turn, found: Recommendation, arrived: float
    ) -> str:
        """The answer in the language model's words, where there is one and they add nothing."""
        shown = [item.title for item in found.items if item.title in words]
        asked = Request(pipeline=request.pipeline, deadline_ms=request.deadline_ms)
        said, told = self._workspace.phrase(words, request.message, shown, turn.language, asked, arrived)
        found.notes = [*found.notes, *told]
        return said

    def _title(self, language: str) -> Callable[[str], str]:
        catalogue = self._catalogue
        return lambda item: catalogue.title(catalogue.require(item), language)


def _meant_rows(wish: Wish, referred: Referred, catalogue: Catalogue) -> dict[int, int]:
    """Row that a title led to -> row of the item that was referred to by its place, where they differ."""
    by_title = {catalogue.title(row): row for row in catalogue.rows(referred.items).tolist()}
    found = {}
    for mention in wish.mentions:
        row = by_title.get(catalogue.title(mention.row))
        if row is not None and row != mention.row:
            found[mention.row] = row
    return found


def _mild(message: str, referred: Referred) -> tuple[str, ...]:
    """Items that the message passes over without a verdict."""
    return () if disliked(message) else referred.items


def _language(message: str) -> str:
    """The language of a message, where it is long enough to tell."""
    return detect(message) if any(char.isalpha() for char in message) else ""
