"""The API key: who may ask."""

from __future__ import annotations

import hashlib
import hmac

from fastapi import Security
from fastapi.security import APIKeyHeader, HTTPBearer
from starlette.types import ASGIApp, Receive, Scope, Send

from wellread.errors import Unauthorized
from wellread.server.errors import answer

OPEN = frozenset({"/", "/docs", "/openapi.json", "/health/live", "/health/ready"})
"""Paths that need no key. Anything not named here does, routes that are added one day included."""
DOCUMENTED = [
    Security(HTTPBearer(auto_error=False)),
    Security(APIKeyHeader(name="X-API-Key", auto_error=False)),
]
"""Dependencies that put both headers into the OpenAPI document. They check nothing: `Keys` does."""


class Keys:
    """Lets requests pass that carry the key, before a byte of their body is read.

    Args:
        app: What comes behind.
        key: The only one there is.
    """

    def __init__(self, app: ASGIApp, key: str) -> None:
        self._app = app
        self._digest = _digest(key.encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] == "lifespan" or scope["path"] in OPEN or self._fits(scope):
            return await self._app(scope, receive, send)
        error = Unauthorized(
            "no API key, or a wrong one",
            "the header 'Authorization: Bearer KEY' or 'X-API-Key: KEY'",
            "Send the key that `server.api_key` in wellread.toml or WELLREAD_SERVER_API_KEY holds.",
        )
        await answer(error, scope, {"WWW-Authenticate": "Bearer"})(scope, receive, send)

    def _fits(self, scope: Scope) -> bool:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        scheme, _, token = headers.get(b"authorization", b"").partition(b" ")
        given = [headers.get(b"x-api-key", b""), token.strip() if scheme.lower() == b"bearer" else b""]
        # Digests are of one length, so that the time of the comparison tells nothing about the key.
        return any(hmac.compare_digest(_digest(key), self._digest) for key in given)


def _digest(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()
