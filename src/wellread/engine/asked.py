"""What is asked for, from its fields, as callers and query strings give them."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from wellread.conversation import ChatRequest
from wellread.domain import Request
from wellread.errors import InvalidInput, wanted

Asked = TypeVar("Asked", bound=BaseModel)


def read_request(asked: dict[str, Any]) -> Request:
    """A request from its fields.

    Raises:
        InvalidInput: a field of the wrong type, out of range or unknown.
    """
    return _made(Request, asked)


def read_search(query: str, asked: dict[str, Any]) -> Request:
    """The request of a search.

    Raises:
        InvalidInput: an empty search, or another field that cannot be used.
    """
    if not query.strip():
        raise InvalidInput("an empty search", "words to search for", "Say what you are looking for.")
    return read_request({"pipeline": "search", **asked, "query": query})


def read_message(asked: dict[str, Any]) -> ChatRequest:
    """A message of a conversation from its fields; raises as `read_request` does."""
    return _made(ChatRequest, asked)


def _made(kind: type[Asked], asked: dict[str, Any]) -> Asked:
    try:
        return kind(**asked)
    except ValidationError as error:
        raise _invalid(error) from None


def _invalid(error: ValidationError) -> InvalidInput:
    """Pydantic's first complaint as ours."""
    first = error.errors(include_url=False, include_context=False)[0]
    path = ".".join(str(part) for part in first["loc"]) or "the value"
    given = repr(first["input"])
    return InvalidInput(
        f"{path} = {given if len(given) <= 200 else given[:200] + '...'}",
        wanted(first["msg"]),
        "Correct it and send it again.",
    )
