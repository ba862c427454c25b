"""`python -m wellread.server.worker`: a process that answers. The supervisor starts it."""

from __future__ import annotations

import argparse
import gc
import logging
import math
import signal
import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

import uvicorn

from wellread.engine.workspace import Workspace
from wellread.errors import WellreadError
from wellread.server import logs, metrics, open_files, tracing
from wellread.server.app import create_app
from wellread.server.lifeline import FLUSH, Lifeline, leave_within
from wellread.server.protocol import bounded
from wellread.server.readiness import Readiness

LAME = 0.5
"""Seconds from the signal to stop in which answers close their connections; then idle ones are closed."""
SWITCH = 0.001
"""Seconds that a thread computes on while another waits: an answer shall not wait for five others."""


class Worker(uvicorn.Server):
    """uvicorn, with a moment in which clients learn that their connection ends.

    A connection that is closed while a request is on its way loses that request. So at the signal every
    answer says that it is the connection's last, and only what stays silent is closed.
    """

    _told: float | None = None

    def __init__(self, config: uvicorn.Config, readiness: Readiness) -> None:
        super().__init__(config)
        self._readiness = readiness

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to leave."""
        if self._told is None:
            self._told = time.monotonic()
            self._readiness.leaving = True

    async def on_tick(self, counter: int) -> bool:
        """Whether to stop now."""
        if self._told is not None:
            alone = not self.server_state.connections
            self.should_exit = alone or time.monotonic() > self._told + LAME
        return await super().on_tick(counter)


def main(given: Sequence[str] | None = None) -> int:
    """Answer until a signal; the exit code, when everything that was accepted is answered and written."""
    asked = _read(given)
    try:
        workspace = Workspace(asked.workspace, fits=asked.fits)
    except WellreadError as error:
        logging.getLogger("wellread.server.worker").error("nothing can be answered: %s", error)
        return error.exit_code
    settings = workspace.settings
    logs.configure(settings)
    own = settings.server
    line = Lifeline(asked.lifeline, lambda: leave_within(own.drain + FLUSH))
    open_files.allow(own.connections)
    sys.setswitchinterval(SWITCH)
    app = create_app(workspace, loaded=lambda: _settle(line), tracer=tracing.tracer())
    config = uvicorn.Config(
        app,
        http=bounded(own.connections, own.timeout),
        ws="none",
        log_config=None,
        access_log=False,  # it holds query strings, which may hold what people say
        server_header=False,
        timeout_graceful_shutdown=math.ceil(own.drain),
    )
    signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn sends it to us again when it is done
    with socket.socket(fileno=asked.fd) as listening:
        Worker(config, app.state.readiness).run(sockets=[listening])
    if line.broken:
        metrics.clear()
    return 0


def _settle(line: Lifeline) -> None:
    """The models are loaded.

    What is there stays there, so collections need not look at it: a full one takes 50 ms for 100,000 events
    and as many more as there are more.
    """
    gc.collect()
    gc.freeze()
    line.ready()


def _read(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="wellread.server.worker")
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--fd", type=int, required=True, help="the socket to answer on")
    parser.add_argument("--lifeline", type=int, required=True, help="the socket to the supervisor")
    parser.add_argument("--fits", action="store_true", help="fit where nothing was ever fitted")
    return parser.parse_args(given)


if __name__ == "__main__":
    sys.exit(main())
