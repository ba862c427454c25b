"""`python -m wellread.server.learning`: the process that has the models follow the log."""

from __future__ import annotations

import argparse
import signal
import threading
from collections.abc import Sequence
from pathlib import Path

from wellread import settings as settings_file
from wellread.engine.learner import Learner
from wellread.server import logs, metrics
from wellread.server.lifeline import FLUSH, Lifeline, leave_within


def main(given: Sequence[str] | None = None) -> None:
    """Learn until a signal."""
    parser = argparse.ArgumentParser(prog="wellread.server.learning")
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--lifeline", type=int, required=True, help="the socket to the supervisor")
    asked = parser.parse_args(given)
    settings = settings_file.load(asked.workspace)
    logs.configure(settings)
    stop = threading.Event()
    # Not in the handler itself: the thread that it interrupts may hold the event's lock.
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=stop.set).start())
    line = Lifeline(asked.lifeline, lambda: leave_within(settings.server.drain + FLUSH))
    metrics.starts.labels("learner").inc()
    line.ready()
    Learner(asked.workspace).run(stop, metrics.learnt)
    if line.broken:
        metrics.clear()


if __name__ == "__main__":
    main()
