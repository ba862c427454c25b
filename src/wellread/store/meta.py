"""Small facts about the record, and its size: functions on a connection."""

from __future__ import annotations

from sqlalchemy import Connection, func, insert, select, text, update

from wellread.store.schema import events, impressions, items, meta, users

_COUNTS = select(
    select(func.count()).select_from(items).scalar_subquery().label("items"),
    select(func.count(users.c.id)).scalar_subquery().label("users"),
    select(func.count()).select_from(events).scalar_subquery().label("events"),
    select(func.count()).select_from(impressions).scalar_subquery().label("impressions"),
)

LAST_SEQ = (
    "select coalesce(max(seq), 0) from (select max(seq) as seq from events"
    " union all select cast(value as bigint) from meta where key = 'erased_seq') as given"
)
"""The highest seq ever given out, of a committed event; 0 before the first."""
_LAST_SEQ = text(LAST_SEQ)


def last_seq(connection: Connection) -> int:
    """The highest seq ever given out; 0 before the first."""
    return connection.scalar(_LAST_SEQ) or 0


def keep_last_seq(connection: Connection) -> None:
    """Has `last_seq` stay where it is, though the event is going to be deleted."""
    put(connection, "erased_seq", str(last_seq(connection)))


def get(connection: Connection, key: str) -> str | None:
    """The value of `key`; None where none was set."""
    return connection.scalar(select(meta.c.value).where(meta.c.key == key))


def put(connection: Connection, key: str, value: str) -> None:
    """Sets the value of `key`."""
    known = connection.execute(update(meta).where(meta.c.key == key).values(value=value)).rowcount
    if not known:
        connection.execute(insert(meta).values(key=key, value=value))


def counts(connection: Connection) -> dict[str, int]:
    """How many items (deleted ones too), users (erased ones not), events and impressions there are."""
    return dict(connection.execute(_COUNTS).one()._mapping)
