"""Items over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel
from starlette.responses import Response

from wellread.domain import Item, Recommendation
from wellread.engine.asked import read_request
from wellread.errors import NotFound
from wellread.server.answering import Answers
from wellread.server.batch import OneOrMany, listed
from wellread.server.filters import read_filter
from wellread.server.paths import PathId
from wellread.server.recommendations import Page, answer
from wellread.server.workspace import Opened

router = APIRouter(prefix="/items", tags=["items"])


class Written(BaseModel):
    """What became of the records of a request."""

    created: int
    updated: int
    unchanged: int


class Deleted(BaseModel):
    """What was taken away."""

    id: str


@router.put("")
@router.post("")
def put_items(body: Annotated[OneOrMany[Item], Body()], workspace: Opened) -> Written:
    """Add or replace items, all of them or, after an error, none; the next answer can hold them."""
    put = workspace.put_items(listed(body))
    return Written(created=put.created, updated=put.updated, unchanged=put.unchanged)


# Before `/{id}`, which would take "/similar" for a part of the id.
@router.get("/{id:id}/similar", response_model=Recommendation)
async def similar(
    id: PathId, page: Annotated[Page, Query()], workspace: Opened, answers: Answers
) -> Response:
    """Items like one."""
    asked = page.model_dump() | {"filter": read_filter(page.filter), "item": id, "pipeline": "similar"}
    return await answer(read_request(asked), workspace, answers)


@router.get("/{id:id}")
def get_item(id: PathId, workspace: Opened) -> Item:
    """One item."""
    item = workspace.store.item(id)
    if item == Item(id=item.id, available=False):  # what the store leaves of a deleted one
        raise NotFound(f"item '{id}' was deleted", "the id of an item", "Add it again, or correct the id.")
    return item


@router.delete("/{id:id}")
def delete_item(id: PathId, workspace: Opened) -> Deleted:
    """Take an item out of all answers. What people did with it stays in their histories."""
    workspace.delete_item(id)
    return Deleted(id=id)
