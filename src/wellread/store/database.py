"""An open database: one connection that writes, a pool of connections that read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, RootTransaction
from sqlalchemy.exc import DBAPIError

from wellread.errors import StoreError
from wellread.store import dialect as dialects
from wellread.store import migrate
from wellread.store.dialect import Dialect, Read

T = TypeVar("T", bound=tuple[Any, ...])


class Database:
    """Hands out connections, and turns whatever the driver raises on them into our errors."""

    def __init__(self, dialect: Dialect, place: str, engine: Engine, writer: Connection) -> None:
        self.dialect = dialect
        self.place = place
        """The file or the server, for people to read."""
        self._engine = engine
        self._writer = writer
        self._lock = Lock()
        self._closed = False

    @classmethod
    def open(cls, url_or_path: str | Path, busy_timeout: float) -> Self:
        """Opens the database; makes it and its tables, or brings them to this version, where needed.

        Raises:
            SettingsError: The URL cannot be used.
            StoreError: The database is damaged, not ours, of a newer version, or cannot be reached.
        """
        dialect = dialects.of(url_or_path)
        url = dialect.url(url_or_path)
        place = dialect.place(url)
        with ExitStack() as undo, dialect.errors(place):
            engine = dialect.engine(url, busy_timeout)
            undo.callback(engine.dispose)
            writer = undo.enter_context(engine.connect())
            if not migrate.at_head(writer, place):
                writer.rollback()
                with writer.begin():
                    dialect.begin(writer)
                    migrate.to_head(writer, place)
            writer.rollback()
            undo.pop_all()
        return cls(dialect, place, engine, writer)

    def close(self) -> None:
        """Waits for the write that is under way and closes every connection. Twice does no harm."""
        with self._lock:
            self._closed = True
            self._writer.close()
            self._engine.dispose()

    @contextmanager
    def engine(self) -> Iterator[Engine]:
        """The pool, for reading past SQLAlchemy."""
        if self._closed:
            raise StoreError(f"'{self.place}' was closed", "an open store", "Open it again: `Store.open`.")
        with self.dialect.errors(self.place):
            yield self._engine

    def fetch(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """What one hot statement finds, past SQLAlchemy; its parameters are written `:name`."""
        with self.engine() as engine:
            return self.dialect.fetch(engine, sql, parameters)

    @contextmanager
    def snapshot(self) -> Iterator[Read]:
        """Reads one and the same state of the database with any number of statements."""
        with self.engine() as engine, self.dialect.reading(engine) as read:
            yield read

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection to read with."""
        with self.engine() as engine, engine.connect() as connection:
            yield connection

    def pages(self, read: Callable[[Connection, int], list[T]], after: int) -> Iterator[T]:
        """Rows of any length, a page at a time, without a transaction that stays open.

        Args:
            read: Returns the next page behind a key, in the order of keys; an empty one at the end.
            after: The key to begin behind; a row's first column is its key.
        """
        while True:
            with self.read() as connection:
                page = read(connection, after)
            if not page:
                return
            yield from page
            after = page[-1][0]

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """The connection that writes, in a transaction: committed at the end, rolled back by an exception."""
        with self._lock, self.engine(), self._begin():
            yield self._writer

    def _begin(self) -> RootTransaction:
        """Begins to write; once more where the connection was lost while nobody wrote."""
        try:
            return self._try_begin()
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            return self._try_begin()

    def _try_begin(self) -> RootTransaction:
        transaction = self._writer.begin()
        try:
            self.dialect.begin(self._writer)
        except BaseException:
            transaction.rollback()
            raise
        return transaction

    @contextmanager
    def maintain(self) -> Iterator[Connection]:
        """The connection that writes, outside of transactions."""
        with self._lock, self.engine():
            try:
                yield self._writer
            finally:
                self._writer.rollback()  # of what SQLAlchemy takes for a transaction
