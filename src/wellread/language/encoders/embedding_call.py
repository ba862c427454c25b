"""One call of an OpenAI-compatible `/v1/embeddings`, in the time that there is."""

from __future__ import annotations

import json
import time
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from wellread.errors import MissingExtra, ModelNonsense, ModelTooSlow, ModelUnavailable
from wellread.language.client_logs import quiet

BIGGEST = 200_000_000
"""Bytes of an answer."""
PASSING = {408, 409, 425, 429}
"""Statuses beside those from 500 after which it is worth trying again."""


class Answer(NamedTuple):
    """What the endpoint said."""

    data: list[Any]
    """Objects with `index` and `embedding`, not checked."""
    tokens: int | None
    """That were read; None: it did not say."""


class Refused(ModelUnavailable):
    """No answer from the endpoint this time.

    Args:
        given: What happened.
        passing: Whether it may be otherwise in a while.
        wait: Seconds that it asks to be left alone; None: it does not say.
        charged: Whether it may cost something all the same.
    """

    def __init__(self, given: str, passing: bool, wait: float | None = None, charged: bool = False) -> None:
        super().__init__(
            given, "vectors from `encoder.url`", "Check the URL, the key and the endpoint's log."
        )
        self.passing = passing
        self.wait = wait
        self.charged = charged


class EmbeddingCall:
    """Sends texts; tries once.

    Args:
        url: Base URL, such as `https://api.openai.com/v1`.
        key: API key; empty: the endpoint needs none.
        model: What the endpoint calls the model.

    Raises:
        MissingExtra: the package `openai` is not installed.
    """

    def __init__(self, url: str, key: str, model: str) -> None:
        try:
            import openai
        except ImportError as error:
            raise MissingExtra("llm", f"the endpoint '{url}'") from error
        quiet()
        self._model = model
        self._openai = openai
        self._client = openai.OpenAI(base_url=url, api_key=key or "none", max_retries=0)

    def send(self, texts: list[str], deadline: float) -> Answer:
        """Ask for the vectors of `texts`.

        Raises:
            ModelTooSlow: no whole answer before `deadline`, an instant of `time.perf_counter`.
            ModelNonsense: no JSON object with `data`.
            Refused: any other failure.
        """
        try:
            return _read(b"".join(self._pieces(texts, deadline)), self._model)
        except self._openai.APITimeoutError:
            raise _late(self._model) from None
        except self._openai.APIStatusError as error:
            wait = _wait(error.response.headers.get("retry-after"))
            passing = error.status_code in PASSING or error.status_code >= 500
            raise Refused(f"'{self._model}' answered {error.status_code}", passing, wait) from None
        except (self._openai.OpenAIError, OSError) as error:
            raise Refused(f"'{self._model}' cannot be reached: {error}", passing=True) from None
        except Exception as error:
            if not type(error).__module__.startswith(("httpx", "httpcore")):
                raise
            raise self._broken(error) from None  # while the answer was read, past what the client catches

    def _pieces(self, texts: list[str], deadline: float) -> list[bytes]:
        left = deadline - time.perf_counter()
        if left <= 0:
            raise _late(self._model)
        asked = self._client.embeddings.with_streaming_response
        pieces, size = list[bytes](), 0
        with asked.create(model=self._model, input=texts, encoding_format="float", timeout=left) as response:
            for piece in response.iter_bytes():
                pieces.append(piece)
                size += len(piece)
                if time.perf_counter() >= deadline:
                    raise _late(self._model)
                if size > BIGGEST:
                    raise _nonsense(self._model, f"more than {BIGGEST:,} bytes")
        return pieces

    def _broken(self, error: Exception) -> ModelUnavailable | ModelTooSlow:
        if "Timeout" in type(error).__name__:
            return _late(self._model)
        given = f"'{self._model}' broke off its answer ({type(error).__name__})"
        return Refused(given, passing=True, charged=True)


def _read(body: bytes, model: str) -> Answer:
    try:
        whole = json.loads(body)
        data, usage = whole["data"], whole.get("usage") or {}
        read = usage.get("prompt_tokens", usage.get("total_tokens"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _nonsense(model, "something that is no JSON object with `data`") from None
    if not isinstance(data, list):
        raise _nonsense(model, "`data` that is no list")
    return Answer(data, read if isinstance(read, int) and read >= 0 else None)


def _wait(header: str | None) -> float | None:
    """Seconds, of a Retry-After in seconds or as a date."""
    if header is None:
        return None
    try:
        return max(float(header), 0.0)
    except ValueError:
        pass
    try:
        return max(parsedate_to_datetime(header).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError):
        return None


def _late(model: str) -> ModelTooSlow:
    return ModelTooSlow(
        f"'{model}' did not answer in time",
        "vectors before the deadline",
        "Allow more time (`encoder.timeout`), or ask a quicker endpoint.",
    )


def _nonsense(model: str, given: str) -> ModelNonsense:
    return ModelNonsense(
        f"'{model}' answered with {given}",
        "an answer as OpenAI's `/v1/embeddings` gives it",
        "Check that `encoder.url` is the base URL, which mostly ends with /v1.",
    )
