"""Impressions as rows: functions on a connection."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, insert, select

from wellread.domain import Impression
from wellread.store import items, rows, users
from wellread.store import schema as tables
from wellread.store.schema import impressions

_INSERT = insert(impressions)
_PLACES = select(impressions.c.request, impressions.c.position).where(
    impressions.c.request.in_(bindparam("requests", expanding=True))
)
_OF_REQUEST = (
    select(impressions, tables.items.c.id.label("item"), tables.users.c.id.label("user"))
    .join(tables.items, tables.items.c.row == impressions.c.item_row)
    .join(tables.users, tables.users.c.row == impressions.c.user_row, isouter=True)
    .where(impressions.c.request == bindparam("request"))
    .order_by(impressions.c.position)
)


def add(connection: Connection, given: Sequence[Impression]) -> int:
    """Stores impressions and returns how many are new: a place of an answer is stored once.

    Raises:
        NotFound: There are items that do not exist.
    """
    places = {(shown.request, shown.position): shown for shown in reversed(given)}
    for requests in rows.sliced(list({shown.request for shown in given})):
        for known in connection.execute(_PLACES, {"requests": requests}):
            places.pop(tuple(known), None)
    item_rows = items.expect(connection, dict.fromkeys(shown.item for shown in given))
    user_rows = users.ensure(connection, dict.fromkeys(shown.user for shown in given if shown.user))
    new = [
        {
            "request": shown.request,
            "position": shown.position,
            "item_row": item_rows[shown.item],
            "user_row": None if shown.user is None else user_rows[shown.user],
            "time": shown.time,
            "pipeline": shown.pipeline,
            "version": shown.version,
            "score": shown.score,
            "propensity": shown.propensity,
            "experiment": shown.experiment,
        }
        for shown in places.values()
    ]
    if new:
        connection.execute(_INSERT, new)
    return len(new)


def of(connection: Connection, request: str) -> list[Impression]:
    """What one answer showed, by position; empty for an answer that is not known."""
    return [
        Impression.model_construct(
            request=row.request,
            position=row.position,
            item=row.item,
            user=row.user,
            time=row.time,
            pipeline=row.pipeline,
            version=row.version,
            score=row.score,
            propensity=row.propensity,
            experiment=row.experiment,
        )
        for row in connection.execute(_OF_REQUEST, {"request": request})
    ]
