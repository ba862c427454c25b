"""`endpoint`: any OpenAI-compatible `/v1/chat/completions`.

Calls run on an event loop in a thread of their own, because only there a limit of time holds for all of a
call: name look-up, connection, the wait, and a body that comes byte by byte for ever.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import aclosing
from typing import Any, TypeVar

from pydantic import BaseModel

from wellread.errors import LanguageModelError, MissingExtra, ModelUnavailable
from wellread.language.client_logs import quiet
from wellread.language.writing.answer import strict_format
from wellread.language.writing.chat_model import Said
from wellread.language.writing.endpoint_body import nonsense, piece_of, read
from wellread.language.writing.failures import explained, late
from wellread.language.writing.fence import Message
from wellread.settings import Writer

T = TypeVar("T")

BIGGEST = 4_000_000
"""Bytes of an answer."""
RENAMED = {"max_tokens": "max_completion_tokens"}
"""Parameters that some endpoints refuse and know by another name. Others are left out where refused."""
FREE = ("max_tokens", "temperature", "response_format", "stream_options")
"""Parameters without which a call still means the same, more or less."""


class EndpointModel:
    """Speaks to an endpoint. Safe to share between threads.

    Args:
        settings: URL, model, key.

    Raises:
        MissingExtra: The package `openai` is not installed.
    """

    external = True

    def __init__(self, settings: Writer) -> None:
        try:
            import openai
        except ImportError as error:
            raise MissingExtra("llm", f"the endpoint '{settings.url}'") from error
        quiet()
        self.model = settings.model
        self._settings = settings
        self._refused: set[str] = set()
        """Parameters that this endpoint does not take."""
        key = settings.api_key.get_secret_value() or "none"
        # Time is limited outside; nothing is tried again behind the ledger's back.
        self._client = openai.AsyncOpenAI(base_url=settings.url, api_key=key, max_retries=0, timeout=None)
        self._bad_request = openai.BadRequestError
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="endpoint", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Hang up; calls under way fail. Twice does no harm."""
        if self._loop.is_closed():
            return
        self._run(self._hang_up())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def answer(
        self, messages: Sequence[Message], schema: type[BaseModel] | None, max_tokens: int, deadline: float
    ) -> Said:
        """See `ChatModel.answer`."""
        body = self._body(messages, max_tokens)
        if schema is not None and self._settings.json_schema:
            body["response_format"] = strict_format(schema)
        return self._run(self._timed(lambda: self._answer(body), deadline))

    def stream(self, messages: Sequence[Message], max_tokens: int, deadline: float) -> Iterator[Said]:
        """See `ChatModel.stream`."""
        body = self._body(messages, max_tokens) | {"stream_options": {"include_usage": True}}
        pieces: queue.SimpleQueue[Said | Exception | None] = queue.SimpleQueue()

        pumped = self._pumped(body, deadline, pieces)
        try:
            running = asyncio.run_coroutine_threadsafe(pumped, self._loop)
        except RuntimeError:  # the loop is closed
            pumped.close()
            raise _hung_up(self.model) from None
        try:
            while (piece := _next(pieces, deadline, self.model)) is not None:
                if isinstance(piece, Exception):
                    raise piece
                yield piece
        finally:
            running.cancel()

    def _run(self, made: Coroutine[Any, Any, T]) -> T:
        try:
            return asyncio.run_coroutine_threadsafe(made, self._loop).result()
        except (CancelledError, RuntimeError):  # the loop is closed, or being closed
            made.close()
            raise _hung_up(self.model) from None

    async def _timed(self, make: Callable[[], Coroutine[Any, Any, T]], deadline: float) -> T:
        try:
            async with asyncio.timeout(deadline - time.perf_counter()):
                return await make()
        except TimeoutError:
            raise late(self.model) from None

    async def _hang_up(self) -> None:
        others = asyncio.all_tasks(self._loop) - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._client.close()

    def _body(self, messages: Sequence[Message], max_tokens: int) -> dict[str, Any]:
        return {
            "model": self.model,
            "messages": [message._asdict() for message in messages],
            "max_tokens": max_tokens,
            "temperature": self._settings.temperature,
        }

    def _taken(self, body: dict[str, Any]) -> dict[str, Any]:
        """The body without what this endpoint refused before."""
        renamed = {RENAMED[name]: body[name] for name in self._refused & set(RENAMED) & set(body)}
        return {name: value for name, value in body.items() if name not in self._refused} | renamed

    def _learns(self, error: Exception) -> bool:
        """Whether an endpoint's refusal named a parameter that can be left out the next time."""
        param = getattr(error, "param", None)
        if not isinstance(error, self._bad_request) or param not in FREE or param in self._refused:
            return False
        self._refused.add(param)
        return True

    async def _answer(self, body: dict[str, Any]) -> Said:
        began, size, pieces = False, 0, list[bytes]()
        create = self._client.chat.completions.with_streaming_response.create
        try:
            async with create(**self._taken(body)) as response:
                began = True
                async for piece in response.iter_bytes():
                    pieces.append(piece)
                    size += len(piece)
                    if size > BIGGEST:
                        raise nonsense(self.model, f"more than {BIGGEST:,} bytes")
        except LanguageModelError:
            raise
        except Exception as error:
            if self._learns(error):
                return await self._answer(body)
            raise explained(error, self.model, began) from None
        return read(b"".join(pieces), self.model)

    async def _pumped(
        self, body: dict[str, Any], deadline: float, pieces: queue.SimpleQueue[Said | Exception | None]
    ) -> None:
        """Put the pieces of a stream into a queue, then what ended it: None, or an error."""

        async def pump() -> None:
            async with aclosing(self._pieces(body)) as found:
                async for piece in found:
                    pieces.put(piece)

        try:
            await self._timed(pump, deadline)
            pieces.put(None)
        except asyncio.CancelledError:
            pieces.put(_hung_up(self.model))
            raise
        except Exception as error:
            pieces.put(error)

    async def _pieces(self, body: dict[str, Any]) -> AsyncGenerator[Said]:
        began, size = False, 0
        try:
            stream = await self._client.chat.completions.create(**self._taken(body), stream=True)
            async with stream:
                async for chunk in stream:
                    began = True
                    piece = piece_of(chunk.model_dump())
                    size += len(piece.text)
                    if size > BIGGEST:
                        raise nonsense(self.model, f"more than {BIGGEST:,} characters")
                    yield piece
        except LanguageModelError:
            raise
        except Exception as error:
            if not self._learns(error):
                raise explained(error, self.model, began) from None
        else:
            return
        async for piece in self._pieces(body):
            yield piece


def _next(
    pieces: queue.SimpleQueue[Said | Exception | None], deadline: float, model: str
) -> Said | Exception | None:
    try:
        return pieces.get(timeout=max(deadline - time.perf_counter(), 0.0) + 1.0)
    except queue.Empty:
        raise late(model) from None


def _hung_up(model: str) -> ModelUnavailable:
    error = ModelUnavailable(
        f"a call of '{model}' while it is being closed", "an open workspace", "Open it again and ask again."
    )
    error.charged = True
    return error
