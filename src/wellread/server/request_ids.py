"""A name for every request, and one line of log with it."""

from __future__ import annotations

import logging
import re
import secrets
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "X-Request-Id"
SCOPE_KEY = "wellread.request_id"
_SOUND = re.compile(r"[!-~]{1,128}")
_PERSON = re.compile(r"^(/v1/users/).+")

log = logging.getLogger(__name__)


class RequestIds:
    """Takes the `X-Request-Id` of a request, or makes one, and gives it back with the answer.

    The line of log has no id of a person, no query string, for people's words may be in it, and no header,
    for keys are.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        given = Headers(scope=scope).get(HEADER, "")
        scope[SCOPE_KEY] = request_id = given if _SOUND.fullmatch(given) else secrets.token_hex(8)
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
            ms = (time.perf_counter() - begin) * 1e3
            path = _PERSON.sub(r"\1...", scope.get("raw_path", b"").decode("ascii", "replace"))
            log.info("%s %s %d %.1f ms %s", scope["method"], path, status, ms, request_id)
