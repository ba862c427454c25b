"""The writer in use: whatever is asked passes here before a model sees it, and back."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from pydantic import BaseModel

from wellread.errors import LanguageModelError, ModelNonsense
from wellread.language.budget.gate import Gate
from wellread.language.privacy.scrub import Scrubbed
from wellread.language.writing import answer
from wellread.language.writing.chat_model import ChatModel, Said
from wellread.language.writing.failures import Refusal, late
from wellread.language.writing.fence import Message, messages
from wellread.language.writing.kept import CompletionCache, Kept
from wellread.language.writing.outward import scrubbed_parts, unbroken
from wellread.language.writing.single_flight import SingleFlight
from wellread.language.writing.writer import Completion, Prompt, Usage
from wellread.settings import Writer

ATTEMPTS = 2
"""Calls that one prompt may take: one more after an answer of the wrong shape, or when told to come back."""
PATIENCE = 60.0
"""Seconds that a model may ask to be left alone before the second call."""
PER_MESSAGE = 32
"""Tokens that a message may cost beside those of its text: its role, its beginning and its end."""
AGAIN = "Your answer is of no use: {problem}. Answer again, with nothing but what was asked for."


class _Asked(NamedTuple):
    """A prompt as it is sent."""

    prompt: Prompt
    messages: list[Message]
    schema: type[BaseModel] | None
    max_tokens: int
    scrubbed: Scrubbed
    digest: str
    """Hash of all that the answer depends on."""


class Metered:
    """A writer over a model: scrubs and fences data, keeps answers, asks once for all who ask the same.

    Every call passes the gate; answers are read strictly. Safe to share between threads.

    Args:
        model: What answers.
        settings: Its limits.
        gate: Of the workspace.
        cache: Keeps answers that are about nobody; None: in memory only.
    """

    def __init__(
        self, model: ChatModel, settings: Writer, gate: Gate, cache: CompletionCache | None = None
    ) -> None:
        self.model = model.model
        self._chat = model
        self._settings = settings
        self._gate = gate
        self._kept = Kept(cache)
        self._flights = SingleFlight[Said]()

    def complete(
        self, prompt: Prompt, schema: type[BaseModel] | None = None, deadline: float = float("inf")
    ) -> Completion:
        """See `Writer.complete`."""
        begin = time.perf_counter()
        asked = self._prepared(prompt, schema)
        text = self._kept.get(asked.digest, prompt.personal)
        if text is not None:
            with suppress(answer.Unreadable):  # kept by another version
                return self._remembered(asked, text, begin)
        made, shared = self._flights.fly(
            asked.digest, lambda: self._asked(asked, deadline), lambda: late(self.model), deadline
        )
        if shared:
            return self._remembered(asked, made.text, begin)
        return self._completion(asked, made, begin, kept=False)

    def stream(self, prompt: Prompt, deadline: float = float("inf")) -> Iterator[str]:
        """See `Writer.stream`."""
        asked = self._prepared(prompt, None)
        text = self._kept.get(asked.digest, prompt.personal)
        if text is not None:
            self._gate.count(prompt.purpose, self.model, "kept")
            yield asked.scrubbed.restore(text)
            return
        pieces = list[str]()
        whole = True
        end = self._end(deadline)
        with self._gate.admit(prompt.purpose, self.model, _most(asked), end) as admitted:
            for said in unbroken(self._chat.stream(asked.messages, asked.max_tokens, end)):
                admitted.usage = said.usage or admitted.usage
                whole = whole and said.whole
                pieces.append(said.text)
                if said.text:
                    yield asked.scrubbed.restore(said.text)
            text = "".join(pieces)
            if not text.strip():
                raise _nonsense(self.model, "it is empty")
        if whole:
            self._kept.put(asked.digest, text, prompt.personal)

    def close(self) -> None:
        """Hang up; calls under way fail."""
        self._chat.close()

    def _prepared(self, prompt: Prompt, schema: type[BaseModel] | None) -> _Asked:
        scrubbed = scrubbed_parts(prompt.data) if self._chat.external else None
        data = prompt.data if scrubbed is None else scrubbed[0]
        instructions = prompt.instructions
        if schema is not None:
            instructions = f"{instructions}\n\n{answer.instructed(schema)}"
        max_tokens = min(prompt.max_tokens or self._settings.max_tokens, self._settings.max_tokens)
        parts = [
            self._settings.url, self.model, self._settings.temperature, max_tokens,
            prompt.purpose, prompt.version, instructions, data,
        ]  # fmt: skip
        digest = hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()
        kept = Scrubbed("") if scrubbed is None else scrubbed[1]
        return _Asked(prompt, messages(instructions, data), schema, max_tokens, kept, digest)

    def _end(self, deadline: float) -> float:
        return min(deadline, time.perf_counter() + self._settings.timeout)

    def _asked(self, asked: _Asked, deadline: float) -> Said:
        """The answer, of the schema if there is one; asked for a second time where that may help."""
        conversation = asked.messages
        for attempt in range(1, ATTEMPTS + 1):
            try:
                said, complaint = self._sent(asked._replace(messages=conversation), deadline, attempt)
            except Refusal as error:
                wait = error.retry_after
                over = wait is None or wait > PATIENCE or time.perf_counter() + wait >= deadline
                if over or attempt == ATTEMPTS:
                    raise
                time.sleep(wait or 0.0)
                continue
            if not complaint:
                if said.whole:
                    self._kept.put(asked.digest, said.text, asked.prompt.personal)
                return said
            conversation = [*asked.messages, Message("assistant", said.text), Message("user", complaint)]
        raise AssertionError("unreachable")

    def _sent(self, asked: _Asked, deadline: float, attempt: int) -> tuple[Said, str]:
        """One call: what the model said, and what is wrong with it; the last call raises that instead."""
        end = self._end(deadline)
        with self._gate.admit(asked.prompt.purpose, self.model, _most(asked), end) as admitted:
            said = self._chat.answer(asked.messages, asked.schema, asked.max_tokens, end)
            admitted.usage = said.usage
            said = said._replace(text=answer.spoken(said.text))
            problem = _problem(asked, said)
            if problem and attempt == ATTEMPTS:
                raise _nonsense(self.model, problem)
        return said, problem and AGAIN.format(problem=problem)

    def _remembered(self, asked: _Asked, text: str, begin: float) -> Completion:
        completion = self._completion(asked, Said(text, Usage(0, 0)), begin, kept=True)
        self._gate.count(asked.prompt.purpose, self.model, "kept")
        return completion

    def _completion(self, asked: _Asked, said: Said, begin: float, kept: bool) -> Completion:
        restore = asked.scrubbed.restore
        value = None if asked.schema is None else answer.read(said.text, asked.schema, restore)
        ms = (time.perf_counter() - begin) * 1e3
        return Completion(restore(said.text), value, self.model, said.usage or Usage(0, 0), ms, kept)


def _problem(asked: _Asked, said: Said) -> str:
    """What is wrong with an answer; empty: nothing."""
    if asked.schema is None:
        return "" if said.text.strip() else "it is empty"
    try:
        answer.read(said.text, asked.schema, asked.scrubbed.restore)
    except answer.Unreadable as error:
        return str(error) if said.whole else f"it was cut off after {asked.max_tokens} tokens, {error}"
    return ""


def _most(asked: _Asked) -> Usage:
    """Tokens that a call can take: no tokenizer makes more of them than a text has bytes."""
    parts = [message.content for message in asked.messages]
    if asked.schema is not None:
        parts.append(json.dumps(answer.strict_format(asked.schema)))
    read = sum(len(part.encode("utf-8", "replace")) + PER_MESSAGE for part in parts)
    return Usage(read, asked.max_tokens)


def _nonsense(model: str, problem: str) -> LanguageModelError:
    return ModelNonsense(
        f"'{model}' gave no answer of use: {problem}",
        "an answer of the shape that was asked for",
        "Choose a model that follows instructions better, or raise `writer.max_tokens`.",
    )
