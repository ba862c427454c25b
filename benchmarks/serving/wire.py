"""HTTP/1.1 on kept connections, with as little work a request as Python allows."""

from __future__ import annotations

import asyncio
import json
from typing import Any, NamedTuple, cast

from serving.process import HOST


class Answer(NamedTuple):
    """Status 0: the connection was lost."""

    status: int
    body: bytes

    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)

    def told(self) -> str:
        """Its status, and the code of its error, in words."""
        if not self.status:
            return "none"
        code = "" if self.status == 200 else f" {self.json()['error']['code']}"
        return f"{self.status}{code}"


LOST = Answer(0, b"")


def request(method: str, path: str, body: Any = None) -> bytes:
    """The bytes of a request."""
    data = b"" if body is None else json.dumps(body).encode()
    head = f"{method} {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(data)}\r\n\r\n".encode() + data


class Connection(asyncio.Protocol):
    """One connection; one request at a time."""

    def __init__(self) -> None:
        self._buffer = b""
        self._waiting: asyncio.Future[Answer] | None = None
        self._transport: asyncio.Transport | None = None

    @property
    def lost(self) -> bool:
        """Whether it can be used no more."""
        return self._transport is None or self._transport.is_closing()

    @property
    def port(self) -> int:
        """Of this end."""
        assert self._transport is not None
        return int(self._transport.get_extra_info("sockname")[1])

    def ask(self, data: bytes) -> asyncio.Future[Answer]:
        """Send a request; its answer."""
        self._waiting = waiting = asyncio.get_running_loop().create_future()
        if self.lost:
            self._end(LOST)
        else:
            assert self._transport is not None
            self._transport.write(data)
        return waiting

    def close(self) -> None:
        """End it."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See asyncio."""
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """See asyncio."""
        self._transport = None
        self._end(LOST)

    def data_received(self, data: bytes) -> None:
        """See asyncio."""
        self._buffer += data
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        lower = head.lower()
        at = lower.find(b"content-length:")
        length = int(lower[at + 15 : lower.find(b"\r\n", at) if b"\r\n" in lower[at:] else None])
        if len(rest) >= length:
            self._buffer = rest[length:]
            if b"\r\nconnection: close" in lower:
                self.close()
            self._end(Answer(int(head[9:12]), rest[:length]))

    def _end(self, answer: Answer) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_result(answer)


async def connect(port: int) -> Connection:
    """A new connection.

    Raises:
        OSError: nobody listens.
    """
    return (await asyncio.get_running_loop().create_connection(Connection, HOST, port))[1]
