"""What answers showed, written many answers at a time: functions on a connection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, insert

from wellread.store import rows, users
from wellread.store.schema import impressions, items

_INSERT = insert(impressions)


class Answer(NamedTuple):
    """One answer that somebody got to see."""

    request: str
    """Of no other answer."""
    user: str | None
    time: float
    """Seconds since 1970."""
    pipeline: str
    version: str
    experiment: str
    first: int
    """Position of the first item."""
    items: Sequence[tuple[str, float, float]]
    """Id, score and propensity of each item, in the order shown."""


def add(connection: Connection, given: Sequence[Answer]) -> int:
    """Stores the impressions of new answers and returns how many; items that do not exist are left out."""
    at = rows.find(connection, items, dict.fromkeys(id for answer in given for id, *_ in answer.items))
    people = users.ensure(connection, dict.fromkeys(answer.user for answer in given if answer.user))
    new = [
        {
            "request": answer.request, "position": position, "item_row": at[id],
            "user_row": None if answer.user is None else people[answer.user], "time": answer.time,
            "pipeline": answer.pipeline, "version": answer.version, "score": score,
            "propensity": propensity, "experiment": answer.experiment,
        }
        for answer in given
        for position, (id, score, propensity) in enumerate(answer.items, answer.first)
        if id in at
    ]  # fmt: skip
    if new:
        connection.execute(_INSERT, new)
    return len(new)
