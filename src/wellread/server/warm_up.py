"""Loading the models beside the start, so that the server answers /health from its first moment."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor

from wellread.engine.engine import Engine
from wellread.engine.workspace import Workspace
from wellread.errors import WellreadError
from wellread.language.segment import inspect

SENTENCE = "A sentence in English. 一句中文。"
"""Reading it loads what reads English and Chinese, a tenth of a second that no request shall wait for."""
EVERY = 0.1
"""Seconds between two looks for the first snapshot."""

log = logging.getLogger(__name__)


class WarmUp:
    """Has a workspace load its models in a thread.

    Where nothing was ever fitted, and the workspace leaves that to another process, it waits for that.

    Args:
        workspace: Whose models.
        done: Called in that thread once they are there.
    """

    def __init__(self, workspace: Workspace, done: Callable[[], object]) -> None:
        self._workspace = workspace
        self._done = done
        self._thread = ThreadPoolExecutor(1, "warm-up")
        self._loading: Future[Engine] | None = None
        self._ending = threading.Event()

    def begin(self) -> None:
        """Start loading."""
        self._loading = self._thread.submit(self._load)
        self._loading.add_done_callback(_tell)

    def _load(self) -> Engine:
        inspect(SENTENCE, self._workspace.settings.language)
        if not self._workspace.fits and self._workspace.snapshots.current() is None:
            log.info("nothing was fitted yet: waiting for the first snapshot")
            while self._workspace.snapshots.current() is None:
                if self._ending.wait(EVERY):
                    raise CancelledError
        engine = self._workspace.engine
        self._workspace.follow()
        self._done()
        self._workspace.warm_up(SENTENCE)
        return engine

    @property
    def busy(self) -> bool:
        """Whether the models are being loaded just now."""
        return self._loading is not None and not self._loading.done()

    def end(self) -> None:
        """Wait until the thread is done."""
        self._ending.set()
        self._thread.shutdown()


def _tell(loading: Future[Engine]) -> None:
    error = loading.exception()
    if isinstance(error, CancelledError):
        return
    if isinstance(error, WellreadError):
        log.error("the models cannot be loaded: %s", error)
    elif error:
        log.error("the models cannot be loaded", exc_info=error)
    else:
        engine = loading.result()
        log.info("snapshot %s is loaded: %d items", engine.version, len(engine.catalogue))
