"""Options that several verbs share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

VARIABLE = "WELLREAD_WORKSPACE"


def _folder(ctx: typer.Context, given: Path) -> Path:
    """What stands behind the verb, else what stands before it or in the environment."""
    before: Path = ctx.find_root().params["workspace"]
    return before if given == Path() else given


def _json(ctx: typer.Context, asked: bool) -> bool:
    """Remember it: errors are JSON then, too."""
    ctx.meta["json"] = asked
    return asked


Folder = Annotated[
    Path,
    typer.Option("--workspace", "-w", callback=_folder, help=f"Folder of the workspace (or {VARIABLE})."),
]
Json = Annotated[bool, typer.Option("--json", callback=_json, help="Print one JSON document.")]
K = Annotated[int, typer.Option("-k", help="How many items.")]
Host = Annotated[str | None, typer.Option(help="Address to listen on; default: that of the settings.")]
Port = Annotated[
    int | None,
    typer.Option(min=0, max=65535, help="Port to listen on; 0: any that is free; default: the settings'."),
]
