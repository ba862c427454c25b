"""All that is particular to PostgreSQL. Needs psycopg 3, the extra `postgres`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from wellread.errors import SettingsError, StoreBusy, StoreError, WellreadError
from wellread.store.dialect import Parameters, Read, unsayable

CONNECTIONS = 12
"""Most connections of one process; PostgreSQL itself takes 100 unless told otherwise."""
PAGE = 10_000
"""Rows that a long read fetches at a time."""

_CONNECT = {
    "application_name": "wellread",
    "connect_timeout": 3,  # seconds until a server that does not answer counts as away
    "keepalives_idle": 30,  # seconds; by itself Linux misses a machine that is gone for two hours
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,  # milliseconds
}
# One writer at a time in all processes: rows are dense, and the order of seqs is the order of commits.
# The statement after the lock sees all that was committed before, for the isolation is by statement.
_BEGIN = "begin isolation level read committed; select pg_advisory_xact_lock(8317472091); notify wellread"
_SNAPSHOT = "begin isolation level repeatable read read only"
_TABLES = "items, users, kinds, events, impressions, erasures, keys, meta"


def url(url_or_path: str | Path) -> URL:
    """The database's address, with the driver that is used.

    Raises:
        SettingsError: A malformed URL, one of another driver, or one without a database.
    """
    try:
        found = make_url(str(url_or_path))
    except (ArgumentError, ValueError):
        found = None
    # The URL itself may hold a password and is not repeated.
    if found is None or found.drivername not in ("postgresql", "postgresql+psycopg") or not found.database:
        raise SettingsError(
            "a PostgreSQL URL that is malformed, of another driver, or without a database",
            "a URL like 'postgresql://user:password@host:5432/database'",
            "Correct `database.url`.",
        )
    return found.set(drivername="postgresql+psycopg")


def place(url: URL) -> str:
    """Host and database."""
    host = url.host or url.query.get("host") or "localhost"
    return f"postgresql://{host}{f':{url.port}' if url.port else ''}/{url.database}"


def engine(url: URL, busy_timeout: float) -> Engine:
    """A pool that tries a connection before it hands it out, so that a restarted server is no error."""
    made = create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        connect_args={name: value for name, value in _CONNECT.items() if name not in url.query},
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=busy_timeout,
        pool_pre_ping=True,
        pool_use_lifo=True,
        hide_parameters=True,  # what is stored of persons shall not be in logs
    )

    @event.listens_for(made, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.execute(f"set lock_timeout = {max(int(busy_timeout * 1000), 1)}")
        connection.commit()

    return made


def widen(connection: Connection) -> None:
    """The server has its own settings of memory."""


def begin(connection: Connection) -> None:
    """Takes the lock of writers; the notice goes out with the commit."""
    connection.exec_driver_sql(_BEGIN)


def fetch(engine: Engine, sql: str, parameters: Parameters) -> list[tuple[Any, ...]]:
    """What one statement finds."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(_own(sql), parameters)
        return list(cursor.fetchall())
    finally:
        connection.close()


@contextmanager
def reading(engine: Engine) -> Iterator[Read]:
    """One state for all statements; their rows stay with the server until they are read."""
    connection = engine.raw_connection()
    try:
        driver: psycopg.Connection[Any] = connection.driver_connection  # type: ignore[assignment]
        driver.execute(_SNAPSHOT)

        def read(sql: str, parameters: Parameters) -> Iterator[tuple[Any, ...]]:
            with driver.cursor(name="rows") as cursor:
                cursor.itersize = PAGE
                yield from cursor.execute(_own(sql), parameters)

        yield read
    finally:
        connection.close()  # the pool rolls back


def truncate_journal(connection: Connection) -> None:
    """The journal is the server's: it goes with the next checkpoints, deleted rows with its vacuum."""


def rewrite(connection: Connection) -> None:
    """Writes the tables anew; others wait meanwhile."""
    connection.exec_driver_sql(f"vacuum (full, analyze) {_TABLES}")


def listen(engine: Engine) -> psycopg.Connection[Any]:
    """A connection out of the pool that hears of commits."""
    connection = engine.raw_connection()
    driver: psycopg.Connection[Any] = connection.driver_connection  # type: ignore[assignment]
    connection.detach()
    driver.execute("listen wellread")
    return driver


def heard(connection: psycopg.Connection[Any], last: int, seconds: float) -> int:
    """Counts the notices; those that wait together count together."""
    found = sum(1 for _ in connection.notifies(timeout=seconds, stop_after=1))
    return last + found + sum(1 for _ in connection.notifies(timeout=0) if found)


@contextmanager
def errors(place: str) -> Iterator[None]:
    """Turns the driver's exceptions, bare or in SQLAlchemy's dress, into ours."""
    try:
        yield
    except DBAPIError as error:
        raise _translated(error.orig, place) from error
    except psycopg.Error as error:
        raise _translated(error, place) from error
    except PoolTimeout as error:
        raise _busy(f"all {CONNECTIONS} connections to '{place}' are in use") from error
    except UnicodeEncodeError as error:
        raise unsayable() from error


@cache
def _own(sql: str) -> str:
    """The statement with parameters as psycopg writes them."""
    return re.sub(r":(\w+)", r"%(\1)s", sql)


def _translated(error: BaseException | None, place: str) -> WellreadError:
    state = getattr(error, "sqlstate", None)
    if isinstance(error, psycopg.DataError) and state is None:
        return unsayable()
    said = str(error).strip().splitlines()[0] if str(error).strip() else "no answer"
    if state in _LOCKS:
        return _busy(f"'{place}' is locked by another process ({said})")
    if state in _AWAY or (state is None and isinstance(error, psycopg.OperationalError)):
        return _busy(f"'{place}' cannot be reached now ({said})")
    expected, do = _REMEDIES.get(state or "", ("a database that works", "Run `wellread doctor`."))
    return StoreError(f"'{place}': {said}", expected, do)


def _busy(given: str) -> StoreBusy:
    return StoreBusy(
        given,
        "an answer within `database.busy_timeout`",
        "See that the server of `database.url` runs, and try again; what was being stored may be there: "
        "with its event ids it is stored once.",
    )


_LOCKS = {"55P03", "40P01", "40001"}
_AWAY = {"57P01", "57P02", "57P03", "08000", "08001", "08003", "08004", "08006", "53300"}
_ACCESS = ("a user who may log in and make tables", "Check user and password in `database.url`.")
_REMEDIES = {
    "28000": _ACCESS,
    "28P01": _ACCESS,
    "42501": _ACCESS,
    "3D000": ("a database that exists", "Make it with `createdb`, or correct `database.url`."),
    "53100": ("space to write", "Free space on the server's disk and try again: nothing was stored."),
    "XX001": ("a whole database", "Restore a copy of it."),
}
