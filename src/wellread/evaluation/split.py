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

    def __post_init__(self) -> None:
        if not len(self.users):
            raise InvalidInput(
                f"the split '{self.name}' has no test cases",
                "people with events on both sides of the cut",
                "Use a log of more people or a longer time, or cut it elsewhere.",
            )

    def __len__(self) -> int:
        return len(self.users)

    @cached_property
    def hash(self) -> str:
        """Twelve hexadecimal digits of what is fitted on and what is asked: equal for equal splits only."""
        digest = hashlib.sha256(self.name.encode())
        for array in (
            self.train.users, self.train.items, self.train.weights, self.train.times,
            self.users, self.times, np.concatenate(list(self.targets)),
        ):  # fmt: skip
            digest.update(np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()[:12]

    @cached_property
    def activity(self) -> Ints:
        """(n_cases,) how many events the person has before the case."""
        return np.array([len(seen) for seen in self.seen], np.int64)

    def where(self, keep: Mask) -> Self:
        """The cases for which `keep` holds; what is fitted on stays.

        Raises:
            InvalidInput: none are left.
        """
        at = np.flatnonzero(keep).tolist()
        return replace(
            self, users=self.users[at], times=self.times[at], profiles=[self.profiles[i] for i in at],
            seen=[self.seen[i] for i in at], targets=[self.targets[i] for i in at],
        )  # fmt: skip

    def sample(self, n: int, seed: int = 0) -> Self:
        """At most `n` cases drawn without replacement, in order."""
        if len(self) <= n:
            return self
        keep = np.zeros(len(self), bool)
        keep[np.random.default_rng(seed).choice(len(self), n, replace=False)] = True
        return self.where(keep)
