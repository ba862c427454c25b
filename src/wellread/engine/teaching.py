"""Teaching the rankers: models of an earlier time propose, and what was chosen afterwards is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.engine.engine import Engine, Source
from wellread.engine.histories import Histories
from wellread.engine.reading import Reading
from wellread.engine.spreads import measure
from wellread.models import create
from wellread.models.base import Doubles, Floats, Interactions, Ints, Profile
from wellread.ranking import rules
from wellread.ranking.lessons import Lessons
from wellread.ranking.ranker import KINDS, Ranker
from wellread.settings import LEARNT, SOURCES, Pipeline, Settings

SHARE = 0.2
"""Part of the log, the last in time, that lessons are taken from."""
MOST = 3_000
"""Lessons; more changed no weight by more than a few per cent."""
FEWEST = 100
"""With fewer lessons the settings' weights are the better guess."""
EACH = 150
"""Items that each source proposes in a lesson."""
EVENTS = 2_000_000
"""The newest events that the models of the lessons are fitted on: weights need no more."""

PLACES = 10
"""Places of a list that the metrics look at."""

Begin = Callable[[str], None]


class Taught(NamedTuple):
    """What was learnt, by pipeline."""

    rankers: dict[str, Ranker]
    metrics: dict[str, dict[str, float]]
    """Pipeline -> `choices`: how many of the log's last part were asked about; `found`: share of them among
    the candidates; `hit@10` and `ndcg@10` of the ranking over all of them. The models know nothing of that
    part of the log; the ranker's few weights were fitted on it."""


def teach(
    settings: Settings,
    log: Interactions,
    catalogue: Catalogue,
    begin: Begin,
    reading: Reading | None = None,
) -> Taught:
    """Rankers of the pipelines that want one; none where there is too little to learn from.

    Args:
        settings: Pipelines and hyper-parameters.
        log: Every event, in order of person and time.
        catalogue: The items.
        begin: Told what begins.
        reading: What people wrote of the items, where it was read.
    """
    pipelines = wanting(settings)
    if not pipelines or len(log) < FEWEST:
        return Taught({}, {})
    begin("lessons")
    cut = np.quantile(log.times, 1 - SHARE)
    past = log.where((log.times < cut) & (log.times >= _newest(log.times, EVENTS)))
    asked = moments(log, cut, settings)
    if len(asked) < FEWEST or not len(past):
        return Taught({}, {})
    used = {source for own in pipelines.values() for source, weight in own.sources.items() if weight > 0}
    models = create(settings.models, [source for source in SOURCES if source in used])
    for model in models.values():
        model.fit(past, catalogue)
    spreads = measure(models, past, catalogue, settings.events.history)
    engine = Engine(settings, catalogue, models, "", spreads)
    if reading is not None:
        engine.features = engine.features.before(reading.sentiments(cut))
    taught = Taught({}, {})
    for name, pipeline in pipelines.items():
        begin(f"ranker of {name}")
        sources, lists = engine.sources(pipeline), _lists(engine, pipeline, asked)
        if len(lists) >= FEWEST:
            names, features = [source.name for source in sources], engine.features.names
            lessons = Lessons.of(names, features, lists, _spreads(sources))
            ranker = KINDS[pipeline.ranker].fit(lessons, [source.weight for source in sources])
            taught.rankers[name] = ranker
            taught.metrics[name] = _metrics(ranker, sources, features, lists, len(asked))
    return taught


def wanting(settings: Settings) -> dict[str, Pipeline]:
    """The pipelines whose ranker is learnt, by name."""
    named = {name: settings.pipeline(name) for name in settings.pipeline_names()}
    return {name: own for name, own in named.items() if own is not None and own.ranker in LEARNT}


Moment = tuple[Profile, Ints, int]
"""What was known of somebody, the rows they had chosen before, and the row they chose then."""


def moments(log: Interactions, since: float, settings: Settings) -> list[Moment]:
    """A sample of the choices from `since` on, each with what was known before it."""
    histories = Histories(log, settings.events)
    later = np.flatnonzero((log.times >= since) & (log.weights > 0))
    if len(later) > MOST:
        later = np.sort(np.random.default_rng(0).choice(later, MOST, replace=False))
    found = []
    for at in later:
        user, time, row = int(log.users[at]), float(log.times[at]), int(log.items[at])
        end = histories.before(user, time)
        seen = histories.seen(user, end)
        if row not in seen:
            found.append((histories.profile(user, end, time), seen, row))
    return found


List = tuple[Floats, Floats, int]
"""Candidates: their scores by source, their features, and the place of the chosen one."""


def _lists(engine: Engine, pipeline: Pipeline, asked: list[Moment]) -> list[List]:
    """The lists of candidates in which the chosen item stands."""
    sources = engine.sources(pipeline)
    lists: list[List] = []
    nothing, features = np.zeros(len(engine.catalogue), bool), engine.features
    for profile, seen, row in asked:
        mask = rules.allowed(engine.catalogue, [pipeline.filter], seen)
        found = engine.candidates(sources, EACH, profile, mask, nothing)
        place = int(np.searchsorted(found.rows, row))
        if place < len(found.rows) and found.rows[place] == row:
            lists.append((found.columns, features.columns(profile, found.rows, features.names), place))
    return lists


def _metrics(
    ranker: Ranker, sources: list[Source], features: Sequence[str], lists: list[List], asked: int
) -> dict[str, float]:
    names, spreads = [source.name for source in sources], _spreads(sources)
    read = [features.index(name) for name in ranker.features]
    above = np.zeros(len(lists), np.int64)
    for index, (columns, extra, place) in enumerate(lists):
        scores = ranker.scores(names, columns, spreads, extra[:, read])
        above[index] = np.count_nonzero(scores > scores[place])
    shown = above[above < PLACES]
    gain = float(np.sum(1 / np.log2(shown + 2)))
    return {
        "choices": asked, "found": len(lists) / asked,
        f"hit@{PLACES}": len(shown) / asked, f"ndcg@{PLACES}": gain / asked,
    }  # fmt: skip


def _spreads(sources: list[Source]) -> Doubles:
    return np.array([source.spread for source in sources], np.float64)


def _newest(times: Doubles, n: int) -> float:
    """Time from which on there are `n` events, or of the oldest one."""
    return float(np.partition(times, len(times) - n)[len(times) - n] if len(times) > n else times.min())
