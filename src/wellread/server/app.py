"""The application: routes, middleware and the life of the workspace behind them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI
from pydantic import BaseModel

from wellread import __version__
from wellread.engine.workspace import Workspace
from wellread.server import (
    chat,
    costs,
    descriptions,
    errors,
    events,
    experiments,
    health,
    items,
    measured,
    reading,
    recommendations,
    search,
    users,
)
from wellread.server.answering import Answering
from wellread.server.body_limit import BodyLimit
from wellread.server.key_ring import KeyRing
from wellread.server.keys import DOCUMENTED, Keys
from wellread.server.measured import Measured, watched
from wellread.server.paths import EncodedSlashes
from wellread.server.rate_limit import RateLimit
from wellread.server.readiness import Readiness
from wellread.server.request_ids import RequestIds
from wellread.server.tracing import Traced
from wellread.server.waiting import Waiting
from wellread.server.warm_up import WarmUp

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer


class Welcome(BaseModel):
    """Where to go from here."""

    name: str = "wellread"
    version: str = __version__
    docs: str = "/docs"
    openapi: str = "/openapi.json"


def create_app(
    workspace: Workspace, loaded: Callable[[], object] = lambda: None, tracer: Tracer | None = None
) -> FastAPI:
    """The HTTP API on `workspace`, whose models it loads at its start and which it closes at its end.

    Args:
        workspace: What it answers from.
        loaded: Called, in a thread, once the models are loaded.
        tracer: Where spans of requests go, if anywhere.
    """
    warm_up = WarmUp(workspace, loaded)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        warm_up.begin()
        async with watched(workspace):
            yield
        warm_up.end()
        app.state.answering.close()
        workspace.close()

    app = FastAPI(
        title="Wellread",
        summary="Ranked lists from what people did and what was said, in real time.",
        version=__version__,
        lifespan=life,
        redoc_url=None,
        swagger_ui_oauth2_redirect_url=None,
        redirect_slashes=False,
        responses=errors.DOCUMENTED,
    )
    app.state.workspace = workspace
    app.state.answering = Answering()
    app.state.readiness = Readiness(workspace, warm_up)
    errors.install(app)
    _add_middleware(app, workspace)
    if tracer is not None:
        app.add_middleware(Traced, tracer=tracer)
    _add_routes(app)
    return app


def _add_middleware(app: FastAPI, workspace: Workspace) -> None:
    """The last one added is the first one that a request meets."""
    server = workspace.settings.server
    app.add_middleware(BodyLimit, most=server.max_body, seconds=server.timeout)
    if server.rate_limit:
        app.add_middleware(RateLimit, rate=server.rate_limit)
    app.add_middleware(Keys, ring=KeyRing(workspace.store.keys, server.api_key.get_secret_value()))
    app.add_middleware(Waiting, most=server.waiting)
    app.add_middleware(EncodedSlashes)
    app.add_middleware(RequestIds)
    app.add_middleware(Measured, readiness=app.state.readiness)


def _add_routes(app: FastAPI) -> None:
    v1 = APIRouter(prefix="/v1", dependencies=DOCUMENTED)
    # reading first: its paths end behind ids, which may hold slashes
    for noun in (
        reading,
        descriptions,
        items,
        users,
        events,
        recommendations,
        search,
        chat,
        experiments,
        costs,
    ):
        v1.include_router(noun.router)
    app.include_router(v1)
    app.include_router(health.router)
    app.include_router(measured.router)

    @app.get("/", tags=["health"])
    async def welcome() -> Welcome:
        """Where to go from here."""
        return Welcome()
