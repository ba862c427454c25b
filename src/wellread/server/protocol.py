"""HTTP on one connection, with bounds that uvicorn does not set."""

from __future__ import annotations

import asyncio
import json
from asyncio import TimerHandle
from http import HTTPStatus
from typing import cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from wellread.errors import WellreadError
from wellread.server.errors import HeadTooLarge, Overloaded, TooSlow

MOST_HEAD = 65_536
"""Bytes of a request that may come without a piece of a body or an end among them."""
GRACE = 1.0
"""Seconds by which a body's deadline here is later than the application's, which can say what is wrong."""


class BoundedProtocol(HttpToolsProtocol):
    """Closes connections beyond a number, those whose request dawdles, and those whose answer is not read.

    uvicorn's own limit of time holds between requests only, and that of connections once a head was read.
    """

    most: int
    """Connections."""
    seconds: float
    """For a whole request; for a step of reading the answer; between requests."""

    _deadline: TimerHandle | None = None
    _reading: TimerHandle | None = None
    _refused = False
    _head = True
    """Whether a request's head is awaited, not its body."""
    _unread = 0
    """Bytes since the last piece of a body, or end."""
    _unsent: tuple[int, object] = (0, None)
    """Bytes that the client had not taken when last looked, and the last answer then."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take it, or say that there are too many."""
        super().connection_made(transport)
        self.timeout_keep_alive = self.seconds  # type: ignore[assignment]  # uvicorn passes it on to a timer
        if len(self.connections) > self.most:
            self.connections.discard(self)
            error = Overloaded(
                f"a connection beyond {self.most}", "fewer connections", "Close some, or try again later."
            )
            return self._refuse(error)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._done_waiting()
        if self._reading is not None:
            self._reading.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read, but no endless head."""
        if self._refused:
            return
        self._unread += len(data)
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._unread > MOST_HEAD:
            error = HeadTooLarge(f"more than {MOST_HEAD} bytes of head", "fewer", "Send text in the body.")
            self._refuse(error)
        elif self._deadline is None and self._idle():
            self._expect()  # line breaks before a request end uvicorn's waiting without beginning one

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._head = True
        if self._deadline is None:
            self._expect()

    def on_headers_complete(self) -> None:
        """The head is there: the application waits for the body now."""
        super().on_headers_complete()
        self._head, self._unread = False, 0
        self._expect(GRACE)

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        self._unread = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._head, self._unread = True, 0
        self._done_waiting()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """The answer is out of our hands, but perhaps not with the client."""
        super().on_response_complete()
        self._watch_reading()

    def pause_writing(self) -> None:
        """The client does not read as fast as it is answered."""
        super().pause_writing()
        self._watch_reading()

    def _idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _expect(self, more: float = 0.0) -> None:
        self._done_waiting()
        self._deadline = self.loop.call_later(self.seconds + more, self._late)

    def _done_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _late(self) -> None:
        if self.flow.read_paused or (self._head and not self._idle()):
            return self._expect()  # it is we who are late
        self._deadline = None
        if not self._head:
            return self.transport.close()
        error = TooSlow(
            f"a request whose head is not there after {self.seconds:g} s", "it within that time", "Send it."
        )
        self._refuse(error)

    def _watch_reading(self) -> None:
        unsent = self.transport.get_write_buffer_size()
        if unsent and self._reading is None:
            self._unsent = unsent, self.cycle
            self._reading = self.loop.call_later(self.seconds, self._see_reading)

    def _see_reading(self) -> None:
        """Whether the client took anything: it sends no further request before it has read an answer."""
        self._reading = None
        before, answer = self._unsent
        if answer is self.cycle and self.transport.get_write_buffer_size() >= before:
            return self.transport.abort()
        self._watch_reading()

    def _refuse(self, error: WellreadError) -> None:
        """Answer without the application, and hang up."""
        self._refused = True
        self._done_waiting()
        if self.transport.is_closing():
            return
        body = json.dumps({"error": error.body(), "request_id": ""})
        head = (
            f"HTTP/1.1 {error.status} {HTTPStatus(error.status).phrase}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n"
        )
        retry = "Retry-After: 1\r\n" if error.status == 503 else ""
        self.transport.write(f"{head}{retry}\r\n{body}".encode("ascii"))
        self.transport.close()
        self._watch_reading()


def bounded(most: int, seconds: float) -> type[BoundedProtocol]:
    """The protocol with its numbers, as `uvicorn.Config(http=...)` takes it.

    Args:
        most: Connections of this process.
        seconds: For a whole request, and for a step of reading the answer.
    """
    numbers = {"most": most, "seconds": seconds}
    return cast(type[BoundedProtocol], type("Bounded", (BoundedProtocol,), numbers))
