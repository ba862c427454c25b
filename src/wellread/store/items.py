"""Items as rows: functions on a connection."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam, func, select, update

from wellread.domain import Item
from wellread.errors import NotFound
from wellread.store import rows
from wellread.store.body import dump, load_item
from wellread.store.rows import Put
from wellread.store.schema import items

_APART = {"id", "available"}
_VERSION = select(func.coalesce(func.max(items.c.version), 0))
_ONE = select(items.c.body, items.c.available).where(items.c.id == bindparam("id"))
_CHANGED = select(items.c.row).where(items.c.version > bindparam("since"))
_SOME = (
    select(items.c.row, items.c.id, items.c.body, items.c.available)
    .where(items.c.row.in_(bindparam("rows", expanding=True)))
    .order_by(items.c.row)
)


def version(connection: Connection) -> int:
    """The version of the last change to any item; 0 before the first. One write counts once."""
    return connection.scalar(_VERSION) or 0


def put(connection: Connection, given: Sequence[Item]) -> Put:
    """Makes or replaces items; of the same id twice, the last counts."""
    columns = {item.id: {"body": _body(item), "available": item.available} for item in given}
    ids = [item.id for item in given]
    return rows.put(connection, items, ids, columns, {"version": version(connection) + 1})


def ensure(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """Id -> row; an id that is new becomes an item of that title."""
    stamp = {"available": True, "version": version(connection) + 1}
    return rows.ensure(connection, items, ids, lambda id: {"body": _body(Item(id=id, title=id)), **stamp})


def find(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """Id -> row, of those of `ids` that an item has."""
    return rows.find(connection, items, ids)


def expect(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """Id -> row.

    Raises:
        NotFound: There are ids that no item has; it names the first few.
    """
    found = find(connection, ids)
    if missing := [id for id in ids if id not in found]:
        raise unknown(missing)
    return found


def unknown(missing: Sequence[str]) -> NotFound:
    """The error that names the first few of the ids that no item has."""
    names = ", ".join(f"'{id}'" for id in missing[:3]) + (", ..." if len(missing) > 3 else "")
    return NotFound(
        f"{len(missing)} unknown item{'s' if len(missing) > 1 else ''}: {names}",
        "items that were added before",
        'Add the items first, or set events.unknown_items = "create"; nothing was stored.',
    )


def get(connection: Connection, id: str) -> Item:
    """The item.

    Raises:
        NotFound: No item has this id.
    """
    found = connection.execute(_ONE, {"id": id}).one_or_none()
    if found is None:
        raise NotFound(f"item '{id}'", "the id of an item", "Look for it in the list of items, or add it.")
    return load_item(id, found.body, found.available)


def changed(connection: Connection, since: int) -> list[int]:
    """Rows of the items that changed after version `since`, ascending."""
    # Sorted here: asked to sort, SQLite reads the whole table in place of the index of versions.
    return sorted(connection.scalars(_CHANGED, {"since": since}))


def at(connection: Connection, some: Sequence[int]) -> list[tuple[int, Item]]:
    """The items at these rows, in row order."""
    found = connection.execute(_SOME, {"rows": some})
    return [(row, load_item(id, body, available)) for row, id, body, available in found]


def blank(connection: Connection, id: str) -> None:
    """Leaves of an item its id and its row: not available, nothing said of it.

    Raises:
        NotFound: No item has this id.
    """
    get(connection, id)
    left = {"body": "{}", "available": False, "version": version(connection) + 1}
    connection.execute(update(items).where(items.c.id == id).values(left))


def _body(item: Item) -> str:
    return dump(f"item '{item.id}'", item, _APART)
