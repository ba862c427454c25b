"""What the sources propose: the union of every source's best, with every source's score of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from wellread.models.base import Floats, Ints, Mask, Model, Profile, top
from wellread.models.latest import Latest
from wellread.models.popular import Popular


class Source(NamedTuple):
    """A model in its part as a source of a pipeline."""

    name: str
    model: Model
    weight: float
    spread: float
    """How far its scores usually spread."""


class Candidates(NamedTuple):
    """What the sources propose together."""

    rows: Ints
    """(n_candidates,) ascending."""
    columns: Floats
    """(n_candidates, n_sources): every source's score of every candidate."""
    own: Sequence[Ints]
    """For each source the rows it proposes itself."""

    @property
    def proposed(self) -> Mask:
        """(n_candidates, n_sources) bool: which of them each source proposes itself."""
        found = np.zeros(self.columns.shape, bool)
        for index, rows in enumerate(self.own):
            found[np.searchsorted(self.rows, rows), index] = True
        return found


def find(
    sources: Sequence[Source], each: int, profile: Profile, mask: Mask, wanted: Mask | None = None
) -> Candidates:
    """Have every source propose.

    Args:
        sources: Who proposes.
        each: How many each proposes, at most.
        profile: For whom.
        mask: (n_items,) bool: what may be proposed.
        wanted: (n_items,) bool: what is a candidate whoever proposes it; None: nothing.
    """
    chosen = np.zeros(len(mask), bool) if wanted is None else wanted.copy()
    own, scored = [], []
    for source in sources:
        rows, scores = _proposed(source.model, each, profile, mask)
        chosen[rows] = True
        own.append(rows)
        scored.append(scores)
    rows = np.flatnonzero(chosen)
    columns = np.zeros((len(sources), len(rows)), np.float32)
    for column, source, scores in zip(columns, sources, scored, strict=True):
        _fill(column, source.model, profile, rows, scores)
    return Candidates(rows, columns.T, own)


def _proposed(model: Model, each: int, profile: Profile, mask: Mask) -> tuple[Ints, Floats | None]:
    """Rows, and the scores of all items where they were needed to find them."""
    if isinstance(model, Popular | Latest):
        rows = model.leaders(profile).first(each, mask)
        if rows is not None:
            return rows, None
    scores = model.score(profile)
    return top(scores, each, mask[: len(scores)]).rows, scores


def _fill(column: Floats, model: Model, profile: Profile, rows: Ints, scores: Floats | None) -> None:
    """Write a source's scores of the candidates; a model knows nothing of items newer than itself."""
    if scores is not None:
        known = np.searchsorted(rows, len(scores))
        column[:known] = scores[rows[:known]]
    elif isinstance(model, Popular | Latest):
        known = np.searchsorted(rows, model.n_items)
        column[:known] = model.score_at(profile, rows[:known])
