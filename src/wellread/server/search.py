"""Searches over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from wellread.domain import Recommendation
from wellread.engine.asked import read_search
from wellread.server.answering import Answers
from wellread.server.filters import read_filter
from wellread.server.recommendations import Page, answer
from wellread.server.workspace import Opened

router = APIRouter(prefix="/search", tags=["recommendations"])


class Searched(Page):
    """A search as a query string says it."""

    q: str = ""
    """What to look for: names, parts of names, or what an item is about, in any language."""
    user: str | None = None
    """Whose history moves items that answer alike."""


@router.get("", response_model=Recommendation)
async def search(query: Annotated[Searched, Query()], workspace: Opened, answers: Answers) -> Response:
    """Items that answer the words of a search, and no others."""
    asked = query.model_dump(exclude={"q"}) | {"filter": read_filter(query.filter)}
    return await answer(read_search(query.q, asked), workspace, answers)
