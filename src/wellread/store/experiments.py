"""What became of an experiment, user by user: functions on a connection."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, distinct, func, null, select

from wellread.store.schema import events, impressions, kinds


class Part(NamedTuple):
    """What one user was shown by one pipeline."""

    pipeline: str
    user_row: int
    answers: int
    impressions: int


class Response(NamedTuple):
    """What one user did with items out of those answers."""

    pipeline: str
    user_row: int
    kind: str
    value: float | None
    """Stars of a `rate` event; None for other kinds."""
    events: int


def parts(connection: Connection, name: str, since: float) -> list[Part]:
    """Who took part from `since` on, seconds since 1970."""
    answers, shown = func.count(distinct(impressions.c.request)), func.count()
    found = (
        select(impressions.c.pipeline, impressions.c.user_row, answers, shown)
        .where(_of(name, since))
        .group_by(impressions.c.pipeline, impressions.c.user_row)
    )
    return [Part(*row) for row in connection.execute(found)]


def responses(connection: Connection, name: str, since: float) -> list[Response]:
    """What they did: their own events that name one of those answers and an item that it showed."""
    same = and_(
        events.c.request == impressions.c.request,
        events.c.item_row == impressions.c.item_row,
        events.c.user_row == impressions.c.user_row,
    )
    stars = case((kinds.c.id == "rate", events.c.value), else_=null()).label("stars")
    told = impressions.c.pipeline, impressions.c.user_row, kinds.c.id, stars
    found = (
        select(*told, func.count())
        .select_from(impressions.join(events, same).join(kinds, kinds.c.row == events.c.kind))
        .where(_of(name, since))
        .group_by(*told)
    )
    return [Response(*row) for row in connection.execute(found)]


def _of(name: str, since: float) -> ColumnElement[bool]:
    at = impressions.c
    return and_(at.experiment == name, at.time >= since, at.user_row.is_not(None))
