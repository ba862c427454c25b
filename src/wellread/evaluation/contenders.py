"""Who is evaluated: anything that can be fitted on a log and then lists items for profiles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, Self, overload

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.engine.belief import Belief
from wellread.engine.engine import Engine
from wellread.engine.fitting import fit_models
from wellread.errors import InvalidInput
from wellread.evaluation.split import Split
from wellread.models.base import Floats, Interactions, Ints, Model, Profile, top
from wellread.settings import Settings

BATCH = 256
"""Profiles scored at a time."""


class Scorer(Protocol):
    """A model or a baseline: what it knows of each item for each profile."""

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """Learn from a whole log."""
        ...

    @overload
    def score(self, profiles: Profile) -> Floats: ...
    @overload
    def score(self, profiles: Sequence[Profile]) -> Floats: ...
    def score(self, profiles: Profile | Sequence[Profile]) -> Floats:
        """(n_profiles, n_items) float32; 0: nothing known."""
        ...


class Contender(Protocol):
    """Fitted on the split's log, it fills a list for every case."""

    name: str

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """Learn from a whole log."""
        ...

    def learn(self, before: Interactions, after: Interactions, catalogue: Catalogue) -> None:
        """Learn that some histories changed from `before` to `after`."""
        ...

    def lists(self, split: Split, k: int, tell: Callable[[int], None]) -> Ints:
        """(n_cases, k) rows, best first, -1 beyond the end; `tell` hears how many cases are done."""
        ...


class ModelContender:
    """A single model or baseline: items by its score, nothing else.

    Args:
        name: What it is called.
        make: Makes it, not fitted.
    """

    def __init__(self, name: str, make: Callable[[], Scorer]) -> None:
        self.name = name
        self._make = make
        self.model: Scorer = make()

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """See `Contender.fit`."""
        self.model = self._make().fit(log, catalogue)
        return self

    def learn(self, before: Interactions, after: Interactions, catalogue: Catalogue) -> None:
        """See `Contender.learn`.

        Raises:
            InvalidInput: the model can only be fitted anew.
        """
        update: Callable[..., Model] | None = getattr(self.model, "update", None)
        if update is None:
            raise InvalidInput(
                f"'{self.name}', which cannot learn on",
                "a model with `update`",
                "Evaluate it without learning.",
            )
        update(before, after, catalogue)

    def lists(self, split: Split, k: int, tell: Callable[[int], None]) -> Ints:
        """See `Contender.lists`.

        Raises:
            InvalidInput: the model gives a score that is no number.
        """
        found = np.full((len(split), k), -1, np.int64)
        for at in range(0, len(split), BATCH):
            cases = range(at, min(at + BATCH, len(split)))
            scores = self.model.score([split.profiles[case] for case in cases])
            _checked(self.name, scores)
            for row, case in zip(scores, cases, strict=True):
                row[split.seen[case]] = 0
                best = top(row, k).rows
                found[case, : len(best)] = best
            tell(cases.stop)
        return found


class PipelineContender:
    """A whole pipeline: its sources, its ranker, its rules, by the steps of a request.

    Args:
        name: Of the pipeline, in the settings.
        settings: Everything that decides what it does.
        called: What it is called in tables; empty: as the pipeline.
    """

    def __init__(self, name: str, settings: Settings, called: str = "") -> None:
        self.pipeline = name
        self.name = called or name
        found = settings.pipeline(name)
        self.settings = settings.model_copy(update={"pipelines": {name: found}} if found else {})
        self.engine: Engine | None = None
        self.belief: Belief | None = None

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """See `Contender.fit`."""
        fitted = fit_models(log, catalogue, self.settings)
        self.belief = fitted.belief
        rankers = fitted.taught.rankers
        self.engine = Engine(self.settings, catalogue, fitted.models, "", fitted.spreads, rankers)
        return self

    def learn(self, before: Interactions, after: Interactions, catalogue: Catalogue) -> None:
        """See `Contender.learn`."""
        assert self.engine is not None and self.belief is not None
        most = self.settings.models.max_history
        old, new = (self.belief.weighed(log)[0].last(most) for log in (before, after))
        self.engine.update(old, new)

    def lists(self, split: Split, k: int, tell: Callable[[int], None]) -> Ints:
        """See `Contender.lists`."""
        assert self.engine is not None
        found = np.full((len(split), k), -1, np.int64)
        for case in range(len(split)):
            rows = self.engine.rows(self.pipeline, split.profiles[case], split.seen[case], k)
            found[case, : len(rows)] = rows
            if case % BATCH == 0:
                tell(case)
        return found


def _checked(name: str, scores: Floats) -> None:
    if not np.isfinite(scores).all():
        raise InvalidInput(
            f"a score of '{name}' that is no finite number",
            "finite scores, 0 where nothing is known",
            "Look for a division by zero or an overflow in the model.",
        )
