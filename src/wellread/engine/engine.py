"""The way of a request, step by step on plain arrays. Knows no database: histories come as arguments."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from random import Random
from typing import NamedTuple

import numpy as np

from wellread.catalogue.attributes import fields
from wellread.catalogue.catalogue import Catalogue
from wellread.domain import Reason, Recommendation, Request, User
from wellread.engine import answer, candidates, search
from wellread.engine.arrange import BLOCK, Page, Ranking, diverse, explored, ranked
from wellread.engine.candidates import Candidates, Source
from wellread.engine.deadline import DIVERSITY, FEATURES, OPTIONAL, REASONS, Deadline, Pace
from wellread.engine.hearing import Heard
from wellread.engine.notes import notes
from wellread.engine.plan import Plan
from wellread.engine.profile import Known, build
from wellread.engine.trace import Trace
from wellread.engine.wishing import leaning, leans, narrowed
from wellread.errors import NotFound, SnapshotError, nearest
from wellread.explain.reasons import Ranked, split, strongest, terms
from wellread.language.wishes.wish import Wish, read_wish
from wellread.models.base import NO_ROWS, NOTHING, Doubles, Floats, Interactions, Ints, Mask, Model, Profile
from wellread.models.latest import Latest
from wellread.models.popular import EVERYBODY, Popular
from wellread.models.titles import Titles
from wellread.ranking import rules
from wellread.ranking.features import Features
from wellread.ranking.ranker import Ranker
from wellread.settings import Pipeline, Settings
from wellread.store.events import Past

__all__ = ["BLOCK", "Candidates", "Engine", "Source"]


class Asked(NamedTuple):
    """A request and what is known when its list is made."""

    request: Request
    plan: Plan
    known: Known
    heard: Heard
    language: str
    mask: Mask
    """(n_items,) bool: what may be shown."""
    trace: Trace
    deadline: Deadline


class Scored(NamedTuple):
    """Candidates with their scores."""

    found: Candidates
    extra: Floats
    """(n_candidates, n_features) what the ranker compares beside the sources."""
    boosts: Doubles
    """(n_boosts, n_candidates)"""
    scores: Doubles
    """(n_candidates,) boosts included."""
    pins: Ints


class Engine:
    """Catalogue and fitted models, ready to answer.

    Args:
        settings: Pipelines, weights of events.
        catalogue: The items.
        models: Model name -> fitted model.
        version: Name of the snapshot the models came from.
        spreads: How far each source's scores usually spread; empty: no behaviour was seen, ranks are joined.
        rankers: Pipeline -> what was learnt for it; pipelines that are not named join as their settings say.
        random: What exploration draws with.
        pace: How long steps usually take: that of the engine before this one, if there was one.
        items: Version of the catalogue that the models have taken in; None: that of now.
    """

    def __init__(
        self,
        settings: Settings,
        catalogue: Catalogue,
        models: Mapping[str, Model],
        version: str,
        spreads: Mapping[str, float],
        rankers: Mapping[str, Ranker] | None = None,
        random: Random | None = None,
        pace: Pace | None = None,
        items: int | None = None,
    ) -> None:
        self.settings = settings
        self.catalogue = catalogue
        self.models = models
        self.version = version
        self.spreads = spreads
        self.rankers = rankers or {}
        self.pace = pace or Pace()
        self._random = random or Random()
        self._items = catalogue.version if items is None else items
        self._features: Features | None = None
        self._plans: dict[str, Plan] = {}
        self._pipelines: dict[str, Pipeline] = {}

    @property
    def features(self) -> Features:
        """What the learnt rankers compare beside the sources; made at the first need."""
        if self._features is None:
            self._features = Features.of(self.catalogue, _popularity(self.models, len(self.catalogue)))
        return self._features

    @features.setter
    def features(self, features: Features) -> None:
        self._features = features

    def update(
        self, before: Interactions = NOTHING, after: Interactions = NOTHING, most: int | None = None
    ) -> None:
        """Take in that some histories changed, and whatever changed in the catalogue; see `Model.update`."""
        items = self.catalogue.version
        if most == 0 and not len(before) and not len(after) and items == self._items:
            return  # every model would look at all items to find that nothing changed
        for model in self.models.values():
            model.update(before, after, self.catalogue, most)
        self._items = items
        self._features = None

    def prepare(self) -> None:
        """Make what the first requests would otherwise wait for."""
        for name in self.settings.pipeline_names():
            with suppress(SnapshotError):
                self.features.prepare(self._plan(name).features)
        for model in self.models.values():
            if isinstance(model, Popular | Latest):
                model.leaders(Profile(now=time.time()))
            elif isinstance(model, Titles):
                model.score(Profile(text="a"))  # the index of names is made at the first search

    def pipeline(self, name: str) -> Pipeline:
        """The pipeline called `name`.

        Raises:
            NotFound: neither the settings nor the built-in ones have it.
        """
        found = self._pipelines.get(name) or self.settings.pipeline(name)
        if found is None:
            known = self.settings.pipeline_names()
            raise NotFound(
                f"no pipeline is called '{name}'{nearest(name, known)}",
                f"one of {', '.join(known)}",
                f"Name another, or add [pipelines.{name}] to wellread.toml.",
            )
        self._pipelines[name] = found
        return found

    def read(self, request: Request) -> Wish | None:
        """What the request's text asks for, by rules; None without a text."""
        if not request.text:
            return None
        known = self.catalogue.derived(fields)
        return read_wish(request.text, self.catalogue.names, self.settings.language, known)

    def recommend(
        self,
        request: Request,
        past: Sequence[Past] = (),
        user: User | None = None,
        arrived: float | None = None,
        heard: Heard | None = None,
    ) -> Recommendation:
        """Answer a request.

        Args:
            request: What is asked for.
            past: The user's logged events, newest first.
            user: The user's traits and text.
            arrived: When the request came, by `time.perf_counter`: its deadline counts from then. None: now.
            heard: What was understood of its words; None: what `read` understands.

        Raises:
            NotFound: an unknown pipeline, or an unknown `item`.
            InvalidInput: a malformed filter.
            SnapshotError: the pipeline names a model that was not fitted.
        """
        asked = self._understand(request, past, user, arrived, heard)
        wish = asked.heard.wish
        trace = asked.trace
        with trace.step("candidates"):
            found, boosts, pins = self._candidates(asked)
        scored = self._score(asked, found, boosts, pins)
        page = self._arrange(asked, scored)
        places = np.searchsorted(found.rows, page.rows)
        reasons = self._reasons(asked, scored, places, page)
        with trace.step("answer"):
            items = answer.items(page, scored.scores[places], reasons, self.catalogue, asked.language)
            told = notes(request, asked.known, wish, len(items), self.catalogue)
            told += asked.heard.notes
        for step in trace.steps:
            if step.name in OPTIONAL:
                self.pace.took(step.name, step.ms)
        return Recommendation.model_construct(
            request=secrets.token_hex(8),
            pipeline=request.pipeline,
            version=self.version,
            items=items,
            wish=answer.understood(wish, self.catalogue) if wish else None,
            notes=[*told, asked.deadline.note()] if asked.deadline.left_out else told,
            trace=trace.steps,
        )

    def rows(self, name: str, profile: Profile, seen: Ints, k: int) -> Ints:
        """The bare list of a pipeline for a profile: the steps of `recommend` without request and words.

        Args:
            name: The pipeline.
            profile: What is known of somebody.
            seen: Rows that are not to be shown.
            k: How many.

        Returns:
            (at most k,) catalogue rows, best first.
        """
        plan = self._plan(name)
        mask = rules.allowed(self.catalogue, [plan.pipeline.filter], seen)
        found = candidates.find(plan.sources, max(plan.pipeline.candidates, k), profile, mask)
        extra = self.features.columns(profile, found.rows, plan.features)
        scores = plan.scores(found, extra)
        ranking = ranked(self.catalogue, plan.pipeline, found.rows, scores, NO_ROWS)
        return diverse(ranking, self.catalogue, plan.pipeline.diversity, k)

    def sources(self, pipeline: Pipeline) -> list[Source]:
        """The models that propose in a pipeline.

        Raises:
            SnapshotError: the snapshot was fitted without one of them.
        """
        return Plan(pipeline, self.models, self.version, self.spreads, None).sources

    def candidates(
        self, sources: Sequence[Source], each: int, profile: Profile, mask: Mask, wanted: Mask | None = None
    ) -> Candidates:
        """The union of every source's best and what is wanted anyway; see `candidates.find`."""
        return candidates.find(sources, each, profile, mask, wanted)

    def _plan(self, name: str) -> Plan:
        found = self._plans.get(name)
        if found is None:
            pipeline, ranker = self.pipeline(name), self.rankers.get(name)
            found = Plan(pipeline, self.models, self.version, self.spreads, ranker)
            self._plans[name] = found
        return found

    def _understand(
        self,
        request: Request,
        past: Sequence[Past],
        user: User | None,
        arrived: float | None,
        heard: Heard | None,
    ) -> Asked:
        """What the request says, and what is known of who asks."""
        trace = Trace()
        deadline = Deadline(request.deadline_ms, arrived, self.pace)
        pipeline = self.pipeline(request.pipeline)
        now = time.time() if request.now is None else request.now
        with trace.step("read"):
            heard = heard or Heard(self.read(request))
            trace.steps += heard.steps
            language = heard.language(request)
        with trace.step("profile"):
            known = build(
                request, past, user, heard, self.catalogue, self.settings, pipeline.exclude_kinds, now
            )
            hidden = np.concatenate([known.seen, self.catalogue.rows(request.exclude)])
            mask = rules.allowed(self.catalogue, [pipeline.filter, request.filter], hidden)
            mask, told = narrowed(mask, heard.wish, self.catalogue)
            heard = heard._replace(notes=(*heard.notes, *(heard.wish.notes if heard.wish else ()), *told))
        plan = self._plan(request.pipeline)
        return Asked(request, plan, known, heard, language, mask, trace, deadline)

    def _candidates(self, asked: Asked) -> tuple[Candidates, Doubles, Ints]:
        """The candidates, what each boost adds to each of them, and the pins that may be shown."""
        request, plan, mask, wanted = asked.request, asked.plan, asked.mask, None
        pins = self.catalogue.rows(dict.fromkeys(request.pin))
        pins = pins[mask[pins]]
        boosts = rules.boosts(self.catalogue, request.boost)
        if len(pins) or len(boosts):
            wanted = (boosts > 0).any(axis=0) & mask
            wanted[pins] = True
        each = max(plan.pipeline.candidates, request.offset + request.k)
        found = candidates.find(plan.sources, each, asked.known.profile, mask, wanted)
        if request.query:
            found = search.answering(found, plan.sources, pins)
        gains = leaning(leans(asked.heard.wish, self.catalogue), self.catalogue)  # these draw nothing in
        return found, np.concatenate([boosts, gains])[:, found.rows], pins

    def _score(self, asked: Asked, found: Candidates, boosts: Doubles, pins: Ints) -> Scored:
        plan = asked.plan
        extra = np.zeros((len(found.rows), len(plan.features)), np.float32)
        if plan.features and asked.deadline.allows(FEATURES):
            with asked.trace.step(FEATURES):
                extra = self.features.columns(asked.known.profile, found.rows, plan.features)
        with asked.trace.step("score"):
            scores = plan.scores(found, extra)
            scores = scores + boosts.sum(axis=0) if len(boosts) else scores
        return Scored(found, extra, boosts, scores, pins)

    def _arrange(self, asked: Asked, scored: Scored) -> Page:
        """The page: what is shown, in order."""
        request, pipeline = asked.request, asked.plan.pipeline
        with asked.trace.step("arrange"):
            ranking = ranked(self.catalogue, pipeline, scored.found.rows, scored.scores, scored.pins)
        wanted = request.offset + request.k
        listed = ranking.rows[:wanted]
        if pipeline.diversity and asked.deadline.allows(DIVERSITY):
            with asked.trace.step(DIVERSITY):
                listed = diverse(ranking, self.catalogue, pipeline.diversity, wanted)
        return self._explored(asked, listed, ranking)

    def _explored(self, asked: Asked, listed: Ints, ranking: Ranking) -> Page:
        offset, pipeline = asked.request.offset, asked.plan.pipeline
        if pipeline.explore.probability:
            with asked.trace.step("explore"):
                page = explored(listed, ranking, pipeline, offset, self._random)
            if page is not None:
                return page
        return Page(listed[offset:], np.ones(max(len(listed) - offset, 0)))

    def _reasons(self, asked: Asked, scored: Scored, places: Ints, page: Page) -> list[list[Reason]]:
        """Why each item is shown."""
        if not asked.deadline.allows(REASONS):
            return [[] for _ in page.rows]
        plan = asked.plan
        with asked.trace.step(REASONS):
            joined = plan.split(scored.found, scored.extra, places)
            sources = [(source.name, source.model) for source in plan.sources]
            leant = [name for name, _ in leans(asked.heard.wish, self.catalogue)]
            shown = Ranked(sources, plan.features, joined, scored.boosts[:, places], page.rows, leant)
            table = terms(shown, asked.known.profile)
            said = asked.request.query or (asked.heard.wish.words if asked.heard.wish else "")
            names = answer.namer(self.catalogue, asked.language, asked.known, said, self.settings.language)
            return split(table, names) if asked.request.explain else strongest(table, names)


def _popularity(models: Mapping[str, Model], n_items: int) -> Doubles:
    """(n_items,) how much each item was chosen, where a model counts it; else 0."""
    found, model = np.zeros(n_items), models.get("popular")
    if isinstance(model, Popular):
        counts = model.counts[EVERYBODY]
        found[: len(counts)] = counts
    return found
