"""Every request is counted, and what there is to count beside requests is looked at now and then."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wellread.engine.snapshot import MANIFEST
from wellread.engine.workspace import Workspace
from wellread.server import metrics
from wellread.server.errors import CODE
from wellread.server.paths import place
from wellread.server.readiness import Readiness

EVERY = 1.0
"""Seconds between two looks at what changes without requests."""

router = APIRouter(tags=["health"])


@router.get("/metrics", response_class=Response)
def page() -> Response:
    """What all processes of this server counted, as Prometheus reads it."""
    return Response(metrics.page(), media_type=CONTENT_TYPE_LATEST)


class Measured:
    """Counts a request by its route, and tells what became of it.

    Args:
        app: What comes behind.
        readiness: Told whether the store took what was written; says whether this process is leaving.
    """

    def __init__(self, app: ASGIApp, readiness: Readiness) -> None:
        self._app = app
        self._readiness = readiness

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        begin, status = time.perf_counter(), 500

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                if self._readiness.leaving:
                    message["headers"] = [*message["headers"], (b"connection", b"close")]
            await send(message)

        metrics.under_way.inc()
        try:
            await self._app(scope, receive, seen)
        finally:
            metrics.under_way.dec()
            code = scope.get(CODE) or ("internal" if status == 500 else "")
            method, route = scope["method"], place(scope)
            metrics.request(method, route, status, code, time.perf_counter() - begin)
            self._readiness.saw(method, route, status, code)


@contextlib.asynccontextmanager
async def watched(workspace: Workspace) -> AsyncIterator[None]:
    """Look at memory, queues and models of this process as long as the context is open."""
    metrics.starts.labels("worker").inc()
    task = asyncio.create_task(_watch(workspace))
    try:
        yield
    finally:
        task.cancel()


async def _watch(workspace: Workspace) -> None:
    look = _Look(workspace)
    while True:
        await asyncio.to_thread(look)  # it may wait for a lock
        await asyncio.sleep(EVERY)


class _Look:
    """Sets what a worker says of itself."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._written = self._dropped = 0
        self._use = metrics.ModelUse(workspace.language_models.gate)
        self._published = "", 0.0
        """A version, and when it was."""

    def __call__(self) -> None:
        workspace = self._workspace
        metrics.hold("worker")
        metrics.events_waiting.set(workspace.events_waiting)
        metrics.impressions_waiting.set(workspace.shown.waiting)
        written, dropped = workspace.shown.written, workspace.shown.dropped
        metrics.impressions.inc(written - self._written)
        metrics.impressions_dropped.inc(dropped - self._dropped)
        self._written, self._dropped = written, dropped
        self._use()
        if version := workspace.version:
            metrics.items.set(len(workspace.engine.catalogue))
            if version != self._published[0]:
                # One that was cleared away since was published just now.
                self._published = version, time.time()
                with contextlib.suppress(OSError):
                    manifest = workspace.snapshots.folder / version / MANIFEST
                    self._published = version, manifest.stat().st_mtime
            metrics.snapshot_age.set(max(time.time() - self._published[1], 0.0))
