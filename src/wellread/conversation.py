"""The words of conversations: what was said so far, what is said now, what is answered.

The server keeps nothing of a conversation: its state travels with every message, checked like all input.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from wellread.domain import Finite, Id, Recommendation, Text

MAX_MESSAGE = 4_000
"""Longest message, characters."""
MAX_PAST = 8
"""How many steps can be taken back."""
_DEEP, _LARGE = 6, 400


def _small(filter: dict[str, Any]) -> dict[str, Any]:
    """A filter of a size that sentences make."""

    def count(value: Any, depth: int) -> int:
        if depth > _DEEP:
            raise ValueError(f"a filter nested at most {_DEEP} deep is expected")
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return 1 + sum(count(one, depth + 1) for one in inner)

    if count(filter, 0) > _LARGE:
        raise ValueError(f"a filter of at most {_LARGE} parts is expected")
    return filter


Word = Annotated[str, Field(min_length=1, max_length=200)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Wanted(_Record):
    """All that was asked for in a conversation, later words before earlier ones where they contradict."""

    likes: dict[Id, Finite] = Field(default={}, max_length=200)
    """Item -> how much is said for it, up to 1."""
    dislikes: dict[Id, Finite] = Field(default={}, max_length=200)
    avoid: list[Word] = Field(default=[], max_length=100)
    words: list[Word] = Field(default=[], max_length=200)
    more: list[Word] = Field(default=[], max_length=100)
    less: list[Word] = Field(default=[], max_length=100)
    filter: Annotated[dict[str, Any], AfterValidator(_small)] = {}
    leans: dict[Word, Annotated[int, Field(ge=-1, le=1)]] = Field(default={}, max_length=20)
    """Column -> 1 or -1: more of it is better, or less."""
    hidden: list[Id] = Field(default=[], max_length=2_000)
    """Items that are not to be shown: seen before, or not wanted."""


class ChatState(Wanted):
    """A conversation so far."""

    turns: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    last: list[Id] = Field(default=[], max_length=100)
    """The items of the last answer, in its order."""
    focus: Id | None = None
    """The item that was last spoken of by itself."""
    language: Annotated[str, Field(max_length=20)] = ""
    """Of the last message that told."""
    past: list[Wanted] = Field(default=[], max_length=MAX_PAST)
    """What was wanted before each of the last steps, the newest last."""


class ChatRequest(_Record):
    """A message in a conversation."""

    message: Annotated[Text, Field(max_length=MAX_MESSAGE)]
    state: ChatState = ChatState()
    """What the last answer gave back; none: a new conversation."""
    user: Id | None = None
    k: Annotated[int, Field(ge=1, le=50)] = 5
    pipeline: str = "home"
    language: Annotated[str, Field(max_length=20)] = ""
    """Of the answer; empty: that of the message."""
    deadline_ms: Annotated[float, Field(gt=0, le=600_000)] | None = None


class ChatAnswer(_Record):
    """What is answered to a message."""

    words: str
    """What was understood and changed, in words."""
    recommendation: Recommendation
    state: ChatState
    """To be sent with the next message."""
