"""Recommendations over HTTP."""

from __future__ import annotations

import time
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from wellread.domain import Recommendation, Request
from wellread.engine.asked import read_request
from wellread.engine.workspace import Workspace
from wellread.server import metrics, tracing
from wellread.server.answering import Answering, Answers
from wellread.server.filters import read_filter
from wellread.server.workspace import Opened

router = APIRouter(prefix="/recommendations", tags=["recommendations"])


class Page(BaseModel):
    """Which part of a list, and how, as a query string says it. `Request` checks the values."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    k: int = 10
    offset: int = 0
    filter: str = ""
    """JSON, such as `{"year": {"gte": 1990}}`."""
    language: str = ""
    explain: bool = False
    reword: bool = False
    deadline_ms: float | None = None


class Asked(Page):
    """A request as a query string says it."""

    user: str | None = None
    text: str = ""
    item: str | None = None
    pipeline: str = "home"
    exclude: list[str] = []


@router.post("", response_model=Recommendation)
async def recommend(body: Request, workspace: Opened, answers: Answers) -> Response:
    """A ranked list for a user, a history, a sentence, an item, or any mixture of them."""
    return await answer(body, workspace, answers)


@router.get("", response_model=Recommendation)
async def recommend_by_query(
    query: Annotated[Asked, Query()], workspace: Opened, answers: Answers
) -> Response:
    """The same in a query string, for trying out. Words of people are better sent in a body."""
    asked = query.model_dump() | {"filter": read_filter(query.filter)}
    return await answer(read_request(asked), workspace, answers)


async def answer(request: Request, workspace: Workspace, answers: Answering) -> Response:
    """The answer as it is: the engine made it, so it is not validated again."""
    arrived = time.perf_counter()

    def make() -> tuple[Recommendation, str]:
        made = workspace.recommend(request, arrived=arrived)
        return made, made.model_dump_json()

    made, body = await answers.run(make, workspace.waits(request))
    metrics.steps(made.trace)
    tracing.steps(made.trace)
    return Response(body, media_type="application/json")
