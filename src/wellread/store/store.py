"""The record of everything: one object over the functions of the other files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from wellread.domain import Event, Impression, Item, User
from wellread.store import events, impressions, items, kinds, log, meta, rows, sqlite, users
from wellread.store.database import Database
from wellread.store.events import Added, Past, Said
from wellread.store.log import EventLog
from wellread.store.rows import Put


class Store:
    """Items, users, events and impressions in a database.

    Safe to share between threads: one of them writes at a time, any number read. What a writing
    method did is on disk when it returns, all of it or, if it raises, nothing. Every method raises
    `StoreBusy` when another process holds the database for too long, and `StoreError` when it is
    closed, damaged or cannot be written. Iterators read a chunk at a time and hold no lock between.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kinds: tuple[str, ...] = ()

    @classmethod
    def open(cls, url_or_path: str | Path, busy_timeout: float = 5.0) -> Self:
        """Opens a database; makes the file and brings the tables to this version where needed.

        Args:
            url_or_path: A path, or a SQLAlchemy URL of SQLite.
            busy_timeout: Seconds to wait for another process's lock.

        Raises:
            SettingsError: The URL cannot be used.
            StoreError: The file is damaged, not ours, or of a newer version.
        """
        return cls(Database.open(url_or_path, busy_timeout))

    def close(self) -> None:
        """Waits for the write that is under way and closes the database. Twice does no harm."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def put_items(self, given: Sequence[Item]) -> Put:
        """Makes or replaces items; of the same id twice, the last counts."""
        with self._database.write() as connection:
            return items.put(connection, given)

    def item(self, id: str) -> Item:
        """The item; `NotFound` where there is none."""
        with self._database.read() as connection:
            return items.get(connection, id)

    def items(self, since: int = 0) -> Iterator[tuple[int, Item]]:
        """Rows and items that changed after version `since`, in row order; deleted ones come blank."""
        with self._database.read() as connection:
            changed = items.changed(connection, since)
        for some in rows.sliced(changed):
            with self._database.read() as connection:
                found = items.at(connection, some)
            yield from found

    def item_version(self) -> int:
        """Grows with every write to items. Read it before `items`, so as to miss nothing the next time."""
        with self._database.read() as connection:
            return items.version(connection)

    def delete_item(self, id: str) -> None:
        """Leaves of an item its id and its row, not available and blank; `NotFound` where there is none."""
        with self._database.write() as connection:
            items.blank(connection, id)

    def put_users(self, given: Sequence[User]) -> Put:
        """Makes or replaces users; of the same id twice, the last counts."""
        with self._database.write() as connection:
            return users.put(connection, given)

    def user(self, id: str) -> User:
        """The user; `NotFound` where nobody has this id."""
        with self._database.read() as connection:
            return users.get(connection, id)

    def users(self) -> Iterator[tuple[int, User]]:
        """Rows and users, in row order, without the erased."""
        return self._database.pages(users.after, after=-1)

    def user_row(self, id: str) -> int | None:
        """The user's row; None for somebody never seen."""
        with self._database.read() as connection:
            return users.row(connection, id)

    def delete_user(self, id: str) -> int:
        """Erases a user: events, impressions, traits and the id itself; `NotFound` where nobody has it.

        What is deleted is overwritten in the file, and the journal is emptied, once no reader needs
        it. A copy that SQLite left behind in moving rows between pages, which is rare, goes with the
        next `compact`.

        Returns:
            How many events were erased.
        """
        with self._database.write() as connection:
            erased = users.erase(connection, id)
        with self._database.maintain() as connection:
            sqlite.truncate_journal(connection)
        return erased

    def compact(self) -> None:
        """Writes the file anew, without free space and without any trace of what was deleted.

        Takes some 5 s a gigabyte and as much free disk as the file; nobody else can write meanwhile.
        """
        with self._database.maintain() as connection:
            sqlite.rewrite(connection)

    def add_events(self, given: Sequence[Event], create_items: bool = False) -> Added:
        """Appends events. One whose id is there already is left out, so sending twice stores once.

        Users are made on first sight; unknown items too with `create_items`, titled by their id.

        Raises:
            NotFound: There are unknown items; nothing was stored.
        """
        with self._database.write() as connection:
            return events.add(connection, given, create_items)

    def history(self, user_id: str, n: int = 50) -> list[Past]:
        """The last `n` events of a user, newest first; empty for somebody never seen."""
        with self._database.engine() as engine:
            found = sqlite.history(engine, user_id, n)
        names = self._kind_names(max((kind for _, kind, *_ in found), default=-1))
        return [Past(row, names[kind], value, time, text) for row, kind, value, time, text in found]

    def log(self, since: int = 0, until: int | None = None, synthetic: bool = True) -> EventLog:
        """The events about an item with `since` < seq <= `until`, as arrays; simulated ones too, or not."""
        with self._database.engine() as engine, sqlite.log(engine, since, until, synthetic) as found:
            records = log.read(found)
        return log.columns(records, self._kind_names(int(records["kind"].max(initial=-1))))

    def events(self, user: str | None = None) -> Iterator[Event]:
        """The events in the order they came, of everybody or of one user; `NotFound` where there is none."""
        with self._database.read() as connection:
            row = None if user is None else users.expect(connection, user)
        pages = self._database.pages(lambda connection, seq: events.after(connection, seq, row), after=0)
        return (event for _, event in pages)

    def texts(self, since: int = 0) -> Iterator[Said]:
        """The events after seq `since` that carry words, in the order they came."""
        return self._database.pages(events.said_after, since)

    def last_seq(self) -> int:
        """The highest seq ever given out; 0 before the first. It never falls, not even by erasure."""
        with self._database.read() as connection:
            return sqlite.last_seq(connection)

    def add_impressions(self, given: Sequence[Impression]) -> int:
        """Stores what was shown; a place of an answer is stored once. Returns how many are new.

        Raises:
            NotFound: There are unknown items; nothing was stored.
        """
        with self._database.write() as connection:
            return impressions.add(connection, given)

    def impressions(self, request_id: str) -> list[Impression]:
        """What one answer showed, by position; empty for an answer that is not known."""
        with self._database.read() as connection:
            return impressions.of(connection, request_id)

    def get_meta(self, key: str) -> str | None:
        """The value of `key`; None where none was set."""
        with self._database.read() as connection:
            return meta.get(connection, key)

    def set_meta(self, key: str, value: str) -> None:
        """Sets the value of `key`."""
        with self._database.write() as connection:
            meta.put(connection, key, value)

    def counts(self) -> dict[str, int]:
        """How many items (deleted ones too), users (erased ones not), events and impressions there are."""
        with self._database.read() as connection:
            return meta.counts(connection)

    def _kind_names(self, highest: int) -> tuple[str, ...]:
        """The names of kinds up to row `highest`; kept, for a kind keeps its row for ever."""
        if highest >= len(self._kinds):
            with self._database.read() as connection:
                self._kinds = kinds.names(connection)
        return self._kinds
