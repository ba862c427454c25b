"""Erasures that a learner has yet to follow: functions on a connection.

What was counted of an erased user can be subtracted only while somebody knows it. So it is kept, as
bare numbers without the user, and the segment they were counted in, until the learner has done so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from wellread.store.schema import erasures, events

AFTER = "select number, body from erasures where number > :erased order by number"
"""What `unpacked` takes; parameter `erased`: the number of the last one known."""
_COUNTED = (
    select(events.c.item_row, events.c.kind, events.c.value, events.c.time, events.c.seq)
    .where(events.c.user_row == bindparam("user_row"), events.c.item_row.is_not(None))
    .order_by(events.c.seq)
)


def remember(connection: Connection, user_row: int, segment: str) -> None:
    """Keeps what models may have counted of a user: items, kinds, values, times, seqs; not who, no words."""
    counted = connection.execute(_COUNTED, {"user_row": user_row}).all()
    if counted:
        body = json.dumps([segment, [list(row) for row in counted]], separators=(",", ":"))
        connection.execute(insert(erasures).values(body=body))


def forget(connection: Connection, until: int) -> None:
    """Deletes the erasures up to this number."""
    connection.execute(delete(erasures).where(erasures.c.number <= until))


def unpacked(found: Iterable[tuple[int, str]]) -> Iterator[tuple[Any, ...]]:
    """The rows that `log.read` takes; the place of each erasure stands for its user."""
    for place, (_, body) in enumerate(found):
        yield from ((place, *row) for row in json.loads(body)[1])


def segments(found: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    """The segment of each erasure's user."""
    return tuple(json.loads(body)[0] for _, body in found)
