"""Ids in paths. They may hold anything printable, "/" too: "a%2Fsimilar" is an id, "a/similar" is none."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import unquote

from fastapi import Path
from starlette.convertors import Convertor, register_url_convertor
from starlette.types import ASGIApp, Receive, Scope, Send

from wellread.domain import Id

_SLASH = "\udc2f"
"""Stands for an encoded slash while routes are matched: a character that no path can decode to."""
_ENCODED_SLASH = re.compile("%2f", re.IGNORECASE)

PathId = Annotated[Id, Path(description="May hold any printable character; encode `/` as `%2F`.")]


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
