"""Conversations over HTTP: the state travels with the messages."""

from __future__ import annotations

import time

from fastapi import APIRouter
from starlette.responses import Response

from wellread.conversation import ChatAnswer, ChatRequest
from wellread.domain import Request
from wellread.server import metrics, tracing
from wellread.server.answering import Answers
from wellread.server.workspace import Opened

router = APIRouter(prefix="/chat", tags=["recommendations"])


@router.post("", response_model=ChatAnswer)
async def chat(body: ChatRequest, workspace: Opened, answers: Answers) -> Response:
    """A message in, a list and words out; send the state that came back with the next message."""
    arrived = time.perf_counter()

    def make() -> tuple[ChatAnswer, str]:
        made = workspace.chat(body, arrived=arrived)
        return made, made.model_dump_json()

    waits = workspace.settings.writer.kind != "none"
    waits = waits or workspace.waits(Request(text=body.message, pipeline=body.pipeline))
    made, text = await answers.run(make, waits)
    metrics.steps(made.recommendation.trace)
    tracing.steps(made.recommendation.trace)
    return Response(text, media_type="application/json")
