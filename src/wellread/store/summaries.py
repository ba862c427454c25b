"""What people's histories say in a few words: functions on a connection."""

from __future__ import annotations

from typing import Literal, NamedTuple

from sqlalchemy import Connection, delete, insert

from wellread.store import users
from wellread.store.schema import summaries

OF = (
    "select s.seq, s.time, s.text, s.origin from summaries as s join users as u on u.row = s.user_row"
    " where u.id = :id"
)
"""The summary of user `id`: asked for at every request where there are summaries, so past SQLAlchemy."""
DUE = (
    "select u.id from users as u join"
    " (select distinct user_row from events where seq > :since and seq <= :until) as touched"
    " on touched.user_row = u.row"
    " where u.id is not null and :news <= (select count(*) from events as e where e.user_row = u.row"
    " and e.seq > coalesce((select s.seq from summaries as s where s.user_row = u.row), 0))"
    " order by u.id"
)
"""Those with an event in a part of the log who have `news` events that no summary has read."""


class Summary(NamedTuple):
    """A history in a few words."""

    seq: int
    """The last event read."""
    time: float
    """When it was written, seconds since 1970."""
    text: str
    """What somebody likes; behind a line break what they do not."""
    origin: Literal["template", "model"]

    @property
    def likes(self) -> str:
        """The part that says what somebody likes."""
        return self.text.partition("\n")[0]


def put(connection: Connection, id: str, summary: Summary) -> None:
    """Keeps the summary of a user, in place of an earlier one.

    Raises:
        NotFound: Nobody has this id.
    """
    row = users.expect(connection, id)
    connection.execute(delete(summaries).where(summaries.c.user_row == row))
    connection.execute(insert(summaries).values(user_row=row, **summary._asdict()))
