"""The workspace, as handlers ask for it.

Every handler that touches it is a plain `def`: reading a text, scoring and committing take milliseconds of
computing or of disk, which would keep an event loop from all other requests. FastAPI runs `def` handlers in
a pool of threads, and a workspace is safe to share between threads.
"""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from wellread.engine.workspace import Workspace


async def _workspace(request: Request) -> Workspace:
    return cast(Workspace, request.app.state.workspace)


Opened = Annotated[Workspace, Depends(_workspace)]
