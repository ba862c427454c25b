"""Recommendations over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from wellread.domain import Recommendation, Request
from wellread.engine.workspace import read_request
from wellread.server import metrics, tracing
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


class Asked(Page):
    """A request as a query string says it."""

    user: str | None = None
    text: str = ""
    item: str | None = None
    pipeline: str = "home"
    exclude: list[str] = []


@router.post("", response_model=Recommendation)
def recommend(body: Request, workspace: Opened) -> Response:
    """A ranked list for a user, a history, a sentence, an item, or any mixture of them."""
    return as_json(workspace.recommend(body))


@router.get("", response_model=Recommendation)
def recommend_by_query(query: Annotated[Asked, Query()], workspace: Opened) -> Response:
    """The same in a query string, for trying out. Words of people are better sent in a body."""
    asked = query.model_dump() | {"filter": read_filter(query.filter)}
    return as_json(workspace.recommend(read_request(asked)))


def as_json(answer: Recommendation) -> Response:
    """The answer as it is: the engine made it, so it is not validated again."""
    metrics.steps(answer.trace)
    tracing.steps(answer.trace)
    return Response(answer.model_dump_json(), media_type="application/json")
