"""Replay: the default pipeline with its learnt ranker against every usual baseline, tuned.

    python benchmarks/accuracy.py DATA_FOLDER [SET...]

Three sets of film ratings. The last 20 % of the events in time are predicted, each among all films that the
person has not rated yet, from what they did strictly before it; models are fitted once, before that time.
Baselines are tuned on a replay inside the first 80 % (1,000 of its cases, NDCG@10): up to six fits each,
three where there are more than 5,000 films, each scored with nine ways to fade the profile; the best that
fades and the best that does not are both entered. `home` has the settings' defaults and learns nothing but
its ranker, inside the first 80 % too; `home, tuned` is the best of as many settings on the same cases, the
budget that every baseline has. The table counts the events of people with a history on films seen in
training, 6,000 drawn where there are more; first events of new people and events on new films follow apart.
NDCG and MRR are means over events, intervals draw people. The ratio is the pipeline's NDCG@10 over the
baseline's.
"""

from __future__ import annotations

import itertools
import math
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np

import wellread
from numbers_page import publish, table
from wellread.catalogue import Catalogue
from wellread.data.source import open_source
from wellread.evaluation.baselines.als import ALS
from wellread.evaluation.baselines.dense_ease import DenseEASE
from wellread.evaluation.baselines.item_knn import ItemKNN
from wellread.evaluation.baselines.markov import Markov
from wellread.evaluation.baselines.popular import popular, recently_popular
from wellread.evaluation.baselines.random import Random
from wellread.evaluation.bootstrap import paired
from wellread.evaluation.contenders import Contender, ModelContender, PipelineContender
from wellread.evaluation.metrics.ndcg import ndcg
from wellread.evaluation.record import read
from wellread.evaluation.results import Results
from wellread.evaluation.run import evaluate, hits
from wellread.evaluation.split import Split
from wellread.evaluation.splits.replay import replay
from wellread.models.base import Interactions, Ints
from wellread.models.content import Content as ContentModel
from wellread.models.graph import Graph as GraphModel
from wellread.models.user_to_user import UserToUser as UserToUserModel
from wellread.settings import BUILT_IN, Content, Events, Graph, Settings, SourceName, UserToUser

SETS: dict[str, dict[str, Any]] = {
    "ml-100k": {},
    "ml-latest-small": {"texts": "tmdb-overviews/overview_by_movielens_id.parquet"},
    "movietweetings-100k": {"events": Events(rating_high=10, rating_neutral=2.5)},
}
FADES = [(d, 0.0) for d in (1.0, 0.95, 0.9, 0.8, 0.6)] + [(1.0, f) for f in (0.5, 0.75, 1.0, 1.5)]
"""Ways to fade a profile: decay^n, or (1 + n)^-fade as our own models do; the first: not at all."""
TUNED_ON, CASES = 1_000, 6_000
LARGE = 5_000
LEARNING = 10

Make = Callable[..., Any]
T = TypeVar("T")


class Family(NamedTuple):
    """A baseline and what is tried of it."""

    name: str
    make: Make
    tried: list[dict[str, Any]]
    fades: Callable[[Any, float, float], bool] | None = None
    """Sets how a fitted model's profiles fade; False where it cannot fade so. None: it knows no order."""


def by_attribute(model: Any, decay: float, fade: float) -> bool:
    """How baselines fade."""
    model.decay, model.fade = decay, fade
    return True


def by_settings(model: Any, decay: float, fade: float) -> bool:
    """How our own models fade: by a power only."""
    model.settings.fade = fade
    return decay == 1.0


def grid(**axes: Sequence[Any]) -> list[dict[str, Any]]:
    """Every combination."""
    return [dict(zip(axes, values, strict=True)) for values in itertools.product(*axes.values())]


FAMILIES = [
    Family("random", Random, [{}]),
    Family("popular", popular, [{}]),
    Family("recently popular", recently_popular, grid(half_life_days=[3.0, 7.0, 14.0, 30.0, 90.0, 365.0])),
    Family("item_knn", ItemKNN, grid(neighbours=[50, 200], shrink=[10.0, 50.0, 200.0]), by_attribute),
    Family(
        "user_to_user",
        lambda **own: UserToUserModel(UserToUser(**own)),
        grid(neighbours=[100, 300], damping=[0.0, 0.2, 0.5]),
        by_settings,
    ),
    Family("als", ALS, grid(rank=[32, 64], ridge=[0.003, 0.01, 0.03]), by_attribute),
    Family("dense_ease", DenseEASE, grid(ridge=[30.0, 100.0, 300.0, 600.0, 1200.0]), by_attribute),
    Family(
        "graph",
        lambda **own: GraphModel(Graph(text_prior=0, text_prior_cold=0, **own), Content()),
        grid(shrink=[10.0, 30.0, 100.0], low_pass=[0.1, 0.4]),
        by_settings,
    ),
    Family(
        "graph with texts",
        lambda **own: GraphModel(Graph(**own), Content()),
        grid(shrink=[10.0, 30.0, 100.0], low_pass=[0.1, 0.4]),
        by_settings,
    ),
    Family("markov", Markov, grid(neighbours=[50, 200], shrink=[5.0, 20.0]), by_attribute),
    Family("content", lambda **own: ContentModel(Content(**own)), grid(neighbours=[50, 200]), by_settings),
]


HOME = BUILT_IN["home"].sources
OURS: list[tuple[dict[str, Any], dict[str, Any], dict[SourceName, float]]] = [
    ({}, {}, HOME),
    ({}, {}, {**HOME, "graph": 0.5}),
    ({"ridge": 500, "neighbours": 200}, {"ridge": 1000, "decay": 0.9, "backward": 0.3}, HOME),
    (
        {"ridge": 500, "neighbours": 200},
        {"ridge": 1000, "decay": 0.9, "backward": 0.3},
        {**HOME, "graph": 0.5, "user_to_user": 0.5},
    ),
    ({"fade": 1.0}, {"fade": 1.0, "backward": 0.0}, HOME),
    ({"ridge": 100}, {"ridge": 150, "backward": 0.0}, {**HOME, "user_to_user": 0.5}),
]
"""What is tried of the pipeline: settings of item_to_item and of next_item, sources."""


def affordable(tried: Sequence[T], catalogue: Catalogue) -> Sequence[T]:
    """What is tried: every other one of a large set."""
    return tried[:: 2 if len(catalogue) > LARGE else 1]


def our_best(settings: Settings, split: Split, catalogue: Catalogue) -> PipelineContender:
    """The pipeline with the best of `OURS`."""
    tried = []
    for number, (one, two, sources) in enumerate(affordable(OURS, catalogue)):
        models = settings.models.model_copy(
            update={
                "item_to_item": settings.models.item_to_item.model_copy(update=one),
                "next_item": settings.models.next_item.model_copy(update=two),
            }
        )
        home = BUILT_IN["home"].model_copy(update={"sources": sources})
        own = settings.model_copy(update={"models": models, "pipelines": {"home": home}})
        contender = PipelineContender("home", own, "home, tuned")
        tried.append((quality(contender.fit(split.train, catalogue), split), -number, contender))
    return max(tried, key=lambda one: one[:2])[2]


def quality(contender: Contender, split: Split) -> float:
    """Mean NDCG@10 of a fitted contender."""
    shown = contender.lists(split, 10, lambda done: None)
    return float(ndcg(hits(shown, split.targets), np.ones(len(split), np.int64), 10).mean())


def ready(name: str, model: Any) -> ModelContender:
    """A fitted model as a contender."""
    contender = ModelContender(name, lambda: model)
    contender.model = model
    return contender


def tuned(family: Family, split: Split, catalogue: Catalogue) -> Iterator[ModelContender]:
    """The best of a family: without fading, and, where it can fade, with."""
    found: dict[bool, tuple[float, dict[str, Any], tuple[float, float]]] = {}
    for own in affordable(family.tried, catalogue):
        model = family.make(**own).fit(split.train, catalogue)
        for decay, fade in FADES if family.fades else FADES[:1]:
            if family.fades and not family.fades(model, decay, fade):
                continue
            value, fading = quality(ready("", model), split), (decay, fade) != FADES[0]
            if value > found.get(fading, (-1.0, {}, FADES[0]))[0]:
                found[fading] = value, own, (decay, fade)
    for fading, (_, own, how) in found.items():

        def make(own: dict[str, Any] = own, how: tuple[float, float] = how) -> Any:
            model = family.make(**own)
            if family.fades:
                family.fades(model, *how)
            return model

        said = ", ".join(f"{name} {value:g}" for name, value in own.items())
        told = f"decay {how[0]:g}" if how[0] < 1 else f"fade {how[1]:g}"
        yield ModelContender(
            f"{family.name} ({said}{'; ' + told if fading else ''})".replace(" ()", ""), make
        )


def opened(folder: Path, name: str) -> tuple[Settings, Interactions, Catalogue]:
    """A set imported as anybody would, and read as an evaluation reads a workspace."""
    with tempfile.TemporaryDirectory() as place, wellread.open(place) as there:
        texts = SETS[name].get("texts")
        there.load(open_source(folder / name, texts=folder / texts if texts else None))
        there.settings.events = SETS[name].get("events", there.settings.events)
        log, catalogue = read(there.store, there.settings)
        return there.settings, log, catalogue


def warm(split: Split, n_items: int) -> np.ndarray:
    """(n_cases,) bool: somebody with a history, an item seen in training."""
    seen = np.bincount(split.train.items, minlength=n_items) > 0
    return np.asarray((split.activity > 0) & seen[np.concatenate(list(split.targets))], bool)


def lines(results: Results) -> list[list[str]]:
    """Rows of a table, the first row's ratio to each and its interval."""
    rows = []
    for row in results.rows:
        beside = results.compared(row.name, "ndcg@10")
        ratio = ""
        if beside and beside.found.ratio.mean > 0:
            own = beside.found.ratio
            ratio = f"{1 / own.mean:.2f} ({1 / own.high:.2f}-{1 / own.low:.2f})" if own.low > 0 else ""
        value, mrr = row.metrics["ndcg@10"], row.metrics["mrr@100"]
        rows.append(
            [row.name, f"{value.mean:.4f} ({value.low:.4f}-{value.high:.4f})", f"{mrr.mean:.4f}", ratio,
             f"{row.seconds['fit']:.1f}"]
        )  # fmt: skip
    return rows


HEAD = ["model", "NDCG@10 (95 %)", "MRR", "home / model", "fit s"]


def measure(folder: Path, name: str) -> str:
    """Everything of one set."""
    settings, log, catalogue = opened(folder, name)
    split = replay(log, settings.events)
    inner = replay(split.train, settings.events)
    trial = inner.where(warm(inner, len(catalogue))).sample(TUNED_ON)
    contenders: list[Contender] = [PipelineContender("home", settings), our_best(settings, trial, catalogue)]
    for family in FAMILIES:
        contenders += tuned(family, trial, catalogue)
        print(name, contenders[-1].name, file=sys.stderr, flush=True)
    kept = warm(split, len(catalogue))
    asked = split.where(kept).sample(CASES)
    results = evaluate(contenders, asked, catalogue)
    parts = [
        f"### {name}\n\n{len(split):,} events of {len(np.unique(split.users)):,} people after the cut; "
        f"{kept.sum():,} of people with a history on films of before, {results.cases:,} of {results.people:,}"
        f" people in this table; split {split.hash}.\n",
        table(HEAD, lines(results)), "", verdict(results, asked.users), "",
    ]  # fmt: skip
    cheap = [
        c for c in contenders if c.name.startswith(("home", "popular", "recently", "content", "graph with"))
    ]
    new = split.activity == 0
    for title, some in (("First events of new people", new), ("Events on new films", ~kept & ~new)):
        if some.any():
            found = evaluate(cheap, split.where(some).sample(CASES), catalogue)
            parts += [
                f"{title}: {found.cases:,} of {found.people:,} people.\n",
                table(HEAD, lines(found)),
                "",
            ]
    quick = [
        c for c in contenders if c.name.startswith(("home", "popular", "recently", "item_knn", "markov"))
    ]
    quick += [c for c in contenders if c.name.startswith("dense_ease") and len(catalogue) < LARGE]
    found = evaluate(quick, split.sample(CASES), catalogue, learning=LEARNING)
    parts += [
        f"All kinds of events, everybody learning on before each of {LEARNING} stretches of time (what "
        "cannot learn on is fitted anew).\n",
        table(HEAD, lines(found)), "",
    ]  # fmt: skip
    return "\n".join(parts)


def verdict(results: Results, users: Ints) -> str:
    """The pipeline beside the best single baseline, and where a baseline is better."""
    _, *theirs = [row for row in results.rows if not row.name.startswith("home,")]
    best = max(theirs, key=lambda row: row.metrics["ndcg@10"].mean)
    beside = results.compared(best.name, "ndcg@10")
    assert beside is not None
    own = beside.found
    said = [
        f"Best baseline: {best.name}. home is {1 / own.ratio.mean:.3f} times as good "
        f"({1 / own.ratio.high:.3f}-{1 / own.ratio.low:.3f}); difference {-own.difference.mean:+.4f} "
        f"({-own.difference.high:+.4f} to {-own.difference.low:+.4f})."
    ]
    tuned_one = results.row("home, tuned")
    both = paired(tuned_one.cases["ndcg@10"], best.cases["ndcg@10"], users)
    said.append(
        f"home, tuned: {both.ratio.mean:.3f} times ({both.ratio.low:.3f}-{both.ratio.high:.3f}); difference "
        f"{both.difference.mean:+.4f} ({both.difference.low:+.4f} to {both.difference.high:+.4f})."
    )
    worse = [
        f"{bucket.label} ({cell.name})"
        for one in results.tables
        if one.name == "activity"
        for bucket in one.buckets
        for cell in bucket.cells
        if cell.name in {row.name for row in theirs}
        if cell.difference and not math.isnan(cell.difference.low) and cell.difference.low > 0
    ]
    said.append(f"Activity buckets where a baseline is better beyond doubt: {', '.join(worse) or 'none'}.")
    return " ".join(said)


def main(folder: Path, names: Sequence[str]) -> None:
    """Measure the sets and publish one section a set."""
    about = (__doc__ or "").split("[SET...]")[1].strip()
    for name in names or list(SETS):
        publish(f"Replay of {name}", f"{about}\n\n{measure(folder, name)}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python benchmarks/accuracy.py DATA_FOLDER [SET...]")
    main(Path(sys.argv[1]), sys.argv[2:])
