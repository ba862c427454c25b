"""The one contract of all models, and the arrays that pass through it.

A model is inductive: it never sees who a user is. What it is fitted on is a log of anonymous
histories; what it scores is a profile, given as an argument.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, Self, overload

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from wellread.catalogue.catalogue import Catalogue

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

NO_ROWS: Ints = np.zeros(0, np.int64)
NO_FLOATS: Floats = np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True)
class Interactions:
    """A log as arrays: histories one after another, each oldest first."""

    users: Ints
    """(n_events,) index of the history, ascending; it stands for nobody outside this log."""
    items: Ints
    """(n_events,) catalogue rows."""
    weights: Floats
    """(n_events,) signed weight of the event's kind and value."""
    times: Doubles
    """(n_events,) seconds since 1970."""
    segments: tuple[str, ...] = ()
    """Segment of each history ("CN"), or empty where segments are not used."""

    def __len__(self) -> int:
        return len(self.items)

    @property
    def n_users(self) -> int:
        """Number of histories, empty ones between others included."""
        return int(self.users[-1]) + 1 if len(self.users) else 0

    @classmethod
    def of(
        cls, users: Ints, items: Ints, weights: Floats, times: Doubles, segments: tuple[str, ...] = ()
    ) -> Interactions:
        """Sort events into histories; among equal times the given order stays."""
        order = np.lexsort((times, users))
        return cls(users[order], items[order], weights[order], times[order], segments)

    @classmethod
    def of_histories(cls, histories: Sequence[Sequence[int] | Ints]) -> Interactions:
        """A log from lists of item rows, oldest first; every event weighs 1, one second after the other."""
        lengths = np.array([len(h) for h in histories], np.int64)
        items = np.concatenate([np.asarray(h, np.int64) for h in histories]) if len(histories) else NO_ROWS
        n = len(items)
        return cls(
            np.repeat(np.arange(len(histories)), lengths),
            items,
            np.ones(n, np.float32),
            np.arange(n, dtype=np.float64),
        )

    def where(self, keep: Mask) -> Interactions:
        """The events for which `keep` holds; histories keep their index."""
        if keep.all():
            return self
        return Interactions(
            self.users[keep], self.items[keep], self.weights[keep], self.times[keep], self.segments
        )

    def last(self, n: int) -> Interactions:
        """At most the last `n` events of each history."""
        ends = np.searchsorted(self.users, self.users, side="right")
        return self.where(ends - np.arange(len(self)) <= n)


NOTHING = Interactions(NO_ROWS, NO_ROWS, NO_FLOATS, np.zeros(0))
"""A log without events."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What one request knows of somebody."""

    rows: Ints = field(default_factory=lambda: NO_ROWS)
    """(n_events,) catalogue rows of recent events, newest first."""
    weights: Floats = field(default_factory=lambda: NO_FLOATS)
    """(n_events,) signed weights, faded by age but not yet by position."""
    words: csr_array | None = None
    """(1, n_features) what the person said, as the catalogue's encoder reads it."""
    avoid: csr_array | None = None
    """(1, n_features) words the person does not want."""
    text: str = ""
    """Words of a search as they were typed."""
    sense: Floats | None = None
    """(d,) L2-normalised: what the person said, as the catalogue's `meaning` reads it."""
    segment: str = ""
    now: float = 0.0
    """Seconds since 1970 at which the answer is given."""


class Candidates(NamedTuple):
    """Items that a source proposes, best first."""

    rows: Ints
    scores: Floats


class Term(NamedTuple):
    """One addend of a score."""

    kind: Literal["history", "word", "popular", "recent"]
    about: int | str
    """Catalogue row of the history item, or the word; "" otherwise."""
    value: float


class Model(Protocol):
    """One recommender."""

    @property
    def name(self) -> str:
        """What the model is called in settings and snapshots."""
        ...

    @property
    def learns(self) -> bool:
        """Whether events change it; else it follows the catalogue alone."""
        ...

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """Learn from a whole log; what was learnt before is forgotten."""
        ...

    def update(
        self, before: Interactions, after: Interactions, catalogue: Catalogue, most: int | None = None
    ) -> Self:
        """Learn that some histories changed from `before` to `after`, and that items were added.

        Adding events, and forgetting a user (`after` empty), are the same subtraction and addition of
        sums, so the model is what `fit` on the whole new log would give, to 1e-5.

        Args:
            before: Whole histories as they were; the same index in `after` is best the same person.
            after: The same histories as they are now.
            catalogue: The items.
            most: How many items' weights may be solved again, where a model solves any; new items always
                are, the others wait for a later update. None: all, and only then the model is what `fit`
                would give.
        """
        ...

    @overload
    def score(self, profiles: Profile) -> Floats: ...
    @overload
    def score(self, profiles: Sequence[Profile]) -> Floats: ...
    def score(self, profiles: Profile | Sequence[Profile]) -> Floats:
        """Score every item.

        Returns:
            (n_items,) float32 for one profile, (n_profiles, n_items) for several. 0: nothing known.
        """
        ...

    def terms(self, profile: Profile, rows: Ints) -> list[list[Term]]:
        """The exact split of each score at `rows`: the terms of an item add up to its score."""
        ...

    def save(self, folder: Path) -> None:
        """Write the state to `folder` as arrays and JSON; never pickle."""
        ...

    def load(self, folder: Path, catalogue: Catalogue) -> Self:
        """Read what `save` wrote; the catalogue has at least the items of then.

        Raises:
            SnapshotError: missing, damaged or written by another version.
        """
        ...


def retrieve(model: Model, profile: Profile, k: int, mask: Mask | None = None) -> Candidates:
    """The `k` best items of `model` among those in `mask`, without those it knows nothing of."""
    return top(model.score(profile), k, mask)


def top(scores: Floats, k: int, mask: Mask | None = None) -> Candidates:
    """The `k` highest non-zero scores where `mask` holds, best first, ties by row.

    Args:
        scores: (n_items,) float32.
        k: How many.
        mask: (n_items,) bool; None: all.
    """
    told = scores != 0  # searching truth values is ten times faster than searching floats
    if mask is not None:
        told &= mask
    rows = np.flatnonzero(told)
    if len(rows) > k:
        values = scores[rows]
        rows = rows[values >= np.partition(values, len(rows) - k)[len(rows) - k]]
    rows = rows[np.argsort(-scores[rows], kind="stable")[:k]]
    return Candidates(rows, scores[rows])
