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
from wellread.engine.learner import Learner, Learnt
from wellread.errors import LearnerBusy, WellreadError
from wellread.server import logs, metrics
from wellread.server.lifeline import FLUSH, Lifeline, leave_within

NICE = 5
"""How far a learner stands back where it and workers want the same processors."""

STANDBY = 5.0
"""Seconds between two looks whether another learner has ended."""

log = logging.getLogger("wellread.server.learning")  # this module is run, so `__name__` is not its name


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
        _learn(asked.workspace, stop)
    except WellreadError as error:
        log.error("nothing is learnt: %s", error)
        return error.exit_code
    finally:
        if line.broken:
            metrics.clear()
    return 0


def _learn(workspace: Path, stop: threading.Event) -> None:
    """Learn until `stop`; while another process learns on the workspace, wait for its end."""
    learner, told = Learner(workspace), False
    use = metrics.ModelUse(learner.gate)

    def report(learnt: Learnt) -> None:
        metrics.learnt(learnt)
        use()

    while not stop.is_set():
        try:
            return learner.run(stop, report)
        except LearnerBusy as error:
            if not told:
                log.warning("waiting for the end of another learner: %s", error)
            told = True
            stop.wait(STANDBY)


if __name__ == "__main__":
    sys.exit(main())
