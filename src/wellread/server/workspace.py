"""The workspace, as handlers ask for it.

Answers are made by a thread of their own (`answering`), events are stored by the one that commits for all who
wait. Other handlers that touch the workspace are a plain `def`: committing and reading take milliseconds
of disk, which would keep an event loop from all other requests. FastAPI runs `def` handlers in a pool of
threads, and a workspace is safe to share between threads.
"""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from wellread.engine.workspace import Workspace


async def _workspace(request: Request) -> Workspace:
    return cast(Workspace, request.app.state.workspace)


Opened = Annotated[Workspace, Depends(_workspace)]
