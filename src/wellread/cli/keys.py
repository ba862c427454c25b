"""`wellread keys`: who may use the server."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wellread.cli.opening import opened
from wellread.cli.options import Folder, Json
from wellread.cli.output import print_json, show, talk, visible
from wellread.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    from wellread.store import Key, Store

DAY, HOUR = 86_400.0, 3_600.0

keys = typer.Typer(no_args_is_help=True, help="Make, list, revoke and rotate API keys.")


class Scope(StrEnum):
    """What a key opens."""

    READ = "read"
    INGEST = "ingest"
    ADMIN = "admin"


Id = Annotated[str, typer.Argument(help="Id of the key; `wellread keys list` tells it.")]


@keys.command()
def add(
    name: Annotated[str, typer.Argument(help="Tells keys apart: who uses it, for what.")],
    scope: Annotated[
        list[Scope], typer.Option(help="What it opens: read (lists), ingest (send data), admin (everything).")
    ],
    days: Annotated[float | None, typer.Option(help="Days until it expires; default: never.")] = None,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Make a key and print it. It cannot be shown again: only its hash is stored."""
    from wellread.server.api_key import mint

    if not name.strip() or (days is not None and not days > 0):
        raise InvalidInput(f"name '{name}', days {days}", "a name, and days above 0", "Correct it.")
    text, key = mint(name, scope, None if days is None else days * DAY)
    with opened(workspace) as there:
        there.store.put_key(key)
    _tell(text, key, json)


@keys.command("list")
def list_(workspace: Folder = Path(), json: Json = False) -> None:
    """List the keys, those that are not valid any more too; what is secret of them is not stored."""
    with opened(workspace) as there:
        found = [_told(key) for key in list(there.store.keys())]
    if json:
        return print_json(found)
    if not found:
        return talk("there are no keys; make one: wellread keys add NAME --scope read")
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table("id", "name", "scopes", "created", "expires", "valid", box=SIMPLE_HEAD)
    for key in found:
        row = {**key, "name": visible(key["name"]), "scopes": ", ".join(key["scopes"])}
        row |= {"expires": key["expires"] or "never", "valid": "yes" if key["valid"] else "no"}
        table.add_row(*row.values())
    show(table)


@keys.command()
def revoke(id: Id, workspace: Folder = Path(), json: Json = False) -> None:
    """Make a key invalid, in running servers within about a second."""
    with opened(workspace) as there:
        key = _valid(there.store, id)
        there.store.expire_key(id, time.time())
    if json:
        print_json({"revoked": id})
    else:
        show(f"key {id} ({visible(key.name)}) is revoked")


@keys.command()
def rotate(
    id: Id,
    grace: Annotated[float, typer.Option(min=0, help="Hours for which the old key stays valid.")] = 24.0,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Make a key that takes another's place: the same name, scopes and lifetime."""
    from wellread.server.api_key import mint

    with opened(workspace) as there:
        old = _valid(there.store, id)
        lifetime = None if old.expires is None else old.expires - old.created
        text, key = mint(old.name, old.scopes, lifetime)
        there.store.put_key(key)
        there.store.expire_key(id, min(old.expires or float("inf"), time.time() + grace * HOUR))
    _tell(text, key, json)
    talk(f"the old key {id} is valid for {grace:g} more hours at most")


def _valid(store: Store, id: str) -> Key:
    found = next((key for key in list(store.keys()) if key.id == id), None)
    if found is None:
        raise NotFound(f"no key has the id '{id}'", "the id of a key", "List them: wellread keys list.")
    if not _told(found)["valid"]:
        raise InvalidInput(
            f"key '{id}' is not valid any more", "a valid key", "Make another one: wellread keys add."
        )
    return found


def _tell(text: str, key: Key, json: bool) -> None:
    if json:
        return print_json(_told(key) | {"key": text})
    show(text)
    talk(f"key {key.id}, {' and '.join(sorted(key.scopes))}: keep it now, it cannot be shown again")


def _told(key: Key) -> dict[str, Any]:
    """A key as it is shown: dates are UTC."""
    return {
        "id": key.id,
        "name": key.name,
        "scopes": sorted(key.scopes),
        "created": _date(key.created),
        "expires": None if key.expires is None else _date(key.expires),
        "valid": key.expires is None or key.expires > time.time(),
    }


def _date(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
