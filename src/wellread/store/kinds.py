"""Kinds of events as small integers: functions on a connection."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from wellread.store import rows
from wellread.store.schema import kinds

_NAMES = select(kinds.c.id).order_by(kinds.c.row)


def ensure(connection: Connection, names: Collection[str]) -> dict[str, int]:
    """Name -> row; a kind seen for the first time gets one."""
    return rows.ensure(connection, kinds, names, lambda name: {})


def names(connection: Connection) -> tuple[str, ...]:
    """The names of all kinds: row `i` is `names[i]`."""
    return tuple(connection.scalars(_NAMES))
