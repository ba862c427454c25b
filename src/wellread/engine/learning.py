"""What a learner holds: the models of one fit, how far in the log they are, and how they go on."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from wellread import files
from wellread.engine import fitting, outcomes
from wellread.engine.belief import Belief
from wellread.engine.reading import Reading
from wellread.engine.snapshot import Snapshots
from wellread.language.encoders.cached import Cached
from wellread.models.base import Interactions, Ints
from wellread.models.neighbourhood import NeighbourhoodModel
from wellread.settings import Settings
from wellread.store import EventLog, Store, Tail


class Learning:
    """Models on their way through the log.

    Args:
        store: The record.
        settings: Of the workspace.
        snapshots: Where states are read and published.
        version: The one to go on from.
        encoder: Reads the texts of new items.

    Raises:
        SnapshotError: it is missing, damaged or of another version.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        snapshots: Snapshots,
        version: str,
        encoder: Cached | None = None,
    ) -> None:
        self._store, self._settings, self._snapshots = store, settings, snapshots
        self._folder, self._manifest = snapshots.read(version)
        self._items = store.item_version()
        self.engine = fitting.load(store, settings, snapshots, version, encoder)
        self.encoded = fitting.encoded_by(self._manifest, encoder)
        """Whether the vectors are those of the encoder that is set now."""
        self._belief = Belief.load(self._folder / fitting.BELIEF, settings.events.noise)
        self._reading = Reading.load(self._folder / fitting.READING, settings)
        self._reading.take_items(list(store.items(self._manifest["item_version"])), self.engine.catalogue)
        self._segments: dict[int, str] = {}
        self.version = version
        self.seq, self.erasure = int(self._manifest["seq"]), int(self._manifest["erasure"])
        self.fitted_seq, self.fitted_items = (int(self._manifest[f"fitted_{n}"]) for n in ("seq", "items"))
        self.erasures = 0
        """How many erasures were taken in since the last call of `Store.forget_erasures`."""
        self.solving = 0.0
        """Seconds that the last `take` spent on the models."""

    @property
    def waiting(self) -> int:
        """Rows whose equations moved and that are not solved yet."""
        return sum(int(np.count_nonzero(model.waiting)) for model in self._solvers())

    @property
    def solved(self) -> int:
        """Rows that the last `take` solved."""
        return sum(model.solved for model in self._solvers()) if self.solving else 0

    @property
    def solvers(self) -> int:
        """How many models solve rows; at least 1."""
        return max(len(self._solvers()), 1)

    def _solvers(self) -> list[NeighbourhoodModel]:
        return [model for model in self.engine.models.values() if isinstance(model, NeighbourhoodModel)]

    def take_items(self) -> bool:
        """Read items that came or changed; whether there were any. Models see them in the next `take`."""
        self.solving, version = 0.0, self._store.item_version()
        if version == self._items:
            return False
        items = list(self._store.items(self._items))
        self.engine.catalogue.put(items)
        self._reading.take_items(items, self.engine.catalogue)
        self._items = version
        return True

    def read_texts(self, most: int) -> int:
        """Encode at most `most` of the texts that came without vectors; how many were.

        Raises:
            LanguageModelError: they could not be read.
        """
        return self.engine.catalogue.read_meaning(most)

    def take(self, tail: Tail, most: int | None) -> None:
        """Learn from a part of the log.

        Args:
            tail: What follows `seq` and `erasure`.
            most: Rows of each model that are solved; None: all that wait.
        """
        if (
            self._settings.learner.rankers and tail.seq > self.seq
        ):  # by models that do not know what was chosen
            joined = self._store.joined(self.seq, tail.seq)
            rankers = self.engine.rankers
            self.engine.rankers = outcomes.learn(rankers, joined, self.engine, tail.log, self._segments)
        before, after = self._histories(tail)
        begin = time.monotonic()
        self.engine.update(before, after, most)
        self.solving = time.monotonic() - begin
        self._reading.hear(self._store, self.seq, tail.seq, tail.erased.items, self.engine.catalogue)
        self.erasures += tail.erasure - self.erasure
        self.seq, self.erasure = tail.seq, tail.erasure

    def take_reset(self) -> bool:
        """Have rankers forget what they learnt since the fit, if that was asked for since; whether it was."""
        asked = self._store.get_meta(fitting.RESET) or ""
        if asked == self._manifest.get(fitting.RESET, ""):
            return False
        self.engine.rankers = outcomes.reset(self.engine.rankers)
        self._manifest[fitting.RESET] = asked
        return True

    def publish(self) -> bool:
        """Write a snapshot and go on from it; False where another fit has become current."""

        def fill(folder: Path) -> dict[str, Any]:
            for name in (fitting.CATALOGUE, fitting.BELIEF):
                files.link_all(self._folder / name, folder / name)
            if self.engine.catalogue.meaning:
                self.engine.catalogue.meaning.save(folder / fitting.VECTORS)
            self._reading.save(folder / fitting.READING, self._folder / fitting.READING)
            for name, model in self.engine.models.items():
                model.save(folder / name)
            rankers = {name: ranker.saved() for name, ranker in self.engine.rankers.items()}
            return {
                **self._manifest, "seq": self.seq, "erasure": self.erasure, "rankers": rankers,
                "items": len(self.engine.catalogue), "learnt": time.time(),
            }  # fmt: skip

        version = self._snapshots.write_learnt(fill, self.version)
        if version is None:
            return False
        self.version = version
        self._folder, self._manifest = self._snapshots.read(version)
        self._reading.lies_in(self._folder / fitting.READING)
        for name, model in self.engine.models.items():
            if model.learns:  # now it lies in files, which the next snapshot shares as far as it stays
                model.load(self._folder / name, self.engine.catalogue)
        return True

    def _histories(self, tail: Tail) -> tuple[Interactions, Interactions]:
        """Whole histories of those whom the tail is about, as they were learnt and as they are now."""
        rows, index = np.unique(tail.log.users, return_inverse=True)
        now = replace(tail.log, users=index.astype(np.int64))
        gone = replace(tail.erased, users=tail.erased.users + len(rows))
        learnt = joined(_until(now, self.seq), _until(gone, self.seq))
        segmented = self._settings.models.popular.segment
        segments = self._segments_of(rows) + tail.segments if segmented else ()
        return self._weighed(learnt, segments), self._weighed(now, segments)

    def _weighed(self, log: EventLog, segments: tuple[str, ...]) -> Interactions:
        weighted = fitting.weighted(log, self._settings, segments)
        return self._belief.weighed(weighted)[0].last(self._settings.models.max_history)

    def _segments_of(self, rows: Ints) -> tuple[str, ...]:
        """As they were when first seen: what was counted in a segment is taken away from the same one."""
        if any(row not in self._segments for row in rows.tolist()):
            found = fitting.segments_of(self._store, self._settings.models.popular.segment)
            self._segments = found | self._segments
        return tuple(self._segments.get(row, "") for row in rows.tolist())


def joined(one: EventLog, two: EventLog) -> EventLog:
    """The events of two logs of the same kinds, one log after the other."""

    def both(name: str) -> npt.NDArray[Any]:
        return np.concatenate([getattr(one, name), getattr(two, name)])

    return EventLog(
        both("users"),
        both("items"),
        both("kinds"),
        one.kind_names,
        both("values"),
        both("times"),
        both("seqs"),
    )


def _until(log: EventLog, seq: int) -> EventLog:
    keep = log.seqs <= seq
    return replace(
        log, users=log.users[keep], items=log.items[keep], kinds=log.kinds[keep], values=log.values[keep],
        times=log.times[keep], seqs=log.seqs[keep],
    )  # fmt: skip
