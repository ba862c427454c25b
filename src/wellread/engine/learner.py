"""The learner: follows the log, adds to the sums, solves again what they touch, publishes what it learnt.

It works on the models of the current snapshot and answers nobody. Whoever answers takes up what it publishes;
see `Workspace.follow`. One learner works on a workspace at a time.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from wellread import settings as settings_file
from wellread.catalogue.catalogue import document
from wellread.engine import fitting
from wellread.engine.language_models import LanguageModels
from wellread.engine.learning import Learning
from wellread.engine.lock import locked
from wellread.engine.snapshot import MODELS, Snapshots, fit_of
from wellread.engine.summaries import Summaries
from wellread.errors import LanguageModelError, LearnerBusy, WellreadError
from wellread.language.budget.gate import Gate
from wellread.settings import DATABASE, Settings
from wellread.store import Store

AT_ONCE = 5_000
"""Events that one step counts, at most."""
IDLE = 1.0
"""Seconds after which a learner that waits for events looks whether another fit became current."""
FIRST, LEAST = 500, 100
"""Rows of each model that the first step solves, before it is known how long they take; and any step."""
TEXTS = 64
"""Texts that one step encodes, at most."""
AGAIN = 60.0
"""Seconds after which an encoder that failed is tried again."""
SMALL = 1_000
"""Events, and items, from which on growth asks for another fit."""

log = logging.getLogger(__name__)


class Learnt(NamedTuple):
    """What one step did, and how far behind it is."""

    version: str
    """The snapshot that holds what was learnt."""
    seq: int
    """Events up to this one are counted."""
    behind: int
    """How many seqs were given out beyond."""
    lag: float
    """Seconds since the models last held everything, when there was more."""
    waiting: int
    """Rows whose equations moved and that are not solved yet."""
    events: int
    """Seqs that this step went on by."""
    solved: int
    """Rows solved again."""
    seconds: float
    """How long the step took."""


def _no_report(learnt: Learnt) -> None:
    """Learning without a face says nothing."""


class Learner:
    """Keeps the models of a workspace up to date with its log.

    Args:
        folder: The workspace.

    Raises:
        SettingsError: the settings cannot be used.
        StoreError: the database cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self.settings: Settings = settings_file.load(folder)
        own = self.settings.database
        self.store = Store.open(own.url or folder / DATABASE, own.busy_timeout)
        self.snapshots = Snapshots(folder / MODELS, self.settings.models.keep)
        self._models = LanguageModels(self.settings, self.store)
        self._summaries = Summaries(self.store, self.settings, self._models)
        self._held: Learning | None = None
        self._rows = FIRST
        self._failed = -math.inf
        """When the encoder last failed."""
        self._whole = time.monotonic()
        """When the models last held every event."""

    def close(self) -> None:
        """Let go of the database."""
        self._summaries.close()
        self._models.close()
        self.store.close()

    @property
    def gate(self) -> Gate:
        """What calls of language models pass."""
        return self._models.gate

    def run(self, stop: threading.Event, report: Callable[[Learnt], None] = _no_report) -> None:
        """Learn until `stop` is set; fits first where nothing was ever fitted.

        What goes wrong is logged and tried again: a database that is away comes back.

        Raises:
            LearnerBusy: another learner works on this workspace.
        """
        changes = self.store.watch()
        try:
            with self._alone():
                while not stop.is_set():
                    begin = time.monotonic()
                    learnt = self._tried(stop)
                    if learnt:
                        report(learnt)
                        self._refit(learnt)
                        while not (learnt.behind or learnt.waiting or stop.is_set() or changes.wait(IDLE)):
                            self._whole = time.monotonic()  # nothing came while it waited
                            if self.snapshots.current() != learnt.version:
                                break
                    stop.wait(max(0.0, begin + self.settings.learner.every - time.monotonic()))
        finally:
            changes.close()

    def drain(self) -> Learnt:
        """Learn everything that there is; the models are then what a fit on the whole log would give.

        Raises:
            LearnerBusy: another learner works on this workspace.
        """
        with self._alone():
            while True:
                learnt = self.step(None)
                if not learnt.behind and not learnt.waiting:
                    return learnt

    def step(self, most: int | None) -> Learnt:
        """Count what is new, solve again what moved most, and publish that; nothing where nothing is new.

        Args:
            most: Rows of each model to solve; None: all that wait.

        Raises:
            StoreError: the database cannot be read.
            SnapshotError: the current snapshot cannot be used.
        """
        begin = time.monotonic()
        held = self._current()
        since = held.seq
        tail = self.store.tail(since, held.erasure, AT_ONCE)
        new_items = held.take_items()  # after the tail, which may be about them
        new_items |= self._read_texts(held)
        if held.take_reset() or new_items or tail.seq > since or tail.erasure > held.erasure or held.waiting:
            held.take(tail, most)
            if held.publish():
                self._forget(held)
            else:  # another fit became current: what was learnt is learnt again on it
                self._held = None
        self._summaries.take(held.engine.catalogue, held.seq)
        behind = max(self.store.last_seq() - held.seq, 0)
        now = time.monotonic()
        lag = now - self._whole if held.seq > since or behind else 0.0
        if held.seq - since < AT_ONCE:  # everything that was there when it began is counted
            self._whole = begin
        return Learnt(
            held.version, held.seq, behind, lag, held.waiting, held.seq - since, held.solved, now - begin
        )

    def _tried(self, stop: threading.Event) -> Learnt | None:
        try:
            learnt = self.step(self._rows)
        except WellreadError as error:
            self._held = None
            log.warning("learning is interrupted, and tried again in %.0f s: %s", IDLE, error)
            stop.wait(IDLE)
            return None
        if learnt.solved and self._held:
            pace = learnt.solved / max(self._held.solving, 1e-3)
            wanted = pace * self.settings.learner.share * self.settings.learner.every / self._held.solvers
            self._rows = max(LEAST, int(0.5 * self._rows + 0.5 * wanted))
        return learnt

    def _current(self) -> Learning:
        """What is learnt so far, of the fit that is current."""
        version = self.snapshots.current()
        if version is None:
            log.info("nothing was fitted yet: fitting")
            version = self._fit()
        if self._held is None or fit_of(self._held.version) != fit_of(version):
            self._held = Learning(self.store, self.settings, self.snapshots, version, self._models.encoder)
            self.store.forget_erasures(self._held.erasure)  # left over by one that was killed
            log.info("learning on from snapshot %s, event %d", version, self._held.seq)
        return self._held

    def _forget(self, held: Learning) -> None:
        """Leave nothing of those who were erased, in older snapshots or in the record."""
        if held.erasures:
            self.snapshots.drop_others(held.version)
            self.store.forget_erasures(held.erasure)
            held.erasures = 0

    def _refit(self, learnt: Learnt) -> None:
        """Fit anew where the record has outgrown the last fit, or another encoder is set.

        Learning pauses meanwhile, answers do not.
        """
        factor, held = self.settings.learner.refit, self._held
        if held is None or learnt.behind:
            return
        if not held.encoded and self._may_encode():
            self._encode_anew()
            return
        if not factor:
            return
        grown = (held.seq, held.fitted_seq), (len(held.engine.catalogue), held.fitted_items)
        if any(now > factor * max(then, SMALL) for now, then in grown):
            log.info("fitting anew: the record has grown from %d events to %d", held.fitted_seq, held.seq)
            self._fit()

    def _fit(self) -> str:
        encoder = self._models.encoder
        return fitting.fit(self.store, self.settings, self.snapshots, _no_progress, encoder).version

    def _encode_anew(self) -> None:
        """Have the encoder that is set now read every text, which may take long, and then fit."""
        log.info("texts are being read by another encoder, then the models are fitted anew")
        try:
            if self._models.encoder:
                self._models.encoder.encode([document(item) for _, item in self.store.items()])
        except LanguageModelError as error:
            self._failed = time.monotonic()
            log.warning("the models keep the vectors they have: %s", error)
            return
        self._fit()

    def _may_encode(self) -> bool:
        return time.monotonic() - self._failed >= AGAIN

    def _read_texts(self, held: Learning) -> bool:
        """Encode some of the texts that came without vectors; whether there were any."""
        if not self._may_encode():
            return False
        try:
            return held.read_texts(TEXTS) > 0
        except LanguageModelError as error:
            self._failed = time.monotonic()
            log.warning("new texts are read by their words alone until the encoder answers: %s", error)
            return False

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with locked(self.snapshots.folder / "LEARNER", wait=False) as free:
            if not free:
                raise LearnerBusy(
                    f"another learner works on {self.snapshots.folder}",
                    "one learner for a workspace",
                    "Stop the other; `wellread serve` starts one unless `learner.enabled` is off.",
                )
            yield


def _no_progress(step: str, done: int, total: int) -> None:
    """Fitting behind the answers says nothing."""
