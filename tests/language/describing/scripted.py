"""A writer that says what it was told to say."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pydantic import BaseModel

from wellread.errors import LanguageModelError, ModelUnavailable
from wellread.language.writing.writer import Completion, Prompt


class Scripted:
    """Answers with its lines, one a call, the last one for ever; an error among them is raised."""

    def __init__(self, *lines: str | LanguageModelError) -> None:
        self.model = "scripted"
        self.prompts: list[Prompt] = []
        self._lines = list(lines)

    def complete(
        self, prompt: Prompt, schema: type[BaseModel] | None = None, deadline: float = math.inf
    ) -> Completion:
        self.prompts.append(prompt)
        line = self._lines.pop(0) if len(self._lines) > 1 else self._lines[0]
        if isinstance(line, LanguageModelError):
            raise line
        return Completion(line, schema.model_validate_json(line) if schema else None, self.model)

    def stream(self, prompt: Prompt, deadline: float = math.inf) -> Iterator[str]:
        yield self.complete(prompt, None, deadline).text


AWAY = ModelUnavailable("nobody answers", "an answer", "Wait.")
