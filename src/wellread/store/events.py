"""Events as rows: functions on a connection."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, insert, select

from wellread.domain import Event
from wellread.errors import InvalidInput, NotFound
from wellread.ids import new_id
from wellread.store import items, kinds, meta, users
from wellread.store import schema as tables
from wellread.store.body import dump_context, load_context
from wellread.store.rows import CHUNK, sliced
from wellread.store.schema import events

HISTORY = (
    "select coalesce(item_row, -1), kind, value, time, text from events"
    " where user_row = (select row from users where id = :id) order by time desc, seq desc limit :n"
)
"""The last `n` events of user `id`: row of the item or -1, row of the kind, value, time, text."""
_INSERT = insert(events)
_TAKEN = select(events.c.id).where(events.c.id == bindparam("id"))
_KNOWN = select(events.c.id).where(events.c.id.in_(bindparam("ids", expanding=True)))
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


def add_groups(
    connection: Connection, groups: Sequence[Sequence[Event]], create_items: bool
) -> list[Added | NotFound | InvalidInput]:
    """Appends the events of several callers; one whose id is there already is left out.

    Returns:
        What was done for each group, in the order given, or why nothing of it was stored: it names
        items that do not exist while `create_items` is not set, or JSON cannot say one of its contexts.
    """
    contexts, refused = _contexts(groups)
    about = dict.fromkeys(event.item for i in contexts for event in groups[i] if event.item is not None)
    item_rows = items.ensure(connection, about) if create_items else items.find(connection, about)
    for i in contexts:
        if missing := dict.fromkeys(
            e.item for e in groups[i] if e.item is not None and e.item not in item_rows
        ):
            refused[i] = items.unknown(list(missing))
    taken = _known(connection, {event.id for group in groups for event in group if event.id is not None})
    done: dict[int, tuple[int, list[str]]] = {}
    new: list[tuple[str, Event, str]] = []
    for i in (i for i in contexts if i not in refused):
        before, ids = len(new), [event.id or new_id() for event in groups[i]]
        for id, event, context in zip(ids, groups[i], contexts[i], strict=True):
            if id not in taken:
                taken.add(id)
                new.append((id, event, context))
        done[i] = len(new) - before, ids
    _insert(connection, new, item_rows)
    seq = meta.last_seq(connection)
    return [
        refused[i] if i in refused else Added(done[i][0], len(done[i][1]) - done[i][0], seq, done[i][1])
        for i in range(len(groups))
    ]


def _contexts(
    groups: Sequence[Sequence[Event]],
) -> tuple[dict[int, list[str]], dict[int, NotFound | InvalidInput]]:
    """Place of a group -> the JSON of its contexts, or why there is none."""
    contexts: dict[int, list[str]] = {}
    refused: dict[int, NotFound | InvalidInput] = {}
    for i, group in enumerate(groups):
        try:
            contexts[i] = [dump_context(event.context) for event in group]
        except InvalidInput as error:
            refused[i] = error
    return contexts, refused


def _known(connection: Connection, ids: Collection[str]) -> set[str]:
    """Those of `ids` that are taken. Asked for beforehand, for a refused insert would use up a seq."""
    if len(ids) == 1:
        (id,) = ids
        return set(connection.scalars(_TAKEN, {"id": id}))
    found: set[str] = set()
    for chunk in sliced(list(ids)):
        found.update(connection.scalars(_KNOWN, {"ids": chunk}))
    return found


def _insert(connection: Connection, new: Sequence[tuple[str, Event, str]], item_rows: dict[str, int]) -> None:
    user_rows = users.ensure(connection, dict.fromkeys(event.user for _, event, _ in new))
    kind_rows = kinds.ensure(connection, dict.fromkeys(event.kind for _, event, _ in new))
    made = [
        {
            "id": id,
            "user_row": user_rows[event.user],
            "item_row": None if event.item is None else item_rows[event.item],
            "kind": kind_rows[event.kind],
            "value": event.value,
            "time": event.time,
            "text": event.text,
            "session": event.session,
            "context": context,
            "request": event.request,
            "synthetic": event.synthetic,
        }
        for id, event, context in new
    ]
    if made:
        connection.execute(_INSERT, made)


def after(connection: Connection, seq: int, user_row: int | None) -> list[tuple[int, Event]]:
    """The next events behind `seq` with their seqs, of everybody or of one user; empty at the end."""
    if user_row is None:
        found = connection.execute(_WHOLE, {"after": seq})
    else:
        found = connection.execute(_OF_USER, {"after": seq, "user_row": user_row})
    return [(row.seq, _event(row)) for row in found]


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
