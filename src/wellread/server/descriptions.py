"""Descriptions of items over HTTP. They are written by `wellread describe`, not while somebody waits."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, ConfigDict

from wellread.engine.describing import Describing
from wellread.language.describing.template import Tone
from wellread.server.paths import PathId
from wellread.server.workspace import Opened
from wellread.store import Description

router = APIRouter(prefix="/items", tags=["items"])

Language = Annotated[Literal["en", "zh"], Query(description="Language of the text.")]
Toned = Annotated[Tone, Query(description="Tone of the text.")]


class ItemDescription(BaseModel):
    """A text about an item, every claim of which its record bears out."""

    id: str
    language: str
    tone: str
    text: str
    origin: str
    """`model` or `template`."""
    model: str
    """Empty for a template."""
    time: float
    """When it was written, seconds since 1970."""
    approved: bool | None
    """What a person said of it; null: nobody has looked."""


class Opinion(BaseModel):
    """What a person thinks of a text."""

    model_config = ConfigDict(extra="forbid")

    approved: bool | None
    """False: it is not given out any more; null: undecided."""


@router.get("/{id:id}/description")
def get_description(
    id: PathId, workspace: Opened, language: Language = "en", tone: Toned = "plain"
) -> ItemDescription:
    """The text about an item; not found where none was written, the item changed since, or it was refused."""
    return _told(Describing(workspace.store, language, tone).read(id))


@router.put("/{id:id}/description")
def approve_description(
    id: PathId,
    body: Annotated[Opinion, Body()],
    workspace: Opened,
    language: Language = "en",
    tone: Toned = "plain",
) -> ItemDescription:
    """Approve of the text about an item, or refuse it. Only texts that fit the item as it is now can be."""
    return _told(Describing(workspace.store, language, tone).approve(id, body.approved))


def _told(found: Description) -> ItemDescription:
    told = found._asdict()
    return ItemDescription(
        id=told.pop("item"), **{k: v for k, v in told.items() if k not in ("prompt", "facts")}
    )
