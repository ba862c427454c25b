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
    write_tags: Annotated[
        int, typer.Option(help="Have the language model give tags to so many items without any, instead.")
    ] = 0,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Show what was read of an item: how content people are with it, tags, category; or of a person."""
    if (item is not None) + (user is not None) + (write_tags > 0) != 1:
        raise InvalidInput(
            "none or several of an item, --user and --write-tags", "an item or --user", "Name one of them."
        )
    if write_tags:
        return _write_tags(workspace, write_tags, json)
    from wellread.engine import summaries
    from wellread.engine.read_columns import read_of

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
        told = f"{value:.2f}" if name == "sentiment" else value
        told = ", ".join(told) if isinstance(told, tuple) else told
        show(f"{name + ':':<11}{visible(str(told)) or '-'}")


def _write_tags(workspace: Path, most: int, json: bool) -> None:
    from wellread.engine.tag_writing import write_tags

    with opened(workspace) as there:
        found = {}
        for item, tags in write_tags(there, most):
            found[item.id] = list(tags)
            if not json:
                show(f"{visible(item.titled(''))}: {visible(', '.join(tags)) or '-'}")
    if json:
        print_json(found)
