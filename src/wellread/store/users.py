"""Users as rows: functions on a connection."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam, delete, select, update

from wellread.domain import User
from wellread.errors import NotFound
from wellread.store import erasures, meta, rows
from wellread.store.body import dump, load_user
from wellread.store.rows import CHUNK, Put
from wellread.store.schema import events, impressions, summaries, users

_BARE = {"body": "{}"}
ONE = "select body from users where id = :id"
"""The body of user `id`: asked for at every request, so past SQLAlchemy."""
_ONE = select(users.c.row).where(users.c.id == bindparam("id"))
_NEXT = (
    select(users.c.row, users.c.id, users.c.body)
    .where(users.c.row > bindparam("after"), users.c.id.is_not(None))
    .order_by(users.c.row)
    .limit(CHUNK)
)


def put(connection: Connection, given: Sequence[User]) -> Put:
    """Makes or replaces users; of the same id twice, the last counts."""
    columns = {user.id: {"body": dump(f"user '{user.id}'", user, {"id"})} for user in given}
    return rows.put(connection, users, [user.id for user in given], columns, {})


def ensure(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """Id -> row; whoever is seen for the first time gets one."""
    return rows.ensure(connection, users, ids, lambda id: _BARE)


def row(connection: Connection, id: str) -> int | None:
    """The user's row; None for somebody never seen."""
    found = connection.execute(_ONE, {"id": id}).one_or_none()
    return None if found is None else int(found.row)


def expect(connection: Connection, id: str) -> int:
    """The user's row.

    Raises:
        NotFound: Nobody has this id.
    """
    found = row(connection, id)
    if found is None:
        raise _unknown(id)
    return found


def loaded(id: str, found: Sequence[tuple[str]]) -> User:
    """The user of whom `ONE` was asked, of what was found.

    Raises:
        NotFound: Nobody has this id.
    """
    if not found:
        raise _unknown(id)
    return load_user(id, found[0][0])


def after(connection: Connection, row: int) -> list[tuple[int, User]]:
    """The next users behind `row`, in row order; empty at the end."""
    return [(row, load_user(id, body)) for row, id, body in connection.execute(_NEXT, {"after": row})]


def erase(connection: Connection, id: str, remember: bool, segment: str = "") -> int:
    """Deletes all that is known of a user but the number of the row; returns how many events went.

    Args:
        connection: In a write transaction.
        id: The user.
        remember: Keep what models may have counted, without the user: see `erasures`.
        segment: What group the models counted the user in.

    Raises:
        NotFound: Nobody has this id.
    """
    row = expect(connection, id)
    meta.keep_last_seq(connection)
    if remember:
        erasures.remember(connection, row, segment)
    connection.execute(delete(impressions).where(impressions.c.user_row == row))
    connection.execute(delete(summaries).where(summaries.c.user_row == row))
    erased = connection.execute(delete(events).where(events.c.user_row == row)).rowcount
    connection.execute(update(users).where(users.c.row == row).values(id=None, **_BARE))
    return erased


def _unknown(id: str) -> NotFound:
    return NotFound(f"user '{id}'", "the id of a user seen before", "Check the id; users come with events.")
