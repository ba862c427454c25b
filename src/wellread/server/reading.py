"""What was read out of texts, over HTTP: of items and of people."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from wellread.engine import summaries
from wellread.engine.read_columns import read_of
from wellread.server.paths import PathId
from wellread.server.workspace import Opened

router = APIRouter()


class ItemRead(BaseModel):
    """What was read of an item."""

    id: str
    sentiment: float
    """What people write of it, -1 to 1, drawn towards 0 where they write little; 0: nothing, or neither."""
    reviews: int
    """Texts that say so."""
    tags: list[str]
    """Given to it, as it has none of its own."""
    category: str
    """The same; empty: it has one, or none is likely enough."""


class UserRead(BaseModel):
    """A person's history in a few words."""

    id: str
    text: str
    """What they like; behind a line break what they do not."""
    origin: str
    """`template`, or `model` where a language model worded it."""
    seq: int
    """The last event read."""
    time: float
    """When it was written, seconds since 1970."""


@router.get("/items/{id:id}/reading", tags=["items"])
def item_reading(id: PathId, workspace: Opened) -> ItemRead:
    """What was read of an item at the fit and since: how content people are, tags, category."""
    catalogue = workspace.engine.catalogue
    return ItemRead(id=id, **read_of(catalogue, catalogue.require(id))._asdict())


@router.get("/users/{id:id}/summary", tags=["users"])
def user_summary(id: PathId, workspace: Opened) -> UserRead:
    """What somebody's history says, in a few words: as it was last written down, else as of now."""
    found = summaries.told(workspace.store, workspace.settings, workspace.engine.catalogue, id)
    return UserRead(id=id, **found._asdict())
