"""No request body grows beyond what the settings allow."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wellread.server.errors import Refused, TooLarge, answer


class BodyLimit:
    """Refuses bodies that say they are too large, and those that turn out to be.

    Args:
        app: What comes behind.
        most: Bytes.
    """

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > self._most:
            return await answer(self._error(f"a body of {declared[:20]} bytes"), scope)(scope, receive, send)
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._most:
                raise Refused(self._error(f"a body of more than {self._most} bytes"))
            return message

        await self._app(scope, counted, send)

    def _error(self, given: str) -> TooLarge:
        return TooLarge(
            given,
            f"at most {self._most} bytes",
            "Send it in parts, or raise `server.max_body` in wellread.toml.",
        )
