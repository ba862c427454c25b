"""`wellread init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wellread.cli.options import Folder, Json
from wellread.cli.output import print_json, talk


def init(
    folder: Annotated[Path | None, typer.Argument(help="Folder to make; default: --workspace.")] = None,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Make a workspace: a folder with settings and a database."""
    from wellread.engine.workspace import Workspace
    from wellread.settings import FILE

    place = folder or workspace
    new = not (place / FILE).exists()
    with Workspace(place) as made:
        counts = made.store.counts()
    if json:
        print_json({"folder": str(place), "new": new, **counts})
    talk(f"made the workspace '{place}'" if new else f"'{place}' is a workspace already; nothing was changed")
    talk("next:")
    talk(f"  wellread import DATA -w '{place}'       a folder or file of items, users, events")
    talk(f"  wellread fit -w '{place}'")
    talk(f"  wellread recommend --text \"...\" -w '{place}'")
