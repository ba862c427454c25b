"""Events over HTTP."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Body, Header, Request
from pydantic import BaseModel

from wellread.domain import Event
from wellread.server import metrics
from wellread.server.batch import OneOrMany, listed
from wellread.server.keys import KEY_ID
from wellread.server.workspace import Opened

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern="^[ -~]+$",
        description="Random and new for each list. With it the list can be sent again, with events without "
        "ids: what was stored is not stored again.",
    ),
]

router = APIRouter(prefix="/events", tags=["events"])


class Stored(BaseModel):
    """What became of the events of a request."""

    stored: int
    duplicates: int
    """Events whose id was there already."""
    ids: list[str]
    """The id of each event, in the order given: its own, or the one made for it."""


@router.post("")
async def add_events(
    body: Annotated[OneOrMany[Event], Body()],
    workspace: Opened,
    request: Request,
    idempotency_key: IdempotencyKey = None,
) -> Stored:
    """Store events, all of them or, after an error, none; they count in the next answer to their user.

    Once answered they are on disk. An event with an `id` may be sent again: it is stored once. So may a list
    with the header `Idempotency-Key`.
    """
    events = listed(body)
    if idempotency_key is not None:
        _name(events, idempotency_key, request.scope.get(KEY_ID, ""))
    added = await asyncio.wrap_future(workspace.submit_events(events))
    if workspace.settings.events.unknown_items == "create":
        await asyncio.to_thread(workspace.catch_up)  # items that the events made
    metrics.event_batch(added.stored, added.duplicates)
    return Stored(stored=added.stored, duplicates=added.duplicates, ids=added.ids)


def _name(events: Sequence[Event], idempotency_key: str, api_key: str) -> None:
    """Give events without an id one that the same list will give them again, and no other client's."""
    for place, event in enumerate(events):
        if event.id is None:
            event.id = hashlib.sha256(f"{idempotency_key}\0{api_key}\0{place}".encode()).hexdigest()
