"""The API for asynchronous code."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self, TypeVar, cast

import httpx

from wellread.client import calls
from wellread.client.async_events import AsyncEvents
from wellread.client.calls import Call, Description, Fields, Ready, Stored, Written
from wellread.client.connection import URL, connection
from wellread.client.event_queue import OnError, log_lost
from wellread.client.exchange import Outcome, Patience, Pause, exchange
from wellread.conversation import ChatAnswer, ChatState
from wellread.domain import Event, Item, Recommendation, Request, User

T = TypeVar("T")


class AsyncClient:
    """A Wellread server, from asyncio: `Client` with `await` before every call.

    Calls that fail in passing (no connection, 408, 429, 502, 503, 504) are repeated until the deadline, with
    waits that grow and `Retry-After` kept to. Repeating stores nothing twice. Answers are read with what is
    known of them: fields that only a newer server has are left out.

    Args:
        url: Where the server is.
        api_key: Its key; "": none.
        timeout: Seconds that one try may take to connect, and again to be answered.
        deadline: Seconds after which a call is not tried again; 0: every call is tried once.
        buffer: Events that `events` holds at most.
        on_error: Is called with events of `events` that are lost, and why; logs a line by itself.
        transport: How requests are carried; None: over the network.

    Raises:
        InvalidInput: no URL, or no key.
    """

    def __init__(
        self,
        url: str = URL,
        api_key: str = "",
        *,
        timeout: float = 10.0,
        deadline: float = 30.0,
        buffer: int = 100_000,
        on_error: OnError = log_lost,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._patience = Patience(timeout, deadline)
        self._http = httpx.AsyncClient(**connection(url, api_key), transport=transport)
        self.events = AsyncEvents(self.add_events, buffer, on_error)
        """Where to leave events that need no answer: they are sent in batches, behind the caller's back."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Send the events that wait, for as long as the deadline allows, and end the connections."""
        try:
            await self.events.close(self._patience.deadline)
        finally:
            await self._http.aclose()

    async def ready(self) -> Ready:
        """Wait, within the deadline, until the server can answer.

        Raises:
            Unreachable: nobody listens.
            ServerError: it still loads its models.
        """
        return await self._call(calls.ready())

    async def recommend(self, request: Request | None = None, **asked: Any) -> Recommendation:
        """A ranked list, for a request given whole or by its fields: `recommend(user="u1", k=5)`.

        Raises:
            InvalidInput: a field of the wrong type or out of range, a malformed filter.
            NotFound: an unknown pipeline, or an unknown `item`.
        """
        return await self._call(calls.recommend(request, asked))

    async def similar(self, item: str, **asked: Any) -> Recommendation:
        """Items like one; `asked`: `k`, `offset`, `filter`, `language`, `explain`.

        Raises:
            NotFound: no item has this id.
        """
        return await self._call(calls.similar(item, asked))

    async def search(self, query: str, **asked: Any) -> Recommendation:
        """Items that answer the words of a search; `asked`: `user`, `k`, `offset`, `filter`, `language`, ...

        Raises:
            InvalidInput: an empty search, a field of the wrong type or out of range, a malformed filter.
        """
        return await self._call(calls.search(query, asked))

    async def chat(self, message: str, state: ChatState | Fields | None = None, **asked: Any) -> ChatAnswer:
        """Answer a message of a conversation; `asked`: `user`, `k`, `pipeline`, `language`, `deadline_ms`.

        Args:
            message: What somebody says.
            state: The `state` of the answer before; None: a conversation begins.
            **asked: The other fields of a `ChatRequest`.

        Raises:
            InvalidInput: a field of the wrong type or out of range.
            NotFound: an unknown pipeline.
        """
        return await self._call(calls.chat(message, state, asked))

    async def add_events(self, events: Event | Fields | Sequence[Event | Fields]) -> Stored:
        """Store events, at most 1,000, all or none; once this returns they are on the server's disk.

        Raises:
            InvalidInput: an event that cannot be used.
            NotFound: it is about an unknown item, where the server refuses these.
        """
        return await self._call(calls.add_events(events))

    async def put_items(self, items: Item | Fields | Sequence[Item | Fields]) -> Written:
        """Add or replace items, at most 1,000, all or none.

        Raises:
            InvalidInput: an item that cannot be used.
        """
        return await self._call(calls.put_items(items))

    async def item(self, id: str) -> Item:
        """One item.

        Raises:
            NotFound: no item has this id.
        """
        return await self._call(calls.item(id))

    async def description(self, id: str, language: str = "en", tone: str = "plain") -> Description:
        """The text about an item: `language` "en" or "zh"; `tone` "plain", "warm" or "playful".

        Raises:
            NotFound: no item has this id; no text was written; it is outdated or was refused.
        """
        return await self._call(calls.description(id, language, tone))

    async def delete_item(self, id: str) -> None:
        """Take an item out of all answers.

        Raises:
            NotFound: no item has this id.
        """
        await self._call(calls.delete_item(id))

    async def put_users(self, users: User | Fields | Sequence[User | Fields]) -> Written:
        """Add or replace users, at most 1,000, all or none. Events make their users by themselves.

        Raises:
            InvalidInput: a user that cannot be used.
        """
        return await self._call(calls.put_users(users))

    async def user(self, id: str) -> User:
        """One user.

        Raises:
            NotFound: nobody has this id.
        """
        return await self._call(calls.user(id))

    async def events_of(self, user: str) -> list[Event]:
        """Everything that a person did, in the order it came.

        Raises:
            NotFound: nobody has this id.
        """
        return await self._call(calls.events_of(user))

    async def erase_user(self, id: str) -> int:
        """Erase a person and what they did; the number of events erased (0: by a try whose answer was lost).

        Raises:
            NotFound: nobody has this id.
        """
        return await self._call(calls.erase_user(id))

    async def _call(self, call: Call[T]) -> T:
        steps = exchange(call, self._patience)
        outcome: Outcome = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as end:
                return cast(T, end.value)
            if isinstance(step, Pause):
                await asyncio.sleep(step.seconds)
            else:
                outcome = await self._try(call, step.timeout)

    async def _try(self, call: Call[T], timeout: float) -> Outcome:
        try:
            return await self._http.request(
                call.method, call.path, content=call.body, params=call.query or None, timeout=timeout
            )
        except httpx.RequestError as error:
            return error
