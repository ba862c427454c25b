"""Whether the server lives, and whether it can answer."""

from __future__ import annotations

from typing import Literal, cast

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict

from wellread.server.readiness import Readiness

router = APIRouter(prefix="/health", tags=["health"])


class Live(BaseModel):
    """The process runs."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """Requests are answered."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    status: Literal["ok"] = "ok"
    version: str
    """The snapshot that answers."""
    items: int
    """How many items it knows."""
    seq: int
    """The highest number of an event."""
    learnt: int
    """The highest number of an event that the models count."""
    behind: int
    """How many numbers lie between the two."""


@router.get("/live")
async def live() -> Live:
    """The process runs."""
    return Live()


@router.get("/ready")
def ready(request: Request) -> Ready:
    """The models are loaded and the database can be read and written; 503 and why where that is not so.

    Also 503 from the signal to stop on, while requests under way are still answered.
    """
    found = cast(Readiness, request.app.state.readiness).check()
    return Ready(**found._asdict(), behind=max(found.seq - found.learnt, 0))
