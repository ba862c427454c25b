"""The record of everything: one object over the functions of the other files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

from wellread.domain import Call, CallOutcome, Event, Impression, Item, Reserved, User
from wellread.errors import InvalidInput, NotFound
from wellread.store import (
    answers,
    completions,
    descriptions,
    erasures,
    events,
    experiments,
    impressions,
    items,
    joined,
    keys,
    kinds,
    ledger,
    log,
    meta,
    rows,
    summaries,
    tail,
    texts,
    users,
    vectors,
)
from wellread.store.answers import Answer
from wellread.store.changes import Changes
from wellread.store.database import Database
from wellread.store.descriptions import Description
from wellread.store.events import Added, Past
from wellread.store.experiments import Part, Response
from wellread.store.joined import Outcome
from wellread.store.keys import Key
from wellread.store.ledger import Cost
from wellread.store.log import EventLog
from wellread.store.rows import Put
from wellread.store.summaries import Summary
from wellread.store.tail import Tail
from wellread.store.texts import Said


class Store:
    """Items, users, events and impressions in a database.

    Safe to share between threads: one of them writes at a time, any number read. What a writing
    method did is on disk when it returns, all of it or, if it raises, nothing. Every method raises
    `StoreBusy` when another process holds the database for too long or the server is away, and
    `StoreError` when it is closed, damaged or cannot be written. Iterators read a chunk at a time and
    hold no lock between.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kinds: tuple[str, ...] = ()

    @classmethod
    def open(cls, url_or_path: str | Path, busy_timeout: float = 5.0) -> Self:
        """Opens a database; makes the file and brings the tables to this version where needed.

        Args:
            url_or_path: A path, or a SQLAlchemy URL of SQLite or PostgreSQL.
            busy_timeout: Seconds to wait for another process's lock.

        Raises:
            SettingsError: The URL cannot be used, or its driver is not installed.
            StoreError: The database is damaged, not ours, of a newer version, or cannot be reached.
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
            descriptions.forget(connection, id)

    def put_users(self, given: Sequence[User]) -> Put:
        """Makes or replaces users; of the same id twice, the last counts."""
        with self._database.write() as connection:
            return users.put(connection, given)

    def user(self, id: str) -> User:
        """The user; `NotFound` where nobody has this id."""
        return users.loaded(id, self._database.fetch(users.ONE, id=id))

    def users(self) -> Iterator[tuple[int, User]]:
        """Rows and users, in row order, without the erased."""
        return self._database.pages(users.after, after=-1)

    def user_row(self, id: str) -> int | None:
        """The user's row; None for somebody never seen."""
        with self._database.read() as connection:
            return users.row(connection, id)

    def delete_user(self, id: str, remember: bool = False, segment: str = "") -> int:
        """Erases a user: events, impressions, traits and the id itself; `NotFound` where nobody has it.

        What is deleted is overwritten in the file, and the journal is emptied, once no reader needs
        it. A copy that SQLite left behind in moving rows between pages, which is rare, goes with the
        next `compact`. PostgreSQL overwrites what it deleted when it next needs the room.

        Args:
            id: The user.
            remember: Keep items, kinds and times of the events, without the user, for `tail` to tell.
            segment: Kept with these.

        Returns:
            How many events were erased.
        """
        with self._database.write() as connection:
            erased = users.erase(connection, id, remember, segment)
        self._truncate_journal()
        return erased

    def forget_erasures(self, until: int) -> None:
        """Deletes what was remembered of the erasures up to this number; overwritten as by `delete_user`."""
        with self._database.write() as connection:
            erasures.forget(connection, until)
        self._truncate_journal()

    def widen(self) -> None:
        """Takes the memory for large loads, 128 MiB, until the store is closed."""
        with self._database.maintain() as connection:
            self._database.dialect.widen(connection)

    def compact(self) -> None:
        """Writes the file anew, without free space and without any trace of what was deleted.

        Takes some 5 s a gigabyte and as much free disk as the file; nobody else can write meanwhile.
        """
        with self._database.maintain() as connection:
            self._database.dialect.rewrite(connection)

    def add_events(self, given: Sequence[Event], create_items: bool = False) -> Added:
        """Appends events. One whose id is there already is left out, so sending twice stores once.

        Users are made on first sight; unknown items too with `create_items`, titled by their id.

        Raises:
            NotFound: There are unknown items; nothing was stored.
        """
        (added,) = self.add_event_groups([given], create_items)
        if isinstance(added, Added):
            return added
        raise added

    def add_event_groups(
        self, groups: Sequence[Sequence[Event]], create_items: bool = False
    ) -> list[Added | NotFound | InvalidInput]:
        """Appends the events of several callers in one transaction; a group that is refused stops no other.

        Returns:
            For each group what `add_events` would have returned, or raised.
        """
        with self._database.write() as connection:
            return events.add_groups(connection, groups, create_items)

    def history(self, user_id: str, n: int = 50) -> list[Past]:
        """The last `n` events of a user, newest first; empty for somebody never seen."""
        found = self._database.fetch(events.HISTORY, id=user_id, n=max(n, 0))
        names = self._kind_names(max((kind for _, kind, *_ in found), default=-1))
        return [Past(row, names[kind], value, time, text) for row, kind, value, time, text in found]

    def log(self, since: int = 0, until: int | None = None, synthetic: bool = True) -> EventLog:
        """The events about an item with `since` < seq <= `until`, as arrays; simulated ones too, or not."""
        with self._database.snapshot() as read:
            bounds = {"since": since, "until": log.MAX_SEQ if until is None else until}
            records = log.read(read(log.LOG, {**bounds, "synthetic": synthetic}))
        return log.columns(records, self._kind_names(int(records["kind"].max(initial=-1))))

    def tail(self, since: int, erased: int = 0, most: int = 5000) -> Tail:
        """The news behind a position, at most `most` events, with all earlier events of whom they concern.

        Args:
            since: Seq reached before.
            erased: Number of the last erasure known: later ones are told.
            most: How many events to go on by; those that are not about an item count too.
        """
        with self._database.snapshot() as read:
            return tail.read(read, since, erased, most, self._kind_names)

    def joined(self, since: int, until: int) -> list[Outcome]:
        """The events about items with `since` < seq <= `until`, by seq, each with the answer it came from.

        Events without a request id are left out, and those of answers whose impressions are not there.
        """
        with self._database.snapshot() as read:
            return joined.read(read, since, until)

    def watch(self) -> Changes:
        """Tells when others commit."""
        return Changes(self._database)

    def events(self, user: str | None = None) -> Iterator[Event]:
        """The events in the order they came, of everybody or of one user; `NotFound` where there is none."""
        with self._database.read() as connection:
            row = None if user is None else users.expect(connection, user)
        pages = self._database.pages(lambda connection, seq: events.after(connection, seq, row), after=0)
        return (event for _, event in pages)

    def texts(self, since: int = 0) -> Iterator[Said]:
        """The events after seq `since` that carry words, in the order they came."""
        return self._database.pages(texts.after, since)

    def summary(self, user: str) -> Summary | None:
        """What the user's history said in a few words; None where nobody wrote that down."""
        found = self._database.fetch(summaries.OF, id=user)
        return Summary(*found[0]) if found else None

    def put_summary(self, user: str, summary: Summary) -> None:
        """Keeps a summary in place of an earlier one; `NotFound` where nobody has this id."""
        with self._database.write() as connection:
            summaries.put(connection, user, summary)

    def unsummarised(self, since: int, until: int, news: int) -> list[str]:
        """Users with an event `since` < seq <= `until` who have `news` events that no summary has read."""
        return [id for (id,) in self._database.fetch(summaries.DUE, since=since, until=until, news=news)]

    def last_seq(self) -> int:
        """The highest seq ever given out; 0 before the first. It never falls, not even by erasure."""
        with self._database.read() as connection:
            return meta.last_seq(connection)

    def add_impressions(self, given: Sequence[Impression]) -> int:
        """Stores what was shown; a place of an answer is stored once. Returns how many are new.

        Raises:
            NotFound: There are unknown items; nothing was stored.
        """
        with self._database.write() as connection:
            return impressions.add(connection, given)

    def add_answers(self, given: Sequence[Answer]) -> int:
        """Stores what new answers showed; returns how many impressions. Unknown items are left out."""
        with self._database.write() as connection:
            return answers.add(connection, given)

    def experiment(self, name: str, since: float = 0.0) -> tuple[list[Part], list[Response]]:
        """What everybody in an experiment was shown from `since` on, seconds since 1970, and did with it."""
        with self._database.read() as connection:
            return experiments.parts(connection, name, since), experiments.responses(connection, name, since)

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

    def keys(self) -> list[Key]:
        """All API keys, expired ones too, in the order in which they were made."""
        with self._database.read() as connection:
            return keys.every(connection)

    def put_key(self, key: Key) -> None:
        """Makes or replaces the key of that id."""
        with self._database.write() as connection:
            keys.put(connection, key)

    def expire_key(self, id: str, at: float) -> None:
        """Has a key refused from `at` on, seconds since 1970; `NotFound` where there is none."""
        with self._database.write() as connection:
            keys.expire(connection, id, at)

    def vectors(self, encoder: str, digests: Sequence[str]) -> dict[str, bytes]:
        """What an encoder said of texts, of those that it has read: digest -> little-endian float16."""
        with self._database.read() as connection:
            return vectors.find(connection, encoder, digests)

    def put_vectors(self, encoder: str, found: Iterable[tuple[str, bytes]]) -> None:
        """Keeps what an encoder said of texts, by their digests; what is known stays as it was."""
        with self._database.write() as connection:
            vectors.put(connection, encoder, found)

    def reserve(self, call: Call, most_day: int | None = None, most_purpose: int | None = None) -> Reserved:
        """Enters a call of a language model at its worst, before it is sent; not where that breaks a limit.

        No two processes can both go by the same sums. What is never settled counts at its worst.

        Args:
            call: With the tokens and the cost that it has at most.
            most_day: What all calls of its day may cost, in billionths; None: any sum.
            most_purpose: What those of its purpose may cost.
        """
        with self._database.write() as connection:
            return ledger.reserve(connection, call, most_day, most_purpose)

    def settle(self, number: int | None, call: Call) -> None:
        """Enters what became of a call: over what was reserved under `number`, or anew where nothing was."""
        with self._database.write() as connection:
            if number is None:
                ledger.add(connection, call)
            else:
                ledger.settle(connection, number, call)

    def tally(self, calls: Mapping[tuple[str, str, CallOutcome], int], time: float) -> None:
        """Counts calls that were not sent: (purpose, model, outcome) -> how many more."""
        with self._database.write() as connection:
            ledger.tally(connection, calls, time)

    def descriptions(self, item: str | None = None) -> list[Description]:
        """The texts written about an item, by language and tone; None: about all items."""
        with self._database.read() as connection:
            return descriptions.every(connection) if item is None else descriptions.of(connection, item)

    def put_description(self, description: Description) -> None:
        """Makes or replaces an item's text of that language and tone; `NotFound` for an unknown item."""
        with self._database.write() as connection:
            descriptions.put(connection, description)

    def approve_description(self, item: str, language: str, tone: str, approved: bool | None) -> None:
        """Says what a person thinks of a text; `NotFound` where there is none."""
        with self._database.write() as connection:
            descriptions.approve(connection, item, language, tone, approved)

    def costs(self, since: str = "") -> list[Cost]:
        """What language models cost by day (UTC), purpose and model since a day, newest first."""
        with self._database.read() as connection:
            return ledger.costs(connection, since)

    def completion(self, digest: str) -> str | None:
        """What a language model answered, kept under a digest of all that it was asked; None: nothing."""
        with self._database.read() as connection:
            return completions.get(connection, digest)

    def put_completion(self, digest: str, body: str, time: float) -> None:
        """Keeps what a language model answered about items; never what is about a person."""
        with self._database.write() as connection:
            completions.put(connection, digest, body, time)

    def spent(self, day: str) -> int:
        """What the calls of a day (UTC, "2026-01-31") cost, in billionths of the currency."""
        with self._database.read() as connection:
            return ledger.spent(connection, day)

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

    def _truncate_journal(self) -> None:
        with self._database.maintain() as connection:
            self._database.dialect.truncate_journal(connection)
