"""Whether the server lives, and whether it can answer."""

from __future__ import annotations

from typing import Literal, cast

from fastapi import APIRouter, Request
from pydantic import BaseModel

from wellread.errors import WellreadError
from wellread.server.warm_up import WarmUp
from wellread.server.workspace import Opened

router = APIRouter(prefix="/health", tags=["health"])


class Live(BaseModel):
    """The process runs."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """Requests are answered."""

    status: Literal["ok"] = "ok"
    version: str
    """The snapshot that answers."""
    items: int
    seq: int
    """The highest number of an event."""


class NotReady(WellreadError):
    """The models are not there yet."""

    code, status = "not_ready", 503


@router.get("/live")
async def live() -> Live:
    """The process runs."""
    return Live()


@router.get("/ready")
def ready(request: Request, workspace: Opened) -> Ready:
    """The models are loaded and the database answers; 503 and why where that is not so."""
    if cast(WarmUp, request.app.state.warm_up).busy:
        raise NotReady("the models are being loaded", "a loaded snapshot", "Ask again in a second.")
    engine = workspace.engine
    return Ready(version=engine.version, items=len(engine.catalogue), seq=workspace.store.last_seq())
