"""Lessons for the rankers out of what people did with the lists that they were shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from wellread.engine.engine import Engine
from wellread.engine.fitting import strengths
from wellread.engine.histories import Histories
from wellread.engine.strength import strength
from wellread.models.base import Doubles, Floats, Interactions, Ints, Profile
from wellread.models.latest import Latest
from wellread.models.popular import Popular
from wellread.ranking.lessons import Lessons
from wellread.ranking.linear import LinearRanker
from wellread.ranking.online import OnlineRanker
from wellread.ranking.ranker import Ranker
from wellread.store import EventLog
from wellread.store.joined import Outcome

MOST = 200
"""Outcomes learnt from at a time; of more, that many evenly spread over them."""
BEHIND = 1
"""Items behind the chosen one that were probably seen, too."""

Nothing: Mapping[int, str] = {}


class Batch(NamedTuple):
    """What one ranker learns from at a time."""

    lessons: Lessons
    propensities: Doubles
    """(n_lessons,) probability with which the chosen item got its place."""


def learn(
    rankers: Mapping[str, Ranker],
    joined: Sequence[Outcome],
    engine: Engine,
    log: EventLog,
    segments: Mapping[int, str] = Nothing,
) -> dict[str, Ranker]:
    """The rankers after what people did; those of other kinds than `learnt` stay as they are.

    Args:
        rankers: Pipeline -> its ranker.
        joined: What they did; see `Store.joined`.
        engine: Catalogue and models. They had better not have counted these events yet: a model that knows of
            a choice seems to have foretold it.
        log: All events of whom `joined` is about; others' do no harm.
        segments: Row of a user -> segment, where segments are used.
    """
    batches = lessons_of(joined, rankers, engine, log, segments)
    return {name: _after(ranker, batches.get(name)) for name, ranker in rankers.items()}


def reset(rankers: Mapping[str, Ranker]) -> dict[str, Ranker]:
    """The rankers as they were fitted."""
    return {
        name: ranker.fitted if isinstance(ranker, OnlineRanker) else ranker
        for name, ranker in rankers.items()
    }


def lessons_of(
    joined: Sequence[Outcome],
    rankers: Mapping[str, Ranker],
    engine: Engine,
    log: EventLog,
    segments: Mapping[int, str] = Nothing,
) -> dict[str, Batch]:
    """Lessons by pipeline, for those whose ranker can go on to learn.

    An outcome that speaks for its item is a lesson: the list as shown, down to one place behind that item,
    scored as the models score it now for what was known of the person strictly before. Words that came with
    the request are not on record; sources of words are silent in a lesson, and their weights stay.
    """
    lists: dict[str, list[tuple[Floats, Floats, int]]] = defaultdict(list)
    chances: dict[str, list[float]] = defaultdict(list)
    taken = [one for one in joined if _teaches(one, rankers, engine)]
    taken = [taken[at] for at in np.linspace(0, len(taken) - 1, min(len(taken), MOST)).astype(int)]
    profiles = _profiles(taken, engine, log, segments)
    for one, profile in zip(taken, profiles, strict=True):
        place = _place(one)
        seen = one.shown[: place + 1 + BEHIND]
        rows, name = np.array([shown.item_row for shown in seen], np.int64), seen[place].pipeline
        features = engine.features.columns(profile, rows, list(rankers[name].features))
        lists[name].append((_columns(engine, name, profile, rows), features, place))
        chances[name].append(seen[place].propensity)
    return {
        name: Batch(_lessons(engine, name, rankers[name], own), np.array(chances[name], np.float64))
        for name, own in lists.items()
    }


def _after(ranker: Ranker, batch: Batch | None) -> Ranker:
    if batch is None or not isinstance(ranker, LinearRanker | OnlineRanker):
        return ranker
    begun = OnlineRanker(ranker, ranker) if isinstance(ranker, LinearRanker) else ranker
    return begun.learn(batch.lessons, batch.propensities)


def _teaches(one: Outcome, rankers: Mapping[str, Ranker], engine: Engine) -> bool:
    """Whether it is a choice out of a list of two at least, made by a ranker that can go on to learn."""
    place = _place(one)
    if place < 0 or len(one.shown) < 2 or strength(one.kind, one.value, engine.settings.events) <= 0:
        return False
    name = one.shown[place].pipeline
    ranker, own = rankers.get(name), engine.settings.pipeline(name)
    if own is None or own.ranker != "learnt" or not isinstance(ranker, LinearRanker | OnlineRanker):
        return False
    told = {source for source, weight in own.sources.items() if weight > 0}
    known = max(shown.item_row for shown in one.shown[: place + 1 + BEHIND]) < len(engine.catalogue)
    return known and set(ranker.sources) == told <= engine.models.keys()


def _place(one: Outcome) -> int:
    """Where in the list the chosen item stood; -1 if it did not."""
    return next((at for at, shown in enumerate(one.shown) if shown.item_row == one.item_row), -1)


def _profiles(
    taken: Sequence[Outcome], engine: Engine, log: EventLog, segments: Mapping[int, str]
) -> list[Profile]:
    """What was known of each person strictly before the event."""
    events = engine.settings.events
    keep = np.isin(log.users, [one.user_row for one in taken]) & (log.items < len(engine.catalogue))
    people, index = np.unique(log.users[keep], return_inverse=True)
    weights = strengths(log, events)[keep]
    known = Interactions.of(index.astype(np.int64), log.items[keep], weights, log.times[keep])
    histories, numbered = Histories(known, events), {row: at for at, row in enumerate(people.tolist())}
    found = []
    for one in taken:
        user = numbered.get(one.user_row, len(people))
        profile = histories.profile(user, histories.before(user, one.time), one.time)
        found.append(replace(profile, segment=segments.get(one.user_row, "")))
    return found


def _columns(engine: Engine, pipeline: str, profile: Profile, rows: Ints) -> Floats:
    """(n_rows, n_sources) what each source of a pipeline says of the items."""
    found = np.zeros((len(rows), len(engine.sources(engine.pipeline(pipeline)))), np.float32)
    for column, source in zip(found.T, engine.sources(engine.pipeline(pipeline)), strict=True):
        model = source.model
        if isinstance(model, Popular | Latest):
            known = rows < model.n_items
            column[known] = model.score_at(profile, rows[known])
        else:
            scores = model.score(profile)
            known = rows < len(scores)
            column[known] = scores[rows[known]]
    return found


def _lessons(
    engine: Engine, pipeline: str, ranker: Ranker, lists: Sequence[tuple[Floats, Floats, int]]
) -> Lessons:
    sources = engine.sources(engine.pipeline(pipeline))
    spreads = np.array([source.spread for source in sources], np.float64)
    return Lessons.of([source.name for source in sources], list(ranker.features), lists, spreads)
