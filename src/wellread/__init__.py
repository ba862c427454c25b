"""Wellread, the recommender that reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from wellread.client import AsyncClient as AsyncClient
    from wellread.client import Client as Client
    from wellread.engine.workspace import Workspace

__version__ = "0.1.0"


def open(folder: str | Path) -> Workspace:
    """Open the workspace at `folder`, making it where there is none.

    >>> import tempfile
    >>> with open(tempfile.mkdtemp()) as shop:
    ...     shop.status()["items"]
    0
    """
    from pathlib import Path

    from wellread.engine.workspace import Workspace

    return Workspace(Path(folder))


def __getattr__(name: str) -> object:
    """`Client` and `AsyncClient`, imported when they are asked for: not everybody speaks HTTP."""
    if name not in ("AsyncClient", "Client"):
        raise AttributeError(f"module 'wellread' has no attribute '{name}'")
    from wellread import client

    return getattr(client, name)


def __dir__() -> list[str]:
    return sorted([*globals(), "AsyncClient", "Client"])
