"""The contract of what stands behind a writer: messages in, text and tokens out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from pydantic import BaseModel

from wellread.language.writing.fence import Message
from wellread.language.writing.writer import Usage


class Said(NamedTuple):
    """What a model said, whole or a piece of it."""

    text: str
    usage: Usage | None = None
    """What it took; None: it did not tell (yet)."""
    whole: bool = True
    """Whether it came to an end by itself; False: it was cut off at the most tokens it may write."""


class ChatModel(Protocol):
    """Answers messages. It does not know of budgets, caches or fences: `Metered` does."""

    @property
    def model(self) -> str:
        """What prices and the ledger call it."""
        ...

    @property
    def external(self) -> bool:
        """Whether what it reads leaves this process."""
        ...

    def answer(
        self, messages: Sequence[Message], schema: type[BaseModel] | None, max_tokens: int, deadline: float
    ) -> Said:
        """Answer.

        Args:
            messages: The conversation.
            schema: What the answer should be, for models that can be held to it.
            max_tokens: That may be written.
            deadline: `time.perf_counter`, finite: the answer, or an error, comes by then.

        Raises:
            ModelTooSlow: No whole answer in time.
            ModelUnavailable: Not reached, refused, failed.
            ModelNonsense: Nothing that could be an answer.
        """
        ...

    def stream(self, messages: Sequence[Message], max_tokens: int, deadline: float) -> Iterator[Said]:
        """The same in pieces; the last one may have the usage."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...
