"""The contract of the rankers that are learnt."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from wellread.errors import SnapshotError
from wellread.models.base import Doubles, Floats
from wellread.ranking.fusion import Fusion
from wellread.ranking.linear import LinearRanker
from wellread.ranking.online import OnlineRanker
from wellread.ranking.trees import TreeRanker


class Ranker(Protocol):
    """Joins the scores of the sources and the features of the candidates to one score."""

    @property
    def sources(self) -> Collection[str]:
        """The sources it was fitted on."""
        ...

    @property
    def features(self) -> Mapping[str, float]:
        """The features it reads, in order."""
        ...

    def scores(self, names: Sequence[str], columns: Floats, spreads: Doubles, features: Floats) -> Doubles:
        """(n_candidates,) scores; see `join`, which says how they come about too."""
        ...

    def join(self, names: Sequence[str], columns: Floats, spreads: Doubles, features: Floats) -> Fusion:
        """Scores of the candidates, and how each source and each feature entered."""
        ...

    def saved(self) -> dict[str, Any]:
        """As JSON can hold it."""
        ...


KINDS: dict[str, type[LinearRanker] | type[TreeRanker]] = {"learnt": LinearRanker, "trees": TreeRanker}
"""What `ranker` of a pipeline may say -> what is fitted."""


def loaded(saved: dict[str, Any]) -> Ranker:
    """The ranker that `saved` was made of.

    Raises:
        SnapshotError: it was written by another version.
    """
    kind = KINDS.get(str(saved.get("kind")))
    if kind is None:
        raise SnapshotError(
            f"a snapshot with a ranker of kind {saved.get('kind')!r}",
            f"one of {', '.join(KINDS)}",
            "Fit again with `wellread fit`.",
        )
    return OnlineRanker.loaded(saved) if "online" in saved else kind.loaded(saved)
