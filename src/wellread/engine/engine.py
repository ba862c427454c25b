"""The way of a request, step by step on plain arrays. Knows no database: histories come as arguments."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.domain import Named, Reason, Recommendation, Recommended, Request, Understood, User
from wellread.engine.profile import Known, build
from wellread.engine.trace import Trace
from wellread.errors import NotFound, SnapshotError, nearest
from wellread.explain.reasons import Namer, Ranked, split, strongest
from wellread.language.segment import GRAM, features
from wellread.language.wish import Wish, read_wish
from wellread.models.base import (
    NO_ROWS,
    NOTHING,
    Doubles,
    Floats,
    Interactions,
    Ints,
    Mask,
    Model,
    Profile,
    top,
)
from wellread.models.popular import EVERYBODY, Popular
from wellread.ranking import diversity, fusion, rules
from wellread.ranking.features import Features
from wellread.ranking.ranker import Ranker
from wellread.settings import LEARNT, Language, Pipeline, Settings
from wellread.store.events import Past

BLOCK = 40
"""Diversity moves items within blocks of so many places, so that pages of any size continue one another."""


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
    proposed: Mask
    """(n_candidates, n_sources) bool: which of them each source proposes itself."""


class Engine:
    """Catalogue and fitted models, ready to answer.

    Args:
        settings: Pipelines, weights of events.
        catalogue: The items.
        models: Model name -> fitted model.
        version: Name of the snapshot the models came from.
        spreads: How far each source's scores usually spread; empty: no behaviour was seen, ranks are joined.
        rankers: Pipeline -> what was learnt for it; pipelines that are not named join as their settings say.
    """

    def __init__(
        self,
        settings: Settings,
        catalogue: Catalogue,
        models: Mapping[str, Model],
        version: str,
        spreads: Mapping[str, float],
        rankers: Mapping[str, Ranker] | None = None,
    ) -> None:
        self.settings = settings
        self.catalogue = catalogue
        self.models = models
        self.version = version
        self.spreads = spreads
        self.rankers = rankers or {}
        self._features: Features | None = None

    @property
    def features(self) -> Features:
        """What the learnt rankers compare beside the sources; made at the first need."""
        if self._features is None:
            self._features = Features.of(self.catalogue, _popularity(self.models, len(self.catalogue)))
        return self._features

    def update(self, before: Interactions = NOTHING, after: Interactions = NOTHING) -> None:
        """Take in that some histories changed, and whatever changed in the catalogue; see `Model.update`."""
        for model in self.models.values():
            model.update(before, after, self.catalogue)
        self._features = None

    def pipeline(self, name: str) -> Pipeline:
        """The pipeline called `name`.

        Raises:
            NotFound: neither the settings nor the built-in ones have it.
        """
        found = self.settings.pipeline(name)
        if found is None:
            known = self.settings.pipeline_names()
            raise NotFound(
                f"no pipeline is called '{name}'{nearest(name, known)}",
                f"one of {', '.join(known)}",
                f"Name another, or add [pipelines.{name}] to wellread.toml.",
            )
        return found

    def recommend(
        self, request: Request, past: Sequence[Past] = (), user: User | None = None
    ) -> Recommendation:
        """Answer a request.

        Args:
            request: What is asked for.
            past: The user's logged events, newest first.
            user: The user's traits and text.

        Raises:
            NotFound: an unknown pipeline, or an unknown `item`.
            InvalidInput: a malformed filter.
            SnapshotError: the pipeline names a model that was not fitted.
        """
        pipeline, trace = self.pipeline(request.pipeline), Trace()
        now = time.time() if request.now is None else request.now
        with trace.step("read"):
            wish = (
                read_wish(request.text, self.catalogue.names, self.settings.language)
                if request.text
                else None
            )
            language = (request.language or (wish.language if wish else "")).split("-")[0].lower()
        with trace.step("profile"):
            known = build(
                request, past, user, wish, self.catalogue, self.settings, pipeline.exclude_kinds, now
            )
            hidden = np.concatenate([known.seen, self.catalogue.rows(request.exclude)])
            mask = rules.allowed(self.catalogue, [pipeline.filter, request.filter], hidden)
        with trace.step("candidates"):
            sources = self.sources(pipeline)
            pins = self.catalogue.rows(dict.fromkeys(request.pin))
            pins = pins[mask[pins]]
            boosts = rules.boosts(self.catalogue, request.boost)
            wanted = (boosts > 0).any(axis=0) & mask
            wanted[pins] = True
            each = max(pipeline.candidates, request.offset + request.k)
            found = self.candidates(sources, each, known.profile, mask, wanted)
        with trace.step("score"):
            joined = self._join(request.pipeline, sources, found, known.profile)
            boosts = boosts[:, found.rows]
            scores = joined.scores + boosts.sum(axis=0)
        with trace.step("arrange"):
            shown = self._arrange(pipeline, found.rows, scores, pins, request.offset, request.k)
        with trace.step("explain"):
            places = np.searchsorted(found.rows, shown)
            extra = list(self.rankers[request.pipeline].features) if joined.extra.shape[1] else []
            ranked = Ranked([(s.name, s.model) for s in sources], extra, joined, boosts, places, shown)
            reasons = split(ranked, known.profile, self._namer(language, known, wish))
            items = self._items(shown, scores[places], reasons, language, request.explain)
        return Recommendation.model_construct(
            request=secrets.token_hex(8),
            pipeline=request.pipeline,
            version=self.version,
            items=items,
            wish=self._understood(wish) if wish else None,
            notes=self._notes(request, known, wish, len(items)),
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
        pipeline = self.pipeline(name)
        sources = self.sources(pipeline)
        mask = rules.allowed(self.catalogue, [pipeline.filter], seen)
        found = self.candidates(sources, max(pipeline.candidates, k), profile, mask, np.zeros_like(mask))
        scores = self._join(name, sources, found, profile).scores
        return self._arrange(pipeline, found.rows, scores, NO_ROWS, 0, k)

    def sources(self, pipeline: Pipeline) -> list[Source]:
        """The models that propose in a pipeline.

        Raises:
            SnapshotError: the snapshot was fitted without one of them.
        """
        missing = [
            name for name, weight in pipeline.sources.items() if weight > 0 and name not in self.models
        ]
        if missing:
            raise SnapshotError(
                f"the pipeline names {', '.join(missing)}, which snapshot {self.version} was fitted without",
                f"sources among {', '.join(self.models)}",
                "Fit again with `wellread fit`, or take them out of the pipeline.",
            )
        return [
            Source(name, self.models[name], weight, self.spreads.get(name, 0.0))
            for name, weight in pipeline.sources.items()
            if weight > 0
        ]

    def candidates(
        self, sources: Sequence[Source], each: int, profile: Profile, mask: Mask, wanted: Mask
    ) -> Candidates:
        """The union of every source's best and what is wanted anyway, with every source's score of them."""
        shape = len(sources), len(self.catalogue)
        columns, proposed = np.zeros(shape, np.float32), np.zeros(shape, bool)
        for column, own, source in zip(columns, proposed, sources, strict=True):
            scores = source.model.score(profile)
            column[: len(scores)] = scores
            own[top(column, each, mask).rows] = True
        rows = np.flatnonzero(proposed.any(axis=0) | wanted)
        return Candidates(rows, columns[:, rows].T, proposed[:, rows].T)

    def _join(
        self, name: str, sources: Sequence[Source], found: Candidates, profile: Profile
    ) -> fusion.Fusion:
        pipeline, learnt, names = self.pipeline(name), self.rankers.get(name), [s.name for s in sources]
        weights = np.array([source.weight for source in sources], np.float64)
        spreads = np.array([source.spread for source in sources], np.float64)
        # weights learnt for other sources than the settings name now are of no use
        if learnt is not None and pipeline.ranker in LEARNT and set(learnt.sources) == set(names):
            extra = self.features.columns(profile, found.rows, list(learnt.features))
            return learnt.join(names, found.columns, spreads, extra)
        if pipeline.ranker != "reciprocal_rank" and self.spreads:
            return fusion.weighted(found.columns, weights, spreads)
        return fusion.reciprocal_rank(found.columns, weights, found.proposed)

    def _arrange(
        self, pipeline: Pipeline, rows: Ints, scores: Doubles, pins: Ints, offset: int, k: int
    ) -> Ints:
        """Pins, caps, diversity and the page: rows of the shown items in order."""
        wanted = offset + k
        ranking = rules.pinned(rows[np.argsort(-scores, kind="stable")], pins)
        ranking = rules.capped(self.catalogue, pipeline.cap, ranking, len(pins))
        first, rest = np.split(ranking, [len(pins)])
        blocks = []
        for at in range(0, wanted - len(pins), BLOCK):
            block = rest[at : at + BLOCK]
            worth = scores[np.searchsorted(rows, block)]
            blocks.append(diversity.mmr(block, worth, self.catalogue.vectors, pipeline.diversity, len(block)))
        return np.concatenate([first, *blocks])[offset:wanted]

    def _namer(self, language: str, known: Known, wish: Wish | None) -> Namer:
        typed = as_typed(wish.words if wish else "", language, self.settings.language)
        return Namer(
            language=language,
            title=lambda row: self.catalogue.title(row, language),
            item_id=lambda row: self.catalogue.ids[row],
            word=lambda feature: typed.get(feature, feature.lstrip(GRAM)),
            how=known.how,
        )

    def _understood(self, wish: Wish) -> Understood:
        def named(items: Sequence[tuple[int, str, float]]) -> list[Named]:
            return [
                Named.model_construct(id=self.catalogue.ids[row], name=name, weight=weight)
                for row, name, weight in items
            ]

        return Understood.model_construct(
            language=wish.language,
            likes=named(wish.likes),
            dislikes=named(wish.dislikes),
            avoid=list(wish.avoid),
            words=wish.words,
        )

    def _items(
        self, rows: Ints, scores: Doubles, reasons: Sequence[list[Reason]], language: str, explain: bool
    ) -> list[Recommended]:
        return [
            Recommended.model_construct(
                id=self.catalogue.ids[row],
                title=self.catalogue.title(int(row), language),
                score=float(score),
                reasons=own if explain else strongest(own),
            )
            for row, score, own in zip(rows, scores, reasons, strict=True)
        ]

    def _notes(self, request: Request, known: Known, wish: Wish | None, found: int) -> list[str]:
        notes = []
        unknown = [h.item for h in request.history if self.catalogue.row(h.item) is None]
        if unknown:
            notes.append(
                f"{len(unknown)} items of the history are unknown and were left out: {', '.join(unknown[:3])}"
            )
        strange = [i for i in (*request.pin, *request.exclude) if self.catalogue.row(i) is None]
        if strange:
            notes.append(f"{len(strange)} items to pin or exclude are unknown: {', '.join(strange[:3])}")
        nothing = not len(known.profile.rows) and known.profile.words is None
        if request.user is not None and nothing and not request.text:
            notes.append(f"nothing is known of user '{request.user}' yet: this is what is popular and new")
        if (
            request.text
            and wish
            and not (wish.likes or wish.dislikes or wish.avoid)
            and known.profile.words is None
        ):
            notes.append("the text holds no words to go by")
        if not len(self.catalogue):
            notes.append("the catalogue is empty: add items with POST /v1/items or `wellread import --items`")
        elif found < request.k:
            notes.append(
                f"{found} items are left after filters, caps and what was seen; {request.k} were asked for"
            )
        return notes


def as_typed(words: str, language: str, settings: Language) -> dict[str, str]:
    """Feature -> the word, or the pair of words, that it was made of: a stem is nothing to show a person."""
    tokens = words.split()
    pairs = [" ".join(pair) for pair in pairwise(tokens)]
    found: dict[str, str] = {}
    for typed in (*tokens, *pairs):
        for feature in features(typed, language, settings):
            found.setdefault(feature, typed)
    return found


def _popularity(models: Mapping[str, Model], n_items: int) -> Doubles:
    """(n_items,) how much each item was chosen, where a model counts it; else 0."""
    found, model = np.zeros(n_items), models.get("popular")
    if isinstance(model, Popular):
        counts = model.counts[EVERYBODY]
        found[: len(counts)] = counts
    return found
