"""All that is particular to SQLite."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Connection, Engine, Integer, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from wellread.errors import SettingsError, StoreBusy, StoreError
from wellread.store.dialect import Parameters, Read, unsayable

SEQ = BigInteger().with_variant(Integer, "sqlite")
"""Type of a key that grows by itself: SQLite does that for the type INTEGER only."""
NEVER_REUSED: dict[str, Any] = {"sqlite_autoincrement": True}
"""Keyword of a table whose highest keys must not be given out again once they are deleted."""

POLL = 0.02
"""Seconds between two looks for what others committed."""

_PRAGMAS = (
    "synchronous = full",  # a commit that returned is on disk
    "secure_delete = on",  # what is deleted is overwritten, not only unlinked
)
_WRITER_CACHE = "cache_size = -131072"  # KiB: loads touch the index of users everywhere


def url(url_or_path: str | Path) -> URL:
    """The database's address, of a path or of a SQLAlchemy URL.

    Raises:
        SettingsError: A malformed URL, one of another database, or one without a file.
    """
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        return URL.create("sqlite", database=str(url_or_path))
    try:
        found = make_url(url_or_path)
    except ArgumentError:
        found = None
    # The URL itself may hold a password and is not repeated.
    if found is None or found.get_backend_name() != "sqlite" or found.database in (None, "", ":memory:"):
        raise SettingsError(
            "a database URL that is malformed, of another database, or without a file",
            "a path, or a URL like 'sqlite:///folder/wellread.db' or 'postgresql://user:password@host/database'",
            "Correct `database.url`; leave it empty for `wellread.db` in the workspace.",
        )
    return found


def place(url: URL) -> str:
    """The file."""
    return str(url.database)


def engine(url: URL, busy_timeout: float) -> Engine:
    """A pool of connections, as many as there are threads that read at once.

    Args:
        url: What `url` returned.
        busy_timeout: Seconds to wait for the lock of another process.
    """
    arguments = {"timeout": busy_timeout, "isolation_level": None, "check_same_thread": False}
    # What is stored of persons shall not be in logs: neither with statements nor with their errors.
    made = create_engine(url, connect_args=arguments, pool_size=0, pool_use_lifo=True, hide_parameters=True)
    event.listen(made, "connect", lambda connection, _: _set(connection, busy_timeout))
    return made


def _set(connection: sqlite3.Connection, busy_timeout: float) -> None:
    try:
        _journal(connection, time.monotonic() + busy_timeout)
        for pragma in _PRAGMAS:
            connection.execute(f"pragma {pragma}")
    except sqlite3.Error:
        connection.close()
        raise


def _journal(connection: sqlite3.Connection, deadline: float) -> None:
    """Lets readers and the writer work at once. For this lock, on a new file, SQLite itself does not wait."""
    while True:
        try:
            connection.execute("pragma journal_mode = wal")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def widen(connection: Connection) -> None:
    """Gives the connection that writes the memory for large loads."""
    connection.exec_driver_sql(f"pragma {_WRITER_CACHE}")


def begin(connection: Connection) -> None:
    """Takes the lock of writers now, so that what is read next holds until the commit."""
    connection.exec_driver_sql("begin immediate")


def fetch(engine: Engine, sql: str, parameters: Parameters) -> list[tuple[Any, ...]]:
    """What one statement finds."""
    connection = engine.raw_connection()
    try:
        found: list[tuple[Any, ...]] = connection.cursor().execute(sql, parameters).fetchall()
        return found
    finally:
        connection.close()


@contextmanager
def reading(engine: Engine) -> Iterator[Read]:
    """One state for all statements: that of the first."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("begin")
        yield lambda sql, parameters: connection.cursor().execute(sql, parameters)
    finally:
        connection.close()  # the pool rolls back


def truncate_journal(connection: Connection) -> None:
    """Moves what was committed into the database file and empties the journal, where no reader needs it."""
    connection.exec_driver_sql("pragma wal_checkpoint(truncate)")


def rewrite(connection: Connection) -> None:
    """Writes the database anew, without the space and the traces of deleted rows."""
    connection.exec_driver_sql("vacuum")
    truncate_journal(connection)


def listen(engine: Engine) -> sqlite3.Connection:
    """A connection out of the pool that is asked for others' commits."""
    connection = engine.raw_connection()
    driver: sqlite3.Connection = connection.driver_connection  # type: ignore[assignment]
    connection.detach()
    return driver


def heard(connection: sqlite3.Connection, last: int, seconds: float) -> int:
    """The version of the file as this connection sees it."""
    found = _version(connection)
    if found == last and seconds > 0:
        time.sleep(min(POLL, seconds))
        found = _version(connection)
    return found


def _version(connection: sqlite3.Connection) -> int:
    (found,) = connection.execute("pragma data_version").fetchone()
    return int(found)


@contextmanager
def errors(place: str) -> Iterator[None]:
    """Turns the driver's exceptions, bare or in SQLAlchemy's dress, into ours."""
    try:
        yield
    except DBAPIError as error:
        raise _translated(error.orig, place) from error
    except sqlite3.Error as error:
        raise _translated(error, place) from error
    except UnicodeEncodeError as error:
        raise unsayable() from error


def _translated(error: BaseException | None, place: str) -> StoreError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(
            f"'{place}' is locked by another process",
            "the lock within `database.busy_timeout`",
            "Try again; if it lasts, find the process (`lsof` names it) or raise `database.busy_timeout`.",
        )
    expected, do = _REMEDIES.get(code, ("a database that works", "Run `wellread doctor`."))
    return StoreError(f"'{place}': {error}", expected, do)


_ACCESS = ("a file that may be read and written", "Check its folder, its owner and its permissions.")
_REMEDIES = {
    sqlite3.SQLITE_CORRUPT: (
        "a whole database",
        "Restore a copy, or `sqlite3 OLD .recover | sqlite3 NEW`.",
    ),
    sqlite3.SQLITE_NOTADB: ("a SQLite database", "Check `database.url`: that file is another, or damaged."),
    sqlite3.SQLITE_FULL: ("space to write", "Free space on its disk and try again: nothing was stored."),
    sqlite3.SQLITE_IOERR: ("a disk that answers", "Check the disk and its space: nothing was stored."),
    sqlite3.SQLITE_READONLY: _ACCESS,
    sqlite3.SQLITE_CANTOPEN: _ACCESS,
    sqlite3.SQLITE_PERM: _ACCESS,
}
