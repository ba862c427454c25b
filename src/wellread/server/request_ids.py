"""A name for every request, and one line of log with it."""

from __future__ import annotations

import logging
import re
import secrets
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wellread.server.logs import FIELDS, REQUEST_ID
from wellread.server.paths import place

HEADER = "X-Request-Id"
SCOPE_KEY = "wellread.request_id"
_SOUND = re.compile(r"[!-~]{1,128}")

log = logging.getLogger(__name__)


class RequestIds:
    """Takes the `X-Request-Id` of a request, or makes one, and gives it back with the answer.

    The line of log has the name of the route instead of the path, for ids of persons are in paths; no query
    string, for people's words may be in it; and no header, for keys are.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        given = Headers(scope=scope).get(HEADER, "")
        scope[SCOPE_KEY] = request_id = given if _SOUND.fullmatch(given) else secrets.token_hex(8)
        # Never reset: a request is a task of its own, and the server logs what goes wrong after our end.
        REQUEST_ID.set(request_id)
        begin, status = time.perf_counter(), 500

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        try:
            await self._app(scope, receive, named)
        finally:
            method, path = scope["method"], place(scope)
            ms = round((time.perf_counter() - begin) * 1e3, 1)
            fields = {"method": method, "path": path, "status": status, "ms": ms}
            log.info("%s %s %d %.1f ms", method, path, status, ms, extra={FIELDS: fields})
