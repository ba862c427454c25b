"""Teaching the rankers: models of an earlier time propose, and what was chosen afterwards is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.engine.engine import Engine, Source
from wellread.engine.histories import Histories
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

Begin = Callable[[str], None]


def teach(settings: Settings, log: Interactions, catalogue: Catalogue, begin: Begin) -> dict[str, Ranker]:
    """Rankers of the pipelines that want one, by pipeline; none where there is too little to learn from.

    Args:
        settings: Pipelines and hyper-parameters.
        log: Every event, in order of person and time.
        catalogue: The items.
        begin: Told what begins.
    """
    pipelines = wanting(settings)
    if not pipelines or len(log) < FEWEST:
        return {}
    begin("lessons")
    cut = np.quantile(log.times, 1 - SHARE)
    past = log.where((log.times < cut) & (log.times >= _newest(log.times, EVENTS)))
    asked = moments(log, cut, settings)
    if len(asked) < FEWEST or not len(past):
        return {}
    used = {source for own in pipelines.values() for source, weight in own.sources.items() if weight > 0}
    models = create(settings.models, [source for source in SOURCES if source in used])
    for model in models.values():
        model.fit(past, catalogue)
    spreads = measure(models, past, catalogue, settings.events.history)
    engine = Engine(settings, catalogue, models, "", spreads)
    found: dict[str, Ranker] = {}
    for name, pipeline in pipelines.items():
        begin(f"ranker of {name}")
        lessons = _lessons(engine, pipeline, asked)
        if len(lessons) >= FEWEST:
            weights = [source.weight for source in engine.sources(pipeline)]
            found[name] = KINDS[pipeline.ranker].fit(lessons, weights)
    return found


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


def _lessons(engine: Engine, pipeline: Pipeline, asked: list[Moment]) -> Lessons:
    """The lists of candidates in which the chosen item stands."""
    sources = engine.sources(pipeline)
    lists: list[tuple[Floats, Floats, int]] = []
    nothing, features = np.zeros(len(engine.catalogue), bool), engine.features
    for profile, seen, row in asked:
        mask = rules.allowed(engine.catalogue, [pipeline.filter], seen)
        found = engine.candidates(sources, EACH, profile, mask, nothing)
        place = int(np.searchsorted(found.rows, row))
        if place < len(found.rows) and found.rows[place] == row:
            lists.append((found.columns, features.columns(profile, found.rows, features.names), place))
    return Lessons.of([source.name for source in sources], features.names, lists, _spreads(sources))


def _spreads(sources: list[Source]) -> Doubles:
    return np.array([source.spread for source in sources], np.float64)


def _newest(times: Doubles, n: int) -> float:
    """Time from which on there are `n` events, or of the oldest one."""
    return float(np.partition(times, len(times) - n)[len(times) - n] if len(times) > n else times.min())
