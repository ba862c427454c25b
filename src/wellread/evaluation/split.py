"""What an evaluation asks: the log to fit on, and cases, each a moment of somebody with what came next."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

import numpy as np

from wellread.errors import InvalidInput
from wellread.models.base import NOTHING, Doubles, Interactions, Ints, Mask, Profile


@dataclass(frozen=True)
class Split:
    """A log to fit on and the cases to answer; no case knows anything of its own time or later."""

    name: str
    protocol: str
    """What is asked, in a sentence; reports carry it."""
    train: Interactions
    users: Ints
    """(n_cases,) whose case it is: people, not cases, are drawn when intervals are made."""
    times: Doubles
    """(n_cases,) moment of each case, seconds since 1970; ascending."""
    profiles: Sequence[Profile]
    """What is known at that moment."""
    seen: Sequence[Ints]
    """Rows that the person has chosen before: they are not listed."""
    targets: Sequence[Ints]
    """Rows that a good list holds; never empty, never among `seen`."""
    later: Interactions = field(default=NOTHING)
    """The events after `train`, for models that learn on; empty where a split has no time order."""
    known: Ints | None = None
    """(n_cases,) how many events of the person are known; None: as many as are `seen`."""

    def __post_init__(self) -> None:
        if not len(self.users):
            raise InvalidInput(
                f"the split '{self.name}' has no test cases",
                "people who choose, in the part to predict, items that are new to them",
                "Use a log of more people or a longer time, or cut it elsewhere.",
            )

    def __len__(self) -> int:
        return len(self.users)

    @cached_property
    def hash(self) -> str:
        """Twelve hexadecimal digits of what is fitted on, known and asked: equal for equal splits only.

        Of profiles their rows count; their weights follow from the log by the settings.
        """
        digest = hashlib.sha256(self.name.encode())
        for log in (self.train, self.later):
            digest.update(repr((len(log), log.segments)).encode())
            for column in (log.users, log.items, log.weights, log.times):
                digest.update(np.ascontiguousarray(column).tobytes())
        for column in (self.users, self.times):
            digest.update(np.ascontiguousarray(column).tobytes())
        for lists in ([profile.rows for profile in self.profiles], self.seen, self.targets):
            lengths = np.array([len(rows) for rows in lists], np.int64)
            digest.update(lengths.tobytes() + np.concatenate(list(lists)).astype(np.int64).tobytes())
        return digest.hexdigest()[:12]

    @cached_property
    def activity(self) -> Ints:
        """(n_cases,) how many events of the person are known before the case."""
        return np.array([len(rows) for rows in self.seen], np.int64) if self.known is None else self.known

    def where(self, keep: Mask) -> Self:
        """The cases for which `keep` holds; what is fitted on stays.

        Raises:
            InvalidInput: none are left.
        """
        at = np.flatnonzero(keep).tolist()
        return replace(
            self, users=self.users[at], times=self.times[at], profiles=[self.profiles[i] for i in at],
            seen=[self.seen[i] for i in at], targets=[self.targets[i] for i in at],
            known=None if self.known is None else self.known[at],
        )  # fmt: skip

    def sample(self, n: int, seed: int = 0) -> Self:
        """At most `n` cases drawn without replacement, in order."""
        if len(self) <= n:
            return self
        keep = np.zeros(len(self), bool)
        keep[np.random.default_rng(seed).choice(len(self), n, replace=False)] = True
        return self.where(keep)
