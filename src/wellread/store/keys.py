"""API keys as rows: functions on a connection. Keys themselves are not kept, only what tells a right one."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from wellread.errors import NotFound
from wellread.store.schema import keys


class Key(NamedTuple):
    """One API key, without the key."""

    id: str
    name: str
    """What people call it."""
    digest: str
    """Hash of the key."""
    scopes: frozenset[str]
    """What it may be used for; words without spaces."""
    created: float
    """Seconds since 1970."""
    expires: float | None
    """Seconds since 1970 from which on it is refused; None: never."""


def every(connection: Connection) -> list[Key]:
    """All keys, expired ones too, in the order in which they were made."""
    found = connection.execute(select(keys).order_by(keys.c.created, keys.c.id))
    return [
        Key(row.id, row.name, row.digest, frozenset(row.scopes.split()), row.created, row.expires)
        for row in found
    ]


def put(connection: Connection, key: Key) -> None:
    """Makes or replaces the key of that id."""
    connection.execute(delete(keys).where(keys.c.id == key.id))
    connection.execute(insert(keys).values({**key._asdict(), "scopes": " ".join(sorted(key.scopes))}))


def expire(connection: Connection, id: str, at: float) -> None:
    """Has the key refused from `at` on.

    Raises:
        NotFound: No key has this id.
    """
    if not connection.execute(update(keys).where(keys.c.id == id).values(expires=at)).rowcount:
        raise NotFound(f"key '{id}'", "the id of a key", "List the keys and check the id.")
