"""Wellread, the recommender that reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

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
