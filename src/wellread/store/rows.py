"""Ids and their rows: what items and users have in common."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Select, Table, bindparam, func, insert, select, update

T = TypeVar("T")
Values = Mapping[str, Any]
"""Column name -> value."""

CHUNK = 1000
"""Rows in one statement: well under the 32,766 parameters that SQLite takes."""


class Put(NamedTuple):
    """What a `put_items` or `put_users` did."""

    rows: npt.NDArray[np.int64]
    """(n_given,) the row of each record, in the order given."""
    created: int
    updated: int
    unchanged: int


def sliced(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in chunks of at most `CHUNK`."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def find(connection: Connection, table: Table, ids: Collection[str]) -> dict[str, int]:
    """Id -> row, of those of `ids` that exist."""
    one, many = _queries(table)
    if len(ids) == 1:  # the usual case of an event that comes alone, in half the time
        (id,) = ids
        row = connection.scalar(one, {"id": id})
        return {} if row is None else {id: row}
    found: dict[str, int] = {}
    for chunk in sliced(list(ids)):
        found.update((id, row) for id, row in connection.execute(many, {"ids": chunk}))
    return found


@cache
def _queries(table: Table) -> tuple[Select[Any], Select[Any]]:
    return (
        select(table.c.row).where(table.c.id == bindparam("id")),
        select(table.c.id, table.c.row).where(table.c.id.in_(bindparam("ids", expanding=True))),
    )


def ensure(
    connection: Connection, table: Table, ids: Collection[str], new: Callable[[str], Values]
) -> dict[str, int]:
    """Id -> row, of all of `ids`; one that does not exist is made of the columns that `new` returns."""
    found = find(connection, table, ids)
    return found | _create(connection, table, {id: new(id) for id in ids if id not in found})


def put(
    connection: Connection, table: Table, ids: Sequence[str], given: Mapping[str, Values], stamp: Values
) -> Put:
    """Makes the records that are new and rewrites those that differ.

    Args:
        connection: In a write transaction.
        table: `items` or `users`.
        ids: The order in which the caller wants the rows.
        given: Id -> the columns that say whether a record differs.
        stamp: Columns that every written record gets besides.
    """
    columns = [table.c[name] for name in next(iter(given.values()), {})]
    query = select(table.c.id, table.c.row, *columns).where(table.c.id.in_(bindparam("ids", expanding=True)))
    rows: dict[str, int] = {}
    changed = []
    for chunk in sliced(list(given)):
        for id, row, *stored in connection.execute(query, {"ids": chunk}):
            rows[id] = row
            if stored != list(given[id].values()):
                changed.append({"at": row, **given[id], **stamp})
    if changed:
        # SQLAlchemy takes the columns to set from the keys of the parameters.
        connection.execute(update(table).where(table.c.row == bindparam("at")), changed)
    unchanged = len(rows) - len(changed)
    made = _create(connection, table, {id: {**given[id], **stamp} for id in given if id not in rows})
    rows.update(made)
    order = np.fromiter((rows[id] for id in ids), dtype=np.int64, count=len(ids))
    return Put(order, len(made), len(changed), unchanged)


def _create(connection: Connection, table: Table, new: Mapping[str, Values]) -> dict[str, int]:
    """Gives the next rows to the ids of `new`, in their order."""
    if not new:
        return {}
    first: int = connection.scalar(select(func.coalesce(func.max(table.c.row), -1) + 1)) or 0
    rows = {id: first + i for i, id in enumerate(new)}
    connection.execute(insert(table), [{"row": rows[id], "id": id, **new[id]} for id in new])
    return rows
