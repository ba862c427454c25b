"""Ids in paths. They may hold anything printable, "/" too: "a%2Fsimilar" is an id, "a/similar" is none."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import unquote

from fastapi import Path
from fastapi.routing import APIRoute
from starlette.convertors import Convertor, register_url_convertor
from starlette.types import ASGIApp, Receive, Scope, Send

from wellread.domain import Id

_SLASH = "\udc2f"
"""Stands for an encoded slash while routes are matched: a character that no path can decode to."""
_ENCODED_SLASH = re.compile("%2f", re.IGNORECASE)

_KNOWN = re.compile(
    r"/(?:v1/(?:items|users|events|recommendations)|health/live|health/ready|metrics|docs|openapi\.json)?"
)

PathId = Annotated[Id, Path(description="May hold any printable character; encode `/` as `%2F`.")]


def place(scope: Scope) -> str:
    """What a path asks for, without the ids in it: `/v1/users/{id}`.

    Of a request that has no route, or was refused before it was found, what is known: `/v1/users/...`.
    """
    path, route = scope["path"], scope.get("route")
    if isinstance(route, APIRoute):
        # What an included router is included under is not said by every version of FastAPI.
        under = "/v1" if path.startswith("/v1/") and not route.path_format.startswith("/v1/") else ""
        return under + route.path_format
    known = _KNOWN.match(path)
    named = known[0] if known else ""
    return named if named == path else f"{named.rstrip('/')}/..."


class EncodedSlashes:
    """Keeps encoded slashes apart from those that part a path, which ASGI servers decode into one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if raw := scope.get("raw_path"):
            scope["path"] = unquote(_ENCODED_SLASH.sub(_SLASH, raw.decode("ascii", "replace")))
        await self._app(scope, receive, send)


class _IdConvertor(Convertor[str]):
    regex = ".+"

    def convert(self, value: str) -> str:
        return value.replace(_SLASH, "/")

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("id", _IdConvertor())
