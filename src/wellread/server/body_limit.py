"""No request body grows beyond what the settings allow, or takes longer to come."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wellread.server.errors import Refused, TooLarge, TooSlow, answer


class BodyLimit:
    """Refuses bodies that say they are too large, those that turn out to be, and those that dawdle.

    Args:
        app: What comes behind.
        most: Bytes.
        seconds: Until the whole body is there.
    """

    def __init__(self, app: ASGIApp, most: int, seconds: float) -> None:
        self._app = app
        self._most = most
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > self._most:
            return await answer(self._large(f"a body of {declared[:20]} bytes"), scope)(scope, receive, send)
        deadline = asyncio.get_running_loop().time() + self._seconds
        taken, more = 0, True

        async def counted() -> Message:
            nonlocal taken, more
            try:
                # Behind the body comes nothing but the end of the connection, which may take its time.
                async with asyncio.timeout_at(deadline if more else None):
                    message = await receive()
            except TimeoutError:
                raise Refused(self._slow(), {"Connection": "close"}) from None
            more = bool(message.get("more_body"))
            taken += len(message.get("body", b""))
            if taken > self._most:
                raise Refused(self._large(f"a body of more than {self._most} bytes"))
            return message

        await self._app(scope, counted, send)

    def _large(self, given: str) -> TooLarge:
        return TooLarge(
            given,
            f"at most {self._most} bytes",
            "Send it in parts, or raise `server.max_body` in wellread.toml.",
        )

    def _slow(self) -> TooSlow:
        return TooSlow(
            f"a body that is not there after {self._seconds:g} s",
            "the whole request within that time",
            "Send it in parts, or raise `server.timeout` in wellread.toml.",
        )
