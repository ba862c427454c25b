"""What an OpenAI-compatible endpoint says, read without trust in its shape."""

from __future__ import annotations

import json
from typing import Any

from wellread.errors import ModelNonsense
from wellread.language.writing.chat_model import Said
from wellread.language.writing.writer import Usage


def read(body: bytes, model: str) -> Said:
    """A whole answer.

    Raises:
        ModelNonsense: There is none in it.
    """
    try:
        whole = json.loads(body)
        choice = whole["choices"][0]
        text = choice["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise nonsense(model, "something that holds no answer") from None
    if not isinstance(text, str) or not text.strip():
        raise nonsense(model, "an empty text")
    return Said(text, _usage(whole.get("usage")), choice.get("finish_reason") != "length")


def piece_of(chunk: dict[str, Any]) -> Said:
    """One event of a stream."""
    choices = chunk.get("choices") or [{}]
    text = (choices[0].get("delta") or {}).get("content") or ""
    return Said(str(text), _usage(chunk.get("usage")), choices[0].get("finish_reason") != "length")


def _usage(given: Any) -> Usage | None:
    """Tokens as the endpoint counted them; None where it did not, or not in numbers."""
    try:
        details = given.get("prompt_tokens_details") or {}
        counts = given["prompt_tokens"], given["completion_tokens"], details.get("cached_tokens") or 0
    except (AttributeError, KeyError, TypeError):
        return None
    if not all(isinstance(n, int) and 0 <= n < 2**31 for n in counts):
        return None
    return Usage(*counts)


def nonsense(model: str, given: str) -> ModelNonsense:
    """The error of an endpoint that answers with something else."""
    return ModelNonsense(
        f"'{model}' answered with {given}",
        "an answer as OpenAI's `/v1/chat/completions` gives it",
        "Check that `writer.url` is the base URL, which mostly ends with /v1.",
    )
