"""`wellread export`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wellread.cli.opening import opened
from wellread.cli.options import Folder, Json
from wellread.cli.output import print_json, show

if TYPE_CHECKING:
    from wellread.store import Store


class Noun(StrEnum):
    """What there is to export."""

    ITEMS = "items"
    USERS = "users"
    EVENTS = "events"


def export(
    what: Annotated[Noun, typer.Argument(help="Which records.")],
    file: Annotated[Path, typer.Argument(help="Where to: .jsonl, .csv or .parquet.")],
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Write items, users or events to a file that `wellread import` reads."""
    with opened(workspace) as there:
        written = _write(there.store, what, file)
    if json:
        print_json({"file": str(file), what.value: written})
    else:
        show(f"{written:,} {what.value} in {file}")


def _write(store: Store, what: Noun, file: Path) -> int:
    from wellread.data import write

    if what is Noun.EVENTS:
        return write(store.events(), file)
    if what is Noun.USERS:
        return write((user for _, user in store.users()), file)
    return write((item for _, item in store.items()), file)
