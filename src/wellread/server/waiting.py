"""No more requests are taken on at a time than the settings allow."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from wellread.server.errors import Overloaded, answer


class Waiting:
    """Refuses requests while too many are under way, before their body is read. Health is always told.

    Args:
        app: What comes behind.
        most: Requests.
    """

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most
        self._now = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http" or scope["path"].startswith("/health/"):
            return await self._app(scope, receive, send)
        if self._now >= self._most:
            error = Overloaded(
                f"a request while {self._most} are under way", "a moment with fewer", "Send it again."
            )
            return await answer(error, scope)(scope, receive, send)
        self._now += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._now -= 1
