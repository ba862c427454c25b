"""Errors as JSON: what was given, what was expected, what to do."""

from __future__ import annotations

import json
import reprlib
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from wellread.errors import InvalidInput, NotFound, WellreadError, wanted
from wellread.server.request_ids import HEADER, SCOPE_KEY

CODE = "wellread.error"
"""Where a request's scope has the code of the error that it was answered with."""
SHOWN = 200
"""How much of an offending value an error repeats, characters."""


class Failure(BaseModel):
    """What went wrong."""

    code: str
    given: str
    expected: str
    do: str


class ErrorAnswer(BaseModel):
    """The body of every answer that is not a success."""

    error: Failure
    request_id: str


DOCUMENTED: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorAnswer, "description": "The body is no JSON."},
    401: {"model": ErrorAnswer, "description": "No API key, or one that is not valid."},
    403: {"model": ErrorAnswer, "description": "A key without the scope that this needs."},
    404: {"model": ErrorAnswer, "description": "Something was named that does not exist."},
    408: {"model": ErrorAnswer, "description": "The body took too long to come."},
    413: {"model": ErrorAnswer, "description": "The body is too large."},
    422: {"model": ErrorAnswer, "description": "A value that cannot be used."},
    429: {"model": ErrorAnswer, "description": "Too many requests; the header Retry-After says when."},
    503: {"model": ErrorAnswer, "description": "The database, the models or the server cannot do it now."},
}


class Malformed(WellreadError):
    """A body that is no JSON."""

    code, status = "malformed", 400


class Forbidden(WellreadError):
    """A key that is valid, but not for this."""

    code, status = "forbidden", 403


class WrongMethod(WellreadError):
    """A path that exists, but not with this method."""

    code, status = "wrong_method", 405


class TooSlow(WellreadError):
    """A request that is not whole after `server.timeout`."""

    code, status = "too_slow", 408


class TooLarge(WellreadError):
    """A body beyond `server.max_body`."""

    code, status = "too_large", 413


class HeadTooLarge(WellreadError):
    """A request line and headers that are no sane client's."""

    code, status = "head_too_large", 431


class RateLimited(WellreadError):
    """More requests a second than `server.rate_limit`."""

    code, status = "rate_limited", 429


class Overloaded(WellreadError):
    """More requests at a time than `server.waiting`."""

    code, status = "overloaded", 503


class Internal(WellreadError):
    """What nobody expected. Says nothing of the inside of the server."""

    code, status = "internal", 500


class Refused(HTTPException):
    """One of our errors on its way through FastAPI's reading of a body, which lets only its own ones pass."""

    def __init__(self, error: WellreadError, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(error.status, headers=headers)
        self.error = error


def answer(error: WellreadError, scope: Scope, headers: Mapping[str, str] | None = None) -> Response:
    """The response that says `error`."""
    scope[CODE] = error.code
    # In ASCII: a message may quote a lone surrogate, which UTF-8 has not.
    body = json.dumps({"error": error.body(), "request_id": scope.get(SCOPE_KEY, "")})
    retry = {"Retry-After": "1"} if error.status == 503 else {}
    return Response(body, error.status, {**retry, **(headers or {})}, "application/json")


def install(app: FastAPI) -> None:
    """Have `app` answer every error in our shape."""

    @app.exception_handler(WellreadError)
    async def ours(request: Request, error: WellreadError) -> Response:
        return answer(error, request.scope)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return answer(_explained(error, _stores(request)), request.scope)

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        ours = error.error if isinstance(error, Refused) else _translated(error, request)
        return answer(ours, request.scope, error.headers)

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> Response:
        # Starlette raises it again behind this answer, and the server logs it with its traceback.
        name = request.scope.get(SCOPE_KEY, "")
        do = f"Look for request {name} in the server's log and report it."
        return answer(Internal("an error inside the server", "none", do), request.scope, {HEADER: name})


def _translated(error: HTTPException, request: Request) -> WellreadError:
    """What Starlette and FastAPI refuse by themselves."""
    asked = f"{request.method} {request.url.path[:SHOWN]}"
    if error.status_code == 404:
        return NotFound(f"no route {asked}", "one of those at /docs", "Check the path.")
    if error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "another method")
        return WrongMethod(asked, allowed, "Use another method; /docs lists them.")
    return Malformed(
        f"the body of {asked} cannot be read", "JSON in UTF-8", "Correct the body and send it again."
    )


def _stores(request: Request) -> bool:
    return request.method != "GET" and not request.url.path.startswith("/v1/recommendations")


def _explained(error: RequestValidationError, stores: bool) -> WellreadError:
    """The first complaint, and how many more there are."""
    complaints = error.errors()
    first, nothing = complaints[0], "; nothing was stored" if stores else ""
    if first["type"] == "json_invalid":
        where = f"{first['ctx']['error'].removesuffix(' at')} at character {first['loc'][-1]}"
        return Malformed(
            f"the body is no JSON: {where}", "JSON in UTF-8", "Correct the body and send it again."
        )
    path = ".".join(str(part) for part in first["loc"] if part not in ("one", "many"))
    more = f" (and {len(complaints) - 1} more)" if len(complaints) > 1 else ""
    if first["type"] == "missing":
        return InvalidInput(f"no {path}{more}", "a value for it", f"Add it{nothing}.")
    if isinstance(first["input"], bytes):
        return InvalidInput(
            "a body that is not said to be JSON",
            "the header 'Content-Type: application/json'",
            "Add the header.",
        )
    expected = wanted(first["msg"])
    if first["type"] == "extra_forbidden":
        expected = "a name that /docs lists"
    return InvalidInput(
        f"{path} = {_short(first['input'])}{more}",
        expected,
        f"Correct it and send it again{nothing}.",
    )


def _short(value: Any) -> str:
    shortener = reprlib.Repr()
    shortener.maxstring = shortener.maxother = shortener.maxlong = SHOWN
    return shortener.repr(value)[: 2 * SHOWN]
