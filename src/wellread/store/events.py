"""Events as rows: functions on a connection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, func, select

from wellread.domain import Event
from wellread.ids import new_id
from wellread.store import items, kinds, sqlite, users
from wellread.store import schema as tables
from wellread.store.body import dump_context, load_context
from wellread.store.rows import CHUNK
from wellread.store.schema import events

_INSERT = sqlite.insert_new(events, "id")
_WHOLE = (
    select(
        events,
        tables.users.c.id.label("user"),
        tables.items.c.id.label("item"),
        tables.kinds.c.id.label("name"),
    )
    .join(tables.users, tables.users.c.row == events.c.user_row)
    .join(tables.kinds, tables.kinds.c.row == events.c.kind)
    .join(tables.items, tables.items.c.row == events.c.item_row, isouter=True)
    .where(events.c.seq > bindparam("after"))
    .order_by(events.c.seq)
    .limit(CHUNK)
)
_OF_USER = _WHOLE.where(events.c.user_row == bindparam("user_row"))
_SAID = (
    select(
        events.c.seq,
        events.c.user_row,
        func.coalesce(events.c.item_row, -1),
        tables.kinds.c.id,
        events.c.value,
        events.c.text,
    )
    .join(tables.kinds, tables.kinds.c.row == events.c.kind)
    .where(events.c.seq > bindparam("after"), events.c.text != "")
    .order_by(events.c.seq)
    .limit(CHUNK)
)


class Added(NamedTuple):
    """What an `add_events` did."""

    stored: int
    duplicates: int
    """Events whose id was there already, or came twice in the call."""
    seq: int
    """The highest seq ever given out, after the call."""
    ids: list[str]
    """The id of each event, in the order given: its own, or the one made for it."""


class Past(NamedTuple):
    """One event of a history."""

    row: int
    """Row of the item; -1 for none."""
    kind: str
    value: float | None
    time: float
    """Seconds since 1970."""
    text: str


class Said(NamedTuple):
    """The words of one event."""

    seq: int
    user_row: int
    item_row: int
    """-1 for none."""
    kind: str
    value: float | None
    text: str


def add(connection: Connection, given: Sequence[Event], create_items: bool) -> Added:
    """Appends events; one whose id is there already is left out.

    Raises:
        NotFound: There are items that do not exist, and `create_items` is not set.
    """
    about = dict.fromkeys(event.item for event in given if event.item is not None)
    item_rows = items.ensure(connection, about) if create_items else items.expect(connection, about)
    user_rows = users.ensure(connection, dict.fromkeys(event.user for event in given))
    kind_rows = kinds.ensure(connection, dict.fromkeys(event.kind for event in given))
    ids = [event.id or new_id() for event in given]
    new = [
        {
            "id": id,
            "user_row": user_rows[event.user],
            "item_row": None if event.item is None else item_rows[event.item],
            "kind": kind_rows[event.kind],
            "value": event.value,
            "time": event.time,
            "text": event.text,
            "session": event.session,
            "context": dump_context(event.context),
            "request": event.request,
            "synthetic": event.synthetic,
        }
        for id, event in zip(ids, given, strict=True)
    ]
    stored = connection.execute(_INSERT, new).rowcount if new else 0
    return Added(stored, len(ids) - stored, sqlite.last_seq(connection), ids)


def after(connection: Connection, seq: int, user_row: int | None) -> list[tuple[int, Event]]:
    """The next events behind `seq` with their seqs, of everybody or of one user; empty at the end."""
    if user_row is None:
        found = connection.execute(_WHOLE, {"after": seq})
    else:
        found = connection.execute(_OF_USER, {"after": seq, "user_row": user_row})
    return [(row.seq, _event(row)) for row in found]


def said_after(connection: Connection, seq: int) -> list[Said]:
    """The next events behind `seq` that carry words; empty at the end."""
    return [Said(*row) for row in connection.execute(_SAID, {"after": seq})]


def _event(row: Row[Any]) -> Event:
    return Event.model_construct(
        id=row.id,
        user=row.user,
        item=row.item,
        kind=row.name,
        value=row.value,
        time=row.time,
        text=row.text,
        session=row.session,
        context=load_context(row.context),
        request=row.request,
        synthetic=row.synthetic,
    )
