"""A lock between processes: a file that one of them holds until it lets go or dies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows: a single process is then the operator's care
    fcntl = None  # type: ignore[assignment]


@contextmanager
def locked(file: Path, wait: bool) -> Iterator[bool]:
    """Hold `file`, which is made where it is missing.

    Args:
        file: What stands for the lock.
        wait: Until whoever holds it lets go; else come back at once.

    Yields:
        Whether it is held.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _taken(handle, wait)
    finally:
        os.close(handle)


def _taken(handle: int, wait: bool) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
