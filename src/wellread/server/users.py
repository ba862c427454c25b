"""Users over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body
from pydantic import BaseModel

from wellread.domain import Event, User
from wellread.server.batch import OneOrMany, listed
from wellread.server.items import Written
from wellread.server.paths import PathId
from wellread.server.workspace import Opened

router = APIRouter(prefix="/users", tags=["users"])


class Erased(BaseModel):
    """What was erased."""

    id: str
    events: int


@router.post("")
def put_users(body: Annotated[OneOrMany[User], Body()], workspace: Opened) -> Written:
    """Add or replace users, all of them or, after an error, none. Events make their users by themselves."""
    put = workspace.put_users(listed(body))
    return Written(created=put.created, updated=put.updated, unchanged=put.unchanged)


# Before `/{id}`, which would take "/events" for a part of the id.
@router.get("/{id:id}/events")
def export_events(id: PathId, workspace: Opened) -> list[Event]:
    """Everything that a person did, in the order it came."""
    return list(workspace.store.events(id))


@router.get("/{id:id}")
def get_user(id: PathId, workspace: Opened) -> User:
    """One user."""
    return workspace.store.user(id)


@router.delete("/{id:id}")
def erase_user(id: PathId, workspace: Opened) -> Erased:
    """Erase a person: traits, events and impressions."""
    return Erased(id=id, events=workspace.delete_user(id))
