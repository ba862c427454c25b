from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from wellread.domain import Item
from wellread.engine.workspace import Workspace
from wellread.server.app import create_app

BOOKS = [
    Item(id="dune", title="Dune", text="A desert planet, spice and giant worms.", tags=["sf"]),
    Item(id="emma", title="Emma", text="A matchmaker in an English village.", tags=["romance"]),
    Item(id="ubik", title="Ubik", text="Half-life, telepaths and a spray can.", tags=["sf"]),
]


class Silent(HttpToolsProtocol):
    """Writes no log of its own, which pytest would listen to: it cannot hold an encoded slash."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.access_log = False


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    """A few books, no events. Whoever runs it closes it."""
    with Workspace(tmp_path / "shop") as workspace:
        workspace.put_items(BOOKS)
        workspace.fit()
    return create_app(Workspace(tmp_path / "shop"))


@pytest.fixture
def url(app: FastAPI) -> Iterator[str]:
    """The same, listening on this machine."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, http=Silent, ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        deadline = time.monotonic() + 30
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        host, port = server.servers[0].sockets[0].getsockname()[:2]
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = True
        thread.join(30)
