"""What a database must be able to do for the record: the contract of `sqlite.py` and `postgres.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL

from wellread.errors import InvalidInput, SettingsError

Parameters = Mapping[str, Any]
"""Name -> value, for `:name` in a statement."""
Read = Callable[[str, Parameters], Iterable[tuple[Any, ...]]]
"""The rows that a statement finds, each to be read before the next statement."""


class Dialect(Protocol):
    """The two modules have these functions. SQL that both understand stands where it is used."""

    def url(self, url_or_path: str | Path) -> URL:
        """The database's address; `SettingsError` where it cannot be used."""

    def place(self, url: URL) -> str:
        """The address for people to read, without a password."""

    def engine(self, url: URL, busy_timeout: float) -> Engine:
        """A pool of connections whose driver begins no transaction by itself.

        Args:
            url: What `url` returned.
            busy_timeout: Seconds to wait for a lock.
        """

    def widen(self, connection: Connection) -> None:
        """Prepares the connection that writes for large loads."""

    def begin(self, connection: Connection) -> None:
        """Begins a transaction with the lock of writers, so that what is read next holds until the commit."""

    def fetch(self, engine: Engine, sql: str, parameters: Parameters) -> list[tuple[Any, ...]]:
        """What one statement finds, by the driver itself: a third of the time of a Core statement."""

    def reading(self, engine: Engine) -> AbstractContextManager[Read]:
        """Reads one and the same state of the database for as long as the context is open."""

    def truncate_journal(self, connection: Connection) -> None:
        """Empties the journal of what was deleted, where the database lets us."""

    def rewrite(self, connection: Connection) -> None:
        """Writes the tables anew, without the space and the traces of deleted rows."""

    def listen(self, engine: Engine) -> Any:
        """A connection of its own on which `heard` learns of commits."""

    def heard(self, connection: Any, last: int, seconds: float) -> int:
        """A number other than `last` once somebody else has committed; waits for it at most `seconds`."""

    def errors(self, place: str) -> AbstractContextManager[None]:
        """Turns the driver's exceptions, bare or in SQLAlchemy's dress, into ours."""


def of(url_or_path: str | Path) -> Dialect:
    """The module for an address.

    Raises:
        SettingsError: PostgreSQL is asked for and its driver is not installed.
    """
    from wellread.store import sqlite

    if not str(url_or_path).startswith(("postgresql:", "postgresql+", "postgres:")):
        return sqlite
    try:
        from wellread.store import postgres
    except ImportError as error:
        raise SettingsError(
            "a PostgreSQL URL, but psycopg, the driver, cannot be loaded",
            "the packages of 'wellread[postgres]'",
            "Run: pip install 'wellread[postgres]'",
        ) from error
    return postgres


def unsayable() -> InvalidInput:
    """The error for a text that no database can hold."""
    return InvalidInput(
        "a text with NUL or half of a surrogate pair in it",
        "text that UTF-8 can say, without NUL",
        "Clean the text and send it again; nothing was stored.",
    )
