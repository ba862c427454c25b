"""As many open files as the connections of a process need."""

from __future__ import annotations

import logging
import sys

OTHERS = 512
"""Files beside connections: the database, snapshots, libraries."""

log = logging.getLogger(__name__)


def allow(connections: int) -> None:
    """Raise this process's limit of open files as far as it must, and may, be raised."""
    if sys.platform == "win32":
        return
    import resource

    wanted = connections + OTHERS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    raised = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (raised, hard))
    if raised < wanted:
        log.warning("%d connections need %d open files, and %d are allowed", connections, wanted, raised)
