"""The contract of language models that write."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol

from pydantic import BaseModel

Purpose = Literal["wish", "chat", "rerank", "reword", "describe", "summary", "tags", "embed"]


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a language model is asked.

    `data` is text from outside (users' words, reviews, items): it is scrubbed, fenced and announced as data
    before it is sent, never mixed with the instructions.
    """

    purpose: Purpose
    version: str
    """Changes whenever the wording does: answers that are kept are keyed by it."""
    instructions: str
    data: dict[str, str] = field(default_factory=dict)
    """Name of the part -> text."""
    max_tokens: int | None = None
    """Tokens that may be written; None: as the settings say."""
    personal: bool = True
    """Whether it holds words of a person: then its answer is kept in memory only, never in the record."""


class Usage(NamedTuple):
    """Tokens of one call."""

    input: int
    output: int
    cached_input: int = 0
    """Part of `input` that the endpoint had cached."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What a language model wrote."""

    text: str
    value: Any = None
    """The parsed answer, an instance of the schema that was asked for; None without one."""
    model: str = ""
    usage: Usage = field(default_factory=lambda: Usage(0, 0))
    ms: float = 0.0
    kept: bool = False
    """Whether it was not asked, but remembered."""


class Writer(Protocol):
    """Completes prompts."""

    @property
    def model(self) -> str:
        """What prices and the ledger call it."""
        ...

    def complete(
        self, prompt: Prompt, schema: type[BaseModel] | None = None, deadline: float = math.inf
    ) -> Completion:
        """Complete a prompt.

        Args:
            prompt: What is asked.
            schema: What the answer must be, as JSON; None: free text.
            deadline: `time.perf_counter` at which the answer is of no more use.

        Raises:
            BudgetExceeded: it could have cost too much; nothing was sent.
            ModelTooSlow: no answer in time.
            ModelUnavailable: not reached, refused, failed, or left alone after failures.
            ModelNonsense: twice no answer of the shape of `schema`.
        """
        ...

    def stream(self, prompt: Prompt, deadline: float = math.inf) -> Iterator[str]:
        """The same in pieces as they come, for a person who waits; raises as `complete` does, also midway."""
        ...
