"""Which events the models learn from: each with the weight that noise leaves it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np

from wellread import files
from wellread.data.noise import Usual, reliability
from wellread.models.base import Interactions
from wellread.settings import Noise

LEAST = 0.5
"""An event that is believed less than this is as good as none: most models count an event or do not."""

Counts = dict[str, dict[str, int]]
"""Cause -> number of `events` and of `people` weighed down."""


class Belief(NamedTuple):
    """What is usual in the log that models were fitted on.

    It stays what it is while they learn on, so whether an event counts never depends on anybody else's later
    events: the histories before and after a change are weighed alike, and learning stays exact.
    """

    usual: Usual
    settings: Noise

    @classmethod
    def of(cls, log: Interactions, n_items: int, settings: Noise) -> Self:
        """Look at a log.

        Args:
            log: Every event, in order of person and time.
            n_items: How many items there are.
            settings: Thresholds.
        """
        return cls(Usual.of(log.users, log.items, log.times, n_items, settings), settings)

    def save(self, folder: Path) -> None:
        """Write what is usual; the settings are the workspace's."""
        files.write(folder, {"most_a_day": self.usual.most_a_day}, {"popularity": self.usual.popularity})

    @classmethod
    def load(cls, folder: Path, settings: Noise) -> Self:
        """Read what `save` wrote.

        Raises:
            SnapshotError: missing, damaged or written by another version.
        """
        manifest, arrays = files.read(folder)
        return cls(Usual(float(manifest["most_a_day"]), np.array(arrays["popularity"])), settings)

    def weighed(self, log: Interactions) -> tuple[Interactions, Counts]:
        """The events that are believed at least LEAST, each with its weight times its reliability.

        Args:
            log: Whole histories: which events count depends on all of a person's.

        Returns:
            The log, and what was weighed down.
        """
        if not self.settings.weigh or not len(log):
            return log, {}
        found = reliability(log.users, log.items, log.weights, log.times, self.usual, self.settings)
        believed = replace(log, weights=log.weights * found.values).where(found.values >= LEAST)
        return believed, found.counted(log.users)
