"""`popular`: what many people do now, in the user's own segment where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self, overload

import numpy as np

from wellread import files
from wellread.catalogue.catalogue import Catalogue
from wellread.models.base import Doubles, Floats, Interactions, Ints, Profile, Term
from wellread.models.leaders import Leaders
from wellread.settings import Popular as Settings

DAY = 86_400.0
EVERYBODY = ""
ROUNDING = 1e-9
"""What a subtraction leaves of what was taken away, relative to that."""
SEGMENTS = 16
"""Segments whose scores are kept at a time."""


class Popular:
    """Decayed counts: an event at time t adds w 2^((t - epoch) / half-life), so counts add and subtract.

    The score is log(1 + n_items x share of all counts): .69 for an item of average popularity, and the same
    whenever it is asked for. A segment's own shares are shrunk to everybody's.

    Args:
        settings: Hyper-parameters.
    """

    name = "popular"
    learns = True

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.epoch = 0.0
        """Time at which an event counts 1, seconds since 1970."""
        self.counts: dict[str, Doubles] = {EVERYBODY: np.zeros(0)}
        self._ranked: dict[str, tuple[Floats, Leaders]] = {}

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """See `Model.fit`."""
        self.epoch = float(log.times.max()) if len(log) else 0.0
        self.counts = self._count(log, len(catalogue))
        self._ranked = {}
        return self

    def update(
        self, before: Interactions, after: Interactions, catalogue: Catalogue, most: int | None = None
    ) -> Self:
        """See `Model.update`."""
        newest = float(after.times.max()) if len(after) else self.epoch
        if newest > self.epoch:
            faded = 2.0 ** ((self.epoch - newest) / (self.settings.half_life_days * DAY))
            self.counts = {segment: counts * faded for segment, counts in self.counts.items()}
            self.epoch = newest
        n = len(catalogue)
        self.counts = {segment: np.pad(held, (0, n - len(held))) for segment, held in self.counts.items()}
        for sign, log in ((-1.0, before), (1.0, after)):
            for segment, change in self._count(log, n).items():
                held = self.counts.get(segment, np.zeros(n))
                total = held + sign * change
                self.counts[segment] = np.where(np.abs(total) <= ROUNDING * change, 0.0, total)
        self._ranked = {}
        return self

    def _count(self, log: Interactions, n_items: int) -> dict[str, Doubles]:
        log = log.where(log.weights > 0)
        fade = 2.0 ** ((log.times - self.epoch) / (self.settings.half_life_days * DAY))
        amounts = log.weights * fade
        counts = {EVERYBODY: _sums(log.items, amounts, n_items)}
        if log.segments:
            names, group = np.unique(np.array(log.segments), return_inverse=True)
            of_event = group[log.users]
            for index, segment in enumerate(names):
                here = of_event == index
                if segment and here.any():
                    counts[str(segment)] = _sums(log.items[here], amounts[here], n_items)
        return counts

    @overload
    def score(self, profiles: Profile) -> Floats: ...
    @overload
    def score(self, profiles: Sequence[Profile]) -> Floats: ...
    def score(self, profiles: Profile | Sequence[Profile]) -> Floats:
        """See `Model.score`."""
        if isinstance(profiles, Profile):
            return self._of_segment(profiles.segment)[0].copy()
        if not profiles:
            return np.zeros((0, len(self.counts[EVERYBODY])), np.float32)
        return np.stack([self._of_segment(profile.segment)[0] for profile in profiles])

    @property
    def n_items(self) -> int:
        """How many items it knows."""
        return len(self.counts[EVERYBODY])

    def score_at(self, profile: Profile, rows: Ints) -> Floats:
        """(n_rows,) float32: the scores of some items."""
        return self._of_segment(profile.segment)[0][rows]

    def leaders(self, profile: Profile) -> Leaders:
        """The best items for people of the profile's segment."""
        return self._of_segment(profile.segment)[1]

    def _of_segment(self, segment: str) -> tuple[Floats, Leaders]:
        """Scores and leaders, kept until the counts change."""
        own = segment if segment in self.counts else EVERYBODY
        held = self._ranked.get(own)
        if held is None:
            if len(self._ranked) >= SEGMENTS:
                self._ranked = {}
            scores = self._scores(own)
            held = self._ranked[own] = scores, Leaders.of(scores)
        return held

    def _scores(self, segment: str) -> Floats:
        overall = self.counts[EVERYBODY]
        share = overall / max(overall.sum(), 1e-300)
        own = self.counts.get(segment)
        if segment and own is not None:
            strength = self.settings.segment_strength
            share = (own + strength * share) / (own.sum() + strength)
        return np.asarray(np.log1p(np.maximum(share, 0) * len(share)), np.float32)

    def terms(self, profile: Profile, rows: Ints) -> list[list[Term]]:
        """See `Model.terms`: one term, the popularity itself."""
        return [[Term("popular", profile.segment, float(value))] for value in self.score_at(profile, rows)]

    def save(self, folder: Path) -> None:
        """See `Model.save`."""
        segments = list(self.counts)
        counts = np.stack([self.counts[segment] for segment in segments])
        files.write(
            folder, {"model": self.name, "epoch": self.epoch, "segments": segments}, {"counts": counts}
        )

    def load(self, folder: Path, catalogue: Catalogue) -> Self:
        """See `Model.load`."""
        manifest, arrays = files.read(folder)
        self.epoch = float(manifest["epoch"])
        self.counts = {
            name: np.array(row) for name, row in zip(manifest["segments"], arrays["counts"], strict=True)
        }
        self._ranked = {}
        return self


def _sums(items: Ints, amounts: Doubles, n_items: int) -> Doubles:
    """(n_items,) what the events add up to on each item."""
    return np.asarray(np.bincount(items, amounts, minlength=n_items), np.float64)
