"""The words of events: functions on a connection."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from wellread.store import schema as tables
from wellread.store.rows import CHUNK
from wellread.store.schema import events

_SAID = (
    select(
        events.c.seq,
        events.c.user_row,
        func.coalesce(events.c.item_row, -1),
        tables.kinds.c.id,
        events.c.value,
        events.c.text,
        events.c.time,
    )
    .join(tables.kinds, tables.kinds.c.row == events.c.kind)
    .where(events.c.seq > bindparam("after"), events.c.text != "")
    .order_by(events.c.seq)
    .limit(CHUNK)
)


class Said(NamedTuple):
    """The words of one event."""

    seq: int
    user_row: int
    item_row: int
    """-1 for none."""
    kind: str
    value: float | None
    text: str
    time: float


def after(connection: Connection, seq: int) -> list[Said]:
    """The next events behind `seq` that carry words; empty at the end."""
    return [Said(*row) for row in connection.execute(_SAID, {"after": seq})]
