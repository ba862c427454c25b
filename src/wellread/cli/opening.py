"""Opening a workspace that is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wellread.errors import NotFound

if TYPE_CHECKING:
    from wellread.engine.workspace import Workspace


def demand(folder: Path) -> None:
    """Refuse a folder that is no workspace, instead of making one out of a mistyped name.

    Raises:
        NotFound: it holds neither settings nor a database.
    """
    from wellread.settings import DATABASE, FILE

    if not (folder / FILE).exists() and not (folder / DATABASE).exists():
        raise NotFound(
            f"'{folder}' is no workspace",
            f"a folder that holds {FILE}",
            f"Make one with `wellread init {folder}`, or name one with --workspace FOLDER.",
        )


def opened(folder: Path) -> Workspace:
    """The workspace in `folder`.

    Raises:
        NotFound: there is none.
    """
    from wellread.engine.workspace import Workspace

    demand(folder)
    return Workspace(folder)
