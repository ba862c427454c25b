"""A workspace: settings, record and fitted models of one deployment, behind one object."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from wellread import settings as settings_file
from wellread.conversation import ChatAnswer, ChatRequest
from wellread.data.source import Batch
from wellread.domain import Event, Item, Recommendation, Request, User
from wellread.engine import fitting
from wellread.engine.asked import read_message, read_request, read_search
from wellread.engine.assistance import Assistance
from wellread.engine.chat import Chat
from wellread.engine.engine import Engine
from wellread.engine.experiments import Experiments
from wellread.engine.hearing import Heard
from wellread.engine.impressions import ImpressionLog
from wellread.engine.language_models import LanguageModels
from wellread.engine.learner import Learner, Learnt
from wellread.engine.profile import segment
from wellread.engine.snapshot import MODELS, Snapshots, fit_of
from wellread.engine.summaries import introduced
from wellread.engine.watch import Follower
from wellread.errors import NotFound, SettingsError, SnapshotError
from wellread.language.writing.converse import strangers
from wellread.settings import DATABASE, FILE, Settings
from wellread.store import Added, GroupCommit, Put, Store

TEMPLATE = """\
# Settings of this wellread workspace. Everything has a default; the documentation lists all keys.
# Any key can be overridden by an environment variable, for example WELLREAD_SERVER_PORT=9000.

[server]
host = "127.0.0.1"   # anything but loopback needs an API key
port = 8765

# [pipelines.home]
# sources = { item_to_item = 1.0, next_item = 0.5, content = 0.2, words = 2.5, popular = 0.5, latest = 0.02 }
# diversity = 0.1
"""


def _no_progress(step: str, done: int, total: int) -> None:
    """Fitting without a face says nothing."""


class Workspace:
    """Everything a deployment is, in a folder. Safe to share between threads.

    Args:
        folder: Where it is; made, with a settings file, when it does not exist.
        fits: Whether it fits where nothing was ever fitted; else another process does.

    Raises:
        SettingsError: the settings cannot be used, or `folder` is a file.
        StoreError: the database cannot be used.
    """

    def __init__(self, folder: Path, fits: bool = True) -> None:
        if folder.exists() and not folder.is_dir():
            raise SettingsError(
                f"{folder} is a file", "a folder, or a name that is free", "Name another folder."
            )
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / FILE).exists():
            (folder / FILE).touch(mode=0o600)  # it may come to hold the API key
            (folder / FILE).write_text(TEMPLATE, "utf-8")
        self.folder = folder
        self.fits = fits
        self.settings: Settings = settings_file.load(folder)
        self.store = Store.open(
            self.settings.database.url or folder / DATABASE, self.settings.database.busy_timeout
        )
        self.snapshots = Snapshots(folder / MODELS, self.settings.models.keep)
        self.language_models = LanguageModels(self.settings, self.store)
        self._assistance = Assistance(self.settings, self.language_models, self.store)
        self.shown = ImpressionLog(self.store)
        self._experiments = Experiments(self.settings.experiments)
        self._engine: Engine | None = None
        self._items = 0
        """Version of the items that the engine holds."""
        self._lock = threading.RLock()
        self._follower: Follower | None = None
        self._events = GroupCommit(self.store, self.settings.events.unknown_items == "create")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what is waiting and let go of the files."""
        if self._follower is not None:
            self._follower.close()
        self._assistance.close()
        self.language_models.close()
        self._events.close()
        self.shown.close()
        self.store.close()

    @property
    def engine(self) -> Engine:
        """The fitted models: loaded at the first need; fitted first where nothing was ever fitted.

        Raises:
            SnapshotError: the current snapshot is damaged or of another version; there is none, and another
                process is to make it.
        """
        with self._lock:
            if self._engine is not None:
                return self._engine
            version = self.snapshots.current()
            if version is None and not self.fits:
                raise SnapshotError(
                    f"nothing was fitted yet in {self.snapshots.folder}",
                    "the first snapshot, which another process makes",
                    "Ask again in a few seconds, or run `wellread fit`.",
                )
            return self.fit() if version is None else self._take_up(version)

    def fit(self, progress: fitting.Progress = _no_progress) -> Engine:
        """Fit the models on the whole record, publish a snapshot and answer from it."""
        items = self.store.item_version()
        encoder = self.language_models.encoder
        fitted = fitting.fit(self.store, self.settings, self.snapshots, progress, encoder)
        with self._lock:
            self._engine, self._items = fitted, items
            self.catch_up()
        return fitted

    def follow(self) -> None:
        """From now on take up, beside the answers, what other processes publish and add."""
        with self._lock:
            if self._follower is None:
                self._follower = Follower(
                    self.store, self.snapshots, self.catch_up, self._take_up, lambda: self.version
                )

    @property
    def version(self) -> str:
        """The snapshot that answers; empty: none is loaded."""
        engine = self._engine
        return "" if engine is None else engine.version

    def learn(self) -> Learnt:
        """Have the models learn everything that happened since they were fitted, and answer from that.

        Raises:
            SnapshotError: another process is learning.
        """
        learner = Learner(self.folder)
        try:
            learnt = learner.drain()
        finally:
            learner.close()
        self._take_up(learnt.version)
        return learnt

    def reset_rankers(self) -> None:
        """Have rankers forget what they learnt since the fit; the learner does so at its next step."""
        self.store.set_meta(fitting.RESET, str(time.time_ns()))

    def rollback(self) -> str:
        """Answer from the fit before the current one, with what was learnt on it; the snapshot's name.

        Raises:
            NotFound: there is none.
        """
        with self._lock:
            version = self.snapshots.rollback()
            self._engine = None
        return version

    def recommend(
        self,
        request: Request | None = None,
        *,
        seen: bool = True,
        arrived: float | None = None,
        heard: Heard | None = None,
        **asked: Any,
    ) -> Recommendation:
        """Answer a request, given whole or by its fields: `recommend(user="u1", text="...", k=5)`.

        Args:
            request: What is asked for.
            seen: Whether the person gets to see the answer, so that its impressions are logged and it is
                part of the experiment on its pipeline.
            arrived: When the request came, by `time.perf_counter`: its deadline counts from then. None: now.
            heard: What was understood of its words already; None: they are read.
            **asked: The fields of a request, where none is given.

        Raises:
            InvalidInput: a field of the wrong type or out of range, a malformed filter.
            NotFound: an unknown pipeline, or an unknown `item`.
        """
        arrived = time.perf_counter() if arrived is None else arrived
        request, experiment = request or read_request(asked), ""
        if seen:  # an answer for nobody's eyes is by the pipeline that was named
            request, experiment = self._experiments.assign(request)
        past, user = [], None
        if request.user is not None:
            past = self.store.history(request.user, self.settings.events.seen)
            user = self._user(request.user)
        with self._lock:
            if max((event.row for event in past), default=-1) >= len(self.engine.catalogue):
                self.catch_up()  # another process added the item
            engine = self.engine
            understood = heard or Heard(engine.read(request))
        if heard is None:  # else the language model had its turn
            understood = self._assistance.read(request, understood, engine, arrived)
        heard = self._assistance.encode(request, understood, engine, arrived)
        with self._lock:
            engine = self.engine
            answer = engine.recommend(request, past, user, arrived, heard)
        answer = self._assistance.after(request, answer, heard, engine, arrived, past)
        if seen:
            answer.experiment = experiment
            self.shown.add(request, answer)
        return answer

    def chat(
        self,
        request: ChatRequest | None = None,
        *,
        seen: bool = True,
        arrived: float | None = None,
        **asked: Any,
    ) -> ChatAnswer:
        """Answer a message of a conversation, given whole or by its fields: `chat(message="shorter", k=5)`.

        Args:
            request: The message, and the state that the last answer gave back.
            seen: Whether the person gets to see the answer, so that its impressions are logged.
            arrived: When the message came, by `time.perf_counter`: its deadline counts from then. None: now.
            **asked: The fields of a request, where none is given.

        Raises:
            InvalidInput: a field of the wrong type or out of range.
            NotFound: an unknown pipeline.
        """
        return Chat(self).answer(request or read_message(asked), arrived, seen)

    def hear(self, request: Request, arrived: float) -> Heard:
        """What is understood of a request's text, by rules and, where it shall, by the language model."""
        with self._lock:
            engine = self.engine
            heard = Heard(engine.read(request))
        return self._assistance.read(request, heard, engine, arrived)

    def phrase(
        self, words: str, message: str, titles: Sequence[str], language: str, request: Request, arrived: float
    ) -> tuple[str, list[str]]:
        """An answer of a conversation in the language model's words where they add nothing, and notes.

        Arguments as of `Assistance.phrase`.
        """
        said, told = self._assistance.phrase(words, message, titles, language, request, arrived)
        if not said:
            return words, told
        with self._lock:
            names = self.engine.catalogue.names
            known = {row for one in names.find(words) for row in (one.row, *one.others)}
            if strangers(said, names, known):
                return words, [*told, "left out: the language model's words (they name other items)"]
        return said, told

    def warm_up(self, text: str) -> None:
        """Load what the first request would wait for, if it said `text`."""
        self._assistance.warm_up(text)

    def waits(self, request: Request) -> bool:
        """Whether a language model that takes its time has a part in the answer."""
        return self._assistance.waits(request)

    def similar(self, item: str, **asked: Any) -> Recommendation:
        """Items like one: `recommend(item=..., pipeline="similar")`.

        Raises:
            NotFound: no item has this id.
        """
        return self.recommend(**{"pipeline": "similar", **asked, "item": item})

    def search(
        self, query: str, *, seen: bool = True, arrived: float | None = None, **asked: Any
    ) -> Recommendation:
        """Items that answer the words of a search, and no others; `user` moves those that answer alike.

        Args:
            query: Names, parts of names, or what an item is about, in any language.
            seen: See `recommend`.
            arrived: See `recommend`.
            **asked: Other fields of a request: `user`, `k`, `offset`, `filter`, `language`, `explain`, ...

        Raises:
            InvalidInput: an empty search, or another field that cannot be used.
        """
        return self.recommend(read_search(query, asked), seen=seen, arrived=arrived)

    def put_items(self, items: Sequence[Item]) -> Put:
        """Add or replace items; the next answer can hold them."""
        put = self.store.put_items(items)
        self.catch_up()
        return put

    def delete_item(self, item_id: str) -> None:
        """Take an item out of all answers.

        Raises:
            NotFound: no item has this id.
        """
        self.store.delete_item(item_id)
        self.catch_up()

    def put_users(self, users: Sequence[User]) -> Put:
        """Add or replace users."""
        return self.store.put_users(users)

    def delete_user(self, user_id: str) -> int:
        """Erase a person and what they did; the number of events erased.

        Raises:
            NotFound: nobody has this id.
        """
        self.shown.flush()
        learnt, trait = self.snapshots.current() is not None, self.settings.models.popular.segment
        group = segment(self.store.user(user_id), trait) if learnt and trait else ""
        return self.store.delete_user(user_id, remember=learnt, segment=group)

    def submit_events(self, events: Sequence[Event]) -> Future[Added]:
        """Store events together with whatever else is waiting to be stored; see `add_events`."""
        return self._events.add(events)

    @property
    def events_waiting(self) -> int:
        """Calls of `submit_events` whose events wait to be stored."""
        return self._events.waiting

    def add_events(self, events: Sequence[Event]) -> Added:
        """Store events; they are on disk and count in the next answer to their user.

        Raises:
            NotFound: unknown items, unless the settings say `unknown_items = "create"`; nothing was stored.
            StoreError: the database cannot be written; nothing was stored.
        """
        added = self.submit_events(events).result()
        if self.settings.events.unknown_items == "create":
            self.catch_up()
        return added

    def load(self, batches: Iterator[Batch]) -> dict[str, int]:
        """Write what an import reads: how many records of each kind were new or changed.

        Items that only events name are made, titled by their id.
        """
        self.store.widen()
        written = {"items": 0, "users": 0, "events": 0}
        for batch in batches:
            if batch.kind == "items":
                put = self.put_items(cast(list[Item], batch.records))
                written["items"] += put.created + put.updated
            elif batch.kind == "users":
                put = self.put_users(cast(list[User], batch.records))
                written["users"] += put.created + put.updated
            else:
                events = cast(list[Event], batch.records)
                written["events"] += self.store.add_events(events, create_items=True).stored
        self.catch_up()
        return written

    def status(self) -> dict[str, Any]:
        """What there is, and how far the models are behind it."""
        version = self.snapshots.current()
        manifest = self.snapshots.read(version)[1] if version else {}
        return {
            "folder": str(self.folder),
            **self.store.counts(),
            "snapshot": version,
            "events_behind": self.store.last_seq() - int(manifest.get("seq", 0)),
            "rankers": fitting.joined(manifest, self.settings) if manifest else {},
            "settings_changed": bool(manifest) and fitting.outdated(manifest, self.settings),
            "impressions_dropped": self.shown.dropped,
        }

    def _user(self, user_id: str) -> User | None:
        try:
            user = self.store.user(user_id)
        except NotFound:
            return None
        return introduced(user, self.store.summary(user_id)) if self.settings.reading.summaries else user

    def _take_up(self, version: str) -> Engine:
        """Load a snapshot and answer from it; answers go on from the one before meanwhile."""
        held, items = self._engine, None
        if held is not None and fit_of(held.version) == fit_of(version):
            self.catch_up()  # the snapshot may know items that came since
            loaded = fitting.take_up(held, self.snapshots, version)
        else:
            items = self.store.item_version()
            encoder = self.language_models.encoder
            loaded = fitting.load(self.store, self.settings, self.snapshots, version, encoder)
        with self._lock:
            if items is not None:
                self._items = items
            elif self._engine is not None and self._engine.catalogue is not loaded.catalogue:
                return self._engine  # another fit was taken up meanwhile
            loaded.update(most=0)  # items that came while it was loaded
            self._engine = loaded
            self.catch_up()
        return loaded

    def catch_up(self) -> None:
        """Take into memory the items that came or changed since."""
        with self._lock:
            if self._engine is None:
                return
            version = self.store.item_version()
            if version > self._items:
                self._engine.catalogue.put(list(self.store.items(self._items)))
                self._items = version
                self._engine.update(most=0)
