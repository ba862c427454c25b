"""The application: routes, middleware and the life of the workspace behind them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from pydantic import BaseModel

from wellread import __version__
from wellread.engine.workspace import Workspace
from wellread.server import errors, events, health, items, recommendations, users
from wellread.server.body_limit import BodyLimit
from wellread.server.keys import DOCUMENTED, Keys
from wellread.server.paths import EncodedSlashes
from wellread.server.request_ids import RequestIds
from wellread.server.warm_up import WarmUp


class Welcome(BaseModel):
    """Where to go from here."""

    name: str = "wellread"
    version: str = __version__
    docs: str = "/docs"
    openapi: str = "/openapi.json"


def create_app(workspace: Workspace) -> FastAPI:
    """The HTTP API on `workspace`, whose models it loads at its start and which it closes at its end."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        app.state.warm_up.begin()
        yield
        app.state.warm_up.end()
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
    app.state.warm_up = WarmUp(workspace)
    errors.install(app)
    _add_middleware(app, workspace)
    _add_routes(app)
    return app


def _add_middleware(app: FastAPI, workspace: Workspace) -> None:
    """The last one added is the first one that a request meets."""
    server = workspace.settings.server
    app.add_middleware(BodyLimit, most=server.max_body)
    if server.api_key.get_secret_value():
        app.add_middleware(Keys, key=server.api_key.get_secret_value())
    app.add_middleware(EncodedSlashes)
    app.add_middleware(RequestIds)


def _add_routes(app: FastAPI) -> None:
    v1 = APIRouter(prefix="/v1", dependencies=DOCUMENTED)
    for noun in (items, users, events, recommendations):
        v1.include_router(noun.router)
    app.include_router(v1)
    app.include_router(health.router)

    @app.get("/", tags=["health"])
    async def welcome() -> Welcome:
        """Where to go from here."""
        return Welcome()
