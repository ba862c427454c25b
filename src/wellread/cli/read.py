"""`wellread read`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wellread.cli.opening import opened
from wellread.cli.options import Folder, Json
from wellread.cli.output import print_json, show, visible
from wellread.errors import InvalidInput


def read(
    item: Annotated[str | None, typer.Argument(help="Id of the item.")] = None,
    user: Annotated[str | None, typer.Option(help="A person's history in a few words, instead.")] = None,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Show what was read of an item: how content people are with it, tags, category; or of a person."""
    if (item is None) is (user is None):
        raise InvalidInput("both or neither", "an item or --user", "Name one of them.")
    from wellread.engine import summaries
    from wellread.engine.reading import read_of

    with opened(workspace) as there:
        catalogue = there.engine.catalogue
        if item is not None:
            about = read_of(catalogue, catalogue.require(item))._asdict()
        else:
            about = summaries.told(there.store, there.settings, catalogue, str(user))._asdict()
    if json:
        return print_json({"id": item or user, **about})
    if user is not None:
        return show(about["text"] or "nothing can be said yet")
    for name, value in about.items():
        told = (
            ", ".join(value) if isinstance(value, tuple) else f"{value:.2f}" if name == "sentiment" else value
        )
        show(f"{name + ':':<11}{visible(str(told)) or '-'}")
