"""Contenders and splits by the names that the command line knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wellread.errors import InvalidInput, NotFound, nearest
from wellread.evaluation.baselines.als import ALS
from wellread.evaluation.baselines.dense_ease import MOST, DenseEASE
from wellread.evaluation.baselines.item_knn import ItemKNN
from wellread.evaluation.baselines.markov import Markov
from wellread.evaluation.baselines.popular import popular, recently_popular
from wellread.evaluation.baselines.random import Random
from wellread.evaluation.contenders import Contender, ModelContender, PipelineContender, Scorer
from wellread.evaluation.split import Split
from wellread.evaluation.splits.cold_items import cold_items
from wellread.evaluation.splits.cold_users import cold_users
from wellread.evaluation.splits.global_time import global_time
from wellread.evaluation.splits.leave_one_out import leave_one_out
from wellread.evaluation.splits.replay import replay
from wellread.evaluation.splits.strong import strong_generalisation
from wellread.models import create
from wellread.models.base import Interactions
from wellread.settings import SOURCES, Events, Settings

DEFAULT = (
    "home", "item_to_item", "next_item", "popular", "trending", "item_knn", "dense_ease", "random",
)  # fmt: skip
"""Who is evaluated unless others are named; all others are compared with the first."""
COMFORTABLE = 12_000
"""Items up to which dense EASE is fitted without being asked for: within a minute and 1.2 GB."""
DENSE = "dense_ease"

BASELINES: dict[str, Callable[[], Scorer]] = {
    "random": Random,
    "popular_ever": popular,
    "recently_popular": recently_popular,
    "item_knn": ItemKNN,
    "dense_ease": DenseEASE,
    "als": ALS,
    "markov": Markov,
}
SPLITS: dict[str, Callable[[Interactions, Events, float], Split]] = {
    "replay": replay,
    "time": global_time,
    "leave-one-out": lambda log, settings, share: leave_one_out(log, settings),
    "strong": strong_generalisation,
    "cold-items": cold_items,
    "cold-users": cold_users,
}


def contender(name: str, settings: Settings) -> Contender:
    """The pipeline, model or baseline called `name`, as the settings have it; of one name, in this order.

    Raises:
        NotFound: there is none.
    """
    if settings.pipeline(name) is not None:
        return PipelineContender(name, settings)
    if name in SOURCES:
        source = name
        return ModelContender(name, lambda: create(settings.models, [source])[source])
    if name in BASELINES:
        return ModelContender(name, BASELINES[name])
    known = [*settings.pipeline_names(), *SOURCES, *BASELINES]
    raise NotFound(
        f"no pipeline, model or baseline is called '{name}'{nearest(name, known)}",
        f"one of {', '.join(dict.fromkeys(known))}",
        "Name another.",
    )


def contenders(
    names: Sequence[str], settings: Settings, n_items: int
) -> tuple[list[Contender], tuple[str, ...]]:
    """Those called `names`, each once; for no names the `DEFAULT`, and what is to be known of them.

    Raises:
        NotFound: a name that nobody has.
        InvalidInput: one that the machine could not hold for so many items.
    """
    notes = tuple(
        f"{name} is measured without the order of the language model: compare that in an experiment"
        for name in dict.fromkeys(names or DEFAULT)
        if (pipeline := settings.pipeline(name)) and pipeline.rerank.top
    )
    if not names and n_items > COMFORTABLE:
        found = [contender(name, settings) for name in DEFAULT if name != DENSE]
        left_out = f"{DENSE} was left out: {n_items:,} items would take it long; name it to have it"
        return found, (*notes, left_out)
    if DENSE in names and n_items > MOST:
        raise InvalidInput(
            f"{DENSE} for {n_items:,} items, for which it needs {8 * n_items**2 / 1e9:,.0f} GB",
            f"at most {MOST:,} items",
            "Compare with item_to_item, which solves the same problem by neighbourhoods.",
        )
    return [contender(name, settings) for name in dict.fromkeys(names or DEFAULT)], notes


def split(name: str, log: Interactions, settings: Events, share: float) -> Split:
    """The split called `name`; `share` is that of the log, or of people, that is asked for.

    Raises:
        NotFound: there is none.
        InvalidInput: the log cannot be cut so.
    """
    demand_split(name)
    return SPLITS[name](log, settings, share)


def demand_split(name: str) -> None:
    """Whether there is a split of this name.

    Raises:
        NotFound: there is none.
    """
    if name not in SPLITS:
        raise NotFound(
            f"no split is called '{name}'{nearest(name, SPLITS)}",
            f"one of {', '.join(SPLITS)}",
            "Name another.",
        )
