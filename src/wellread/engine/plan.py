"""A pipeline made ready for requests: its sources, and how their scores are joined."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from wellread.engine.candidates import Candidates, Source
from wellread.errors import SnapshotError
from wellread.models.base import Doubles, Floats, Ints, Model
from wellread.ranking import fusion
from wellread.ranking.ranker import Ranker
from wellread.settings import LEARNT, Pipeline


class Plan:
    """What of a pipeline is the same for every request.

    Args:
        pipeline: Its settings.
        models: The fitted ones by name.
        version: Name of the snapshot they came from.
        spreads: How far each source's scores usually spread; where too few are known ranks are joined.
        ranker: What was learnt for the pipeline, where something was.

    Raises:
        SnapshotError: the snapshot was fitted without a source of the pipeline.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        models: Mapping[str, Model],
        version: str,
        spreads: Mapping[str, float],
        ranker: Ranker | None,
    ) -> None:
        told = {name: weight for name, weight in pipeline.sources.items() if weight > 0}
        missing = [name for name in told if name not in models]
        if missing:
            raise SnapshotError(
                f"the pipeline names {', '.join(missing)}, which snapshot {version} was fitted without",
                f"sources among {', '.join(models)}",
                "Fit again with `wellread fit`, or take them out of the pipeline.",
            )
        self.pipeline = pipeline
        self.sources = [Source(name, models[name], w, spreads.get(name, 0.0)) for name, w in told.items()]
        # weights learnt for other sources than the settings name now are of no use
        learnt = ranker is not None and pipeline.ranker in LEARNT and set(ranker.sources) == set(told)
        self.ranker = ranker if learnt else None
        self.features = list(ranker.features) if learnt and ranker else []
        """What the ranker compares beside the sources."""
        self._names = list(told)
        self._weights = np.array(list(told.values()), np.float64)
        self._spreads = np.array([source.spread for source in self.sources], np.float64)
        self._by_rank = pipeline.ranker == "reciprocal_rank" or not fusion.comparable(told, spreads)

    def scores(self, found: Candidates, extra: Floats) -> Doubles:
        """(n_candidates,) one score for each.

        Args:
            found: The candidates.
            extra: (n_candidates, n_features) in the order of `features`.
        """
        if self.ranker is not None:
            return self.ranker.scores(self._names, found.columns, self._spreads, extra)
        if self._by_rank:
            return fusion.reciprocal_rank(found.columns, self._weights, found.proposed).scores
        return fusion.weighted(found.columns, self._weights, self._spreads).scores

    def split(self, found: Candidates, extra: Floats, places: Ints) -> fusion.Fusion:
        """How the scores of the candidates at `places` come about; see `scores`."""
        columns = found.columns[places]
        if self.ranker is not None:
            return self.ranker.join(self._names, columns, self._spreads, extra[places])
        if self._by_rank:
            return fusion.reciprocal_rank(found.columns, self._weights, found.proposed).at(places)
        return fusion.weighted(columns, self._weights, self._spreads)
