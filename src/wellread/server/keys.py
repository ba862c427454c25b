"""API keys over HTTP: who may ask for what."""

from __future__ import annotations

from fastapi import Security
from fastapi.security import APIKeyHeader, HTTPBearer
from starlette.types import ASGIApp, Receive, Scope, Send

from wellread.errors import StoreError, Unauthorized
from wellread.server.errors import Forbidden, answer
from wellread.server.key_ring import KeyRing

OPEN = frozenset({"/", "/docs", "/openapi.json", "/health/live", "/health/ready"})
"""Paths that need no key. Anything not named here does, routes that are added one day included."""
NEEDS = {
    ("POST", "/v1/events"): "ingest",
    ("POST", "/v1/items"): "ingest",
    ("PUT", "/v1/items"): "ingest",
    ("POST", "/v1/users"): "ingest",
    ("GET", "/v1/recommendations"): "read",
    ("POST", "/v1/recommendations"): "read",
    ("GET", "/v1/search"): "read",
    ("POST", "/v1/chat"): "read",
    ("GET", "/metrics"): "read",
}
"""Method and path -> the scope that opens it. What is not named is for `admin` alone."""
NEEDS_BELOW = {("GET", "/v1/items/"): "read", ("DELETE", "/v1/items/"): "ingest"}
"""The same for all paths that begin so."""
KEY_ID = "wellread.key_id"
"""Where a request's scope has the id of its key."""
DOCUMENTED = [
    Security(HTTPBearer(auto_error=False)),
    Security(APIKeyHeader(name="X-API-Key", auto_error=False)),
]
"""Dependencies that put both headers into the OpenAPI document. They check nothing: `Keys` does."""


class Keys:
    """Lets requests pass that carry a key for what they ask, before a byte of their body is read.

    Args:
        app: What comes behind.
        ring: Knows the keys.
    """

    def __init__(self, app: ASGIApp, ring: KeyRing) -> None:
        self._app = app
        self._ring = ring

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] == "lifespan" or scope["path"] in OPEN:
            return await self._app(scope, receive, send)
        try:
            granted = await self._ring.grant(_given(scope))
        except StoreError as error:
            return await answer(error, scope)(scope, receive, send)
        if granted is None:
            return await answer(_unknown(), scope, {"WWW-Authenticate": "Bearer"})(scope, receive, send)
        needed = _needed(scope["method"], scope["path"])
        if needed not in granted.scopes:
            return await answer(_lacks(needed), scope)(scope, receive, send)
        scope[KEY_ID] = granted.key
        await self._app(scope, receive, send)


def _given(scope: Scope) -> list[bytes]:
    headers: dict[bytes, bytes] = dict(scope["headers"])
    scheme, _, token = headers.get(b"authorization", b"").partition(b" ")
    bearer = token.strip() if scheme.lower() == b"bearer" else b""
    return [text for text in (headers.get(b"x-api-key", b""), bearer) if text]


def _needed(method: str, path: str) -> str:
    if named := NEEDS.get((method, path)):
        return named
    begins = (
        need for (verb, begin), need in NEEDS_BELOW.items() if verb == method and path.startswith(begin)
    )
    return next(begins, "admin")


def _unknown() -> Unauthorized:
    return Unauthorized(
        "no API key, or one that is not valid (any more)",
        "the header 'Authorization: Bearer KEY' or 'X-API-Key: KEY'",
        "Send the key of `server.api_key`, or one made by `wellread keys add`.",
    )


def _lacks(needed: str) -> Forbidden:
    return Forbidden(
        f"a key without the scope '{needed}'",
        f"a key with the scope '{needed}'" + ("" if needed == "admin" else " or 'admin'"),
        f"Use another key, or make one: wellread keys add NAME --scope {needed}.",
    )
