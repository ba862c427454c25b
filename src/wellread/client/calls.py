"""What can be asked of a server: how each question is written and its answer read, whatever carries them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import quote

from pydantic import BaseModel

from wellread.conversation import ChatAnswer, ChatState
from wellread.domain import Event, Item, Recommendation, Request, User
from wellread.errors import InvalidInput
from wellread.ids import new_id

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)
R = TypeVar("R", Item, User, Event)
Fields = Mapping[str, Any]
"""A record of the domain as a plain dictionary. The server checks it."""


class Stored(BaseModel):
    """What became of events."""

    stored: int
    duplicates: int
    """Events whose id was there already."""
    ids: list[str]
    """The id of each event, in the order given."""


class Written(BaseModel):
    """What became of items or users."""

    created: int
    updated: int
    unchanged: int


class Ready(BaseModel):
    """A server that can answer."""

    version: str
    """The snapshot that answers."""
    items: int
    seq: int
    """The highest number of an event."""
    learnt: int = 0
    """The highest number of an event that the models count."""
    behind: int = 0
    """How many numbers lie between the two."""


class Description(BaseModel):
    """A text about an item, every claim of which its record bears out."""

    id: str
    language: str
    tone: str
    text: str
    origin: str
    """`model` or `template`."""
    time: float
    """When it was written, seconds since 1970."""
    approved: bool | None = None
    """What a person said of it; None: nobody has looked."""


@dataclass(frozen=True)
class Call(Generic[T]):
    """One request. Any may be sent again: events have ids, all else says how things shall be."""

    method: str
    path: str
    read: Callable[[Any], T]
    """Makes the result of the JSON of the answer."""
    body: bytes | None = None
    query: Mapping[str, str] = field(default_factory=dict)


def recommend(request: Request | None, asked: Fields) -> Call[Recommendation]:
    """POST /v1/recommendations."""
    body = _json(_record(request) if request else dict(asked))
    return Call("POST", "/v1/recommendations", _reader(Recommendation), body)


def similar(item: str, asked: Fields) -> Call[Recommendation]:
    """GET /v1/items/{id}/similar."""
    path = f"/v1/items/{_segment(item)}/similar"
    return Call("GET", path, _reader(Recommendation), query=_query(asked))


def search(query: str, asked: Fields) -> Call[Recommendation]:
    """GET /v1/search."""
    return Call("GET", "/v1/search", _reader(Recommendation), query=_query({**asked, "q": query}))


def chat(message: str, state: ChatState | Fields | None, asked: Fields) -> Call[ChatAnswer]:
    """POST /v1/chat."""
    said = {} if state is None else {"state": _record(state)}
    return Call("POST", "/v1/chat", _reader(ChatAnswer), _json({**asked, **said, "message": message}))


def add_events(events: Event | Fields | Sequence[Event | Fields]) -> Call[Stored]:
    """POST /v1/events, every event with an id from here on."""
    rows = [event_row(event) for event in _listed(events)]
    return Call("POST", "/v1/events", _reader(Stored), _json(rows))


def put_items(items: Item | Fields | Sequence[Item | Fields]) -> Call[Written]:
    """PUT /v1/items."""
    return Call("PUT", "/v1/items", _reader(Written), _json([_record(item) for item in _listed(items)]))


def item(id: str) -> Call[Item]:
    """GET /v1/items/{id}."""
    return Call("GET", f"/v1/items/{_segment(id)}", _reader(Item))


def description(id: str, language: str, tone: str) -> Call[Description]:
    """GET /v1/items/{id}/description."""
    query = {"language": language, "tone": tone}
    return Call("GET", f"/v1/items/{_segment(id)}/description", _reader(Description), query=query)


def delete_item(id: str) -> Call[None]:
    """DELETE /v1/items/{id}."""
    return Call("DELETE", f"/v1/items/{_segment(id)}", lambda answer: None)


def put_users(users: User | Fields | Sequence[User | Fields]) -> Call[Written]:
    """POST /v1/users."""
    return Call("POST", "/v1/users", _reader(Written), _json([_record(user) for user in _listed(users)]))


def user(id: str) -> Call[User]:
    """GET /v1/users/{id}."""
    return Call("GET", f"/v1/users/{_segment(id)}", _reader(User))


def events_of(user: str) -> Call[list[Event]]:
    """GET /v1/users/{id}/events."""
    read = _reader(Event)
    return Call("GET", f"/v1/users/{_segment(user)}/events", lambda answer: [read(row) for row in answer])


def erase_user(id: str) -> Call[int]:
    """DELETE /v1/users/{id}."""
    return Call("DELETE", f"/v1/users/{_segment(id)}", lambda answer: int(answer.get("events", 0)))


def ready() -> Call[Ready]:
    """GET /health/ready."""
    return Call("GET", "/health/ready", _reader(Ready))


def event_row(event: Event | Fields) -> dict[str, Any]:
    """An event as it is sent: with an id, so that sending it twice stores it once, and with its time."""
    row = _record(event)
    row["id"] = row.get("id") or new_id()
    if row.get("time") is None:
        row["time"] = event.time if isinstance(event, Event) else time.time()
    return row


def _reader(model: type[M]) -> Callable[[Any], M]:
    """Reads a `model`, without the fields that only a newer server knows."""
    return lambda answer: model.model_validate(answer, extra="ignore")


def _listed(given: R | Fields | Sequence[R | Fields]) -> Sequence[R | Fields]:
    return given if isinstance(given, Sequence) else [given]


def _record(given: BaseModel | Fields) -> dict[str, Any]:
    """Only the fields that were set: an older server need not know the others."""
    return given.model_dump(mode="json", exclude_unset=True) if isinstance(given, BaseModel) else dict(given)


def _query(asked: Fields) -> dict[str, str]:
    given = {name: value for name, value in asked.items() if value is not None}
    return {name: v if isinstance(v, str) else _json(v).decode() for name, v in given.items()}


def _json(value: Any) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidInput(
            f"a value that JSON cannot hold: {error}",
            "text, finite numbers, booleans, None, lists and dictionaries",
            "Correct it; nothing was sent.",
        ) from None


def _segment(id: str) -> str:
    """An id as one segment of a path. Dots alone would be taken for a way up."""
    return "%2E" * len(id) if id in {".", ".."} else quote(id, safe="")
