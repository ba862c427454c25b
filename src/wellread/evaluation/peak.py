"""The most memory that the process held."""

from __future__ import annotations

import sys
from pathlib import Path

CLEAR, STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")


def begin() -> None:
    """Forget the peak of before, where the system can."""
    try:
        CLEAR.write_text("5", "ascii")
    except OSError:
        return


def mebibytes() -> float:
    """MiB held at most since `begin`, or since the process began where that cannot be told; nan: unknown."""
    try:
        lines = dict(line.split(":", 1) for line in STATUS.read_text("ascii").splitlines() if ":" in line)
        return int(lines["VmHWM"].split()[0]) / 1024
    except (OSError, KeyError, ValueError):
        return _since_the_start()


def _since_the_start() -> float:
    if sys.platform == "win32":
        return float("nan")
    import resource

    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (2**20 if sys.platform == "darwin" else 1024)
