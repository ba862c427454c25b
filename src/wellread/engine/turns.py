"""Turns of a conversation: what is known before a message, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wellread.conversation import MAX_PAST, ChatRequest, ChatState, Wanted
from wellread.domain import Request
from wellread.engine.chat_words import say
from wellread.engine.intents import Intent
from wellread.errors import InvalidInput
from wellread.language.wishes.wish import Wish

if TYPE_CHECKING:
    from wellread.catalogue.catalogue import Catalogue


class Turn(NamedTuple):
    """What became of a message."""

    state: ChatState
    """After it, but for what is shown."""
    intent: Intent
    words: list[str]
    """What was understood."""
    language: str
    notes: list[str]
    about: str | None = None
    """Id of the item that is asked about."""


def request_of(request: ChatRequest, turn: Turn) -> Request:
    """The request for the list."""
    return Request(
        user=request.user,
        k=max(request.k, len(turn.state.last)) if turn.intent == "why" else request.k,
        pipeline=request.pipeline,
        language=turn.language,
        exclude=turn.state.hidden,
        deadline_ms=request.deadline_ms,
    )


def wish_of(turn: Turn, catalogue: Catalogue) -> Wish:
    """All that is wanted as one wish."""
    state = turn.state

    def named(items: dict[str, float]) -> tuple[tuple[int, str, float], ...]:
        rows = ((catalogue.row(item), weight) for item, weight in items.items())
        return tuple((row, catalogue.title(row), weight) for row, weight in rows if row is not None)

    return Wish(
        language=turn.language,
        likes=named(state.likes),
        dislikes=named(state.dislikes),
        avoid=tuple(state.avoid),
        words=" ".join(state.words),
        filter=state.filter,
        leans=tuple(state.leans.items()),
        more=tuple(state.more),
        less=tuple(state.less),
    )


def known(state: ChatState, catalogue: Catalogue) -> tuple[ChatState, list[str]]:
    """The state with what this catalogue has; what it has not is left out, and told."""
    notes = []
    named = [*state.likes, *state.dislikes, *state.hidden, *state.last]
    strange = list(dict.fromkeys(item for item in named if catalogue.row(item) is None))
    if strange:
        notes.append(f"{len(strange)} items of the conversation are unknown: {', '.join(strange[:3])}")
    gone = set(strange)
    update = {
        "likes": {item: weight for item, weight in state.likes.items() if item not in gone},
        "dislikes": {item: weight for item, weight in state.dislikes.items() if item not in gone},
        "hidden": [item for item in state.hidden if item not in gone],
        "last": [item for item in state.last if item not in gone],
        "focus": state.focus if state.focus is not None and catalogue.row(state.focus) is not None else None,
        "leans": {name: way for name, way in state.leans.items() if name in catalogue.columns},
    }
    try:
        catalogue.mask(state.filter)
    except InvalidInput as error:
        notes.append(f"left out: what was bound before ({error.given})")
        update["filter"] = {}
    return state.model_copy(update=update), notes


def undone(state: ChatState, language: str, notes: list[str]) -> Turn:
    """The turn that takes the last step back."""
    if not state.past:
        return Turn(state, "undo", [say("nothing to undo", language)], language, notes)
    update = {**wanted_of(state.past[-1]), "past": state.past[:-1], "focus": None}
    return Turn(state.model_copy(update=update), "undo", [say("undo", language)], language, notes)


def past(state: ChatState) -> list[Wanted]:
    """What can be taken back once something is added to `state`."""
    return [*state.past, Wanted(**wanted_of(state))][-MAX_PAST:]


def wanted_of(wanted: Wanted) -> dict[str, object]:
    """What is wanted, without the rest of a state."""
    return {name: getattr(wanted, name) for name in Wanted.model_fields}
