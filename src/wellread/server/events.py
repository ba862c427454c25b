"""Events over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body
from pydantic import BaseModel

from wellread.domain import Event
from wellread.server.batch import OneOrMany, listed
from wellread.server.workspace import Opened

router = APIRouter(prefix="/events", tags=["events"])


class Stored(BaseModel):
    """What became of the events of a request."""

    stored: int
    duplicates: int
    """Events whose id was there already."""
    ids: list[str]
    """The id of each event, in the order given: its own, or the one made for it."""


@router.post("")
def add_events(body: Annotated[OneOrMany[Event], Body()], workspace: Opened) -> Stored:
    """Store events, all of them or, after an error, none; they count in the next answer to their user.

    Once answered they are on disk. An event with an `id` may be sent again: it is stored once.
    """
    added = workspace.add_events(listed(body))
    return Stored(stored=added.stored, duplicates=added.duplicates, ids=added.ids)
