"""`python -m wellread.server.learning`: the process that has the models follow the log."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from wellread import settings as settings_file
from wellread.engine.learner import Learner
from wellread.errors import WellreadError
from wellread.server import logs, metrics
from wellread.server.lifeline import FLUSH, Lifeline, leave_within

NICE = 5
"""How far a learner stands back where it and workers want the same processors."""

log = logging.getLogger(__name__)


def main(given: Sequence[str] | None = None) -> int:
    """Learn until a signal; the exit code."""
    parser = argparse.ArgumentParser(prog="wellread.server.learning")
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--lifeline", type=int, required=True, help="the socket to the supervisor")
    asked = parser.parse_args(given)
    settings = settings_file.load(asked.workspace)
    logs.configure(settings)
    stop = threading.Event()
    # Not in the handler itself: the thread that it interrupts may hold the event's lock.
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=stop.set).start())
    line = Lifeline(asked.lifeline, lambda: leave_within(FLUSH))
    metrics.starts.labels("learner").inc()
    os.nice(NICE)
    line.ready()
    try:
        Learner(asked.workspace).run(stop, metrics.learnt)
    except WellreadError as error:
        log.error("nothing is learnt: %s", error)
        return error.exit_code
    finally:
        if line.broken:
            metrics.clear()
    return 0


if __name__ == "__main__":
    sys.exit(main())
