"""The way of a request, step by step on plain arrays. Knows no database: histories come as arguments."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.domain import Reason, Recommendation, Recommended, Request, User
from wellread.engine.profile import Known, build
from wellread.engine.trace import Trace
from wellread.errors import NotFound, nearest
from wellread.explain.reasons import Namer, Ranked, split, strongest
from wellread.language.wish import Wish, read_wish
from wellread.models.base import Doubles, Floats, Ints, Mask, Model, top
from wellread.ranking import diversity, fusion, rules
from wellread.settings import Pipeline, Settings
from wellread.store.events import Past

POOL = 4
"""Diversity and caps choose among this many times the wanted items."""


class Candidates(NamedTuple):
    """What the sources propose together."""

    rows: Ints
    """(n_candidates,) ascending."""
    columns: Floats
    """(n_candidates, n_sources): every source's score of every candidate."""


class Engine:
    """Catalogue and fitted models, ready to answer.

    Args:
        settings: Pipelines, weights of events.
        catalogue: The items.
        models: Model name -> fitted model.
        version: Name of the snapshot the models came from.
        learnt: Whether the models have seen any behaviour; if not, ranks are joined instead of scores.
    """

    def __init__(
        self, settings: Settings, catalogue: Catalogue, models: Mapping[str, Model], version: str, learnt: bool
    ) -> None:
        self.settings = settings
        self.catalogue = catalogue
        self.models = models
        self.version = version
        self.learnt = learnt

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

    def recommend(self, request: Request, past: Sequence[Past] = (), user: User | None = None) -> Recommendation:
        """Answer a request.

        Args:
            request: What is asked for.
            past: The user's logged events, newest first.
            user: The user's traits and text.

        Raises:
            NotFound: an unknown pipeline, or an unknown `item`.
            InvalidInput: a malformed filter.
        """
        pipeline, trace = self.pipeline(request.pipeline), Trace()
        now = time.time() if request.now is None else request.now
        with trace.step("read"):
            wish = read_wish(request.text, self.catalogue.names, self.settings.language) if request.text else None
            language = request.language or (wish.language if wish else "")
        with trace.step("profile"):
            known = build(
                request, past, user, wish, self.catalogue, self.settings, pipeline.exclude_kinds, now
            )
            hidden = np.concatenate([known.seen, self.catalogue.rows(request.exclude)])
            mask = rules.allowed(self.catalogue, [pipeline.filter, request.filter], hidden)
        with trace.step("candidates"):
            sources = self._sources(pipeline, known)
            pins = self.catalogue.rows(request.pin)
            pins = pins[mask[pins]]
            found = self._candidates([model for _, model, _ in sources], pipeline.candidates, known, mask, pins)
        with trace.step("score"):
            weights = np.array([weight for _, _, weight in sources], np.float64)
            joined = self._join(pipeline)(found.columns, weights)
            boosts = rules.boosted(self.catalogue, request.boost, found.rows)
            scores = joined.scores + boosts.sum(axis=0)
        with trace.step("arrange"):
            shown = self._arrange(request, pipeline, found.rows, scores, pins)
        with trace.step("explain"):
            places = np.searchsorted(found.rows, shown)
            ranked = Ranked([(name, model) for name, model, _ in sources], joined, boosts, places, shown)
            reasons = split(ranked, known.profile, self._namer(language, known, wish, request.text))
            items = self._items(shown, scores[places], reasons, language, request.explain)
        return Recommendation.model_construct(
            request=secrets.token_hex(8),
            pipeline=request.pipeline,
            version=self.version,
            items=items,
            wish=wish.as_dict() if wish else None,
            notes=self._notes(request, known, wish, len(items)),
            trace=trace.steps,
        )

    def _sources(self, pipeline: Pipeline, known: Known) -> list[tuple[str, Model, float]]:
        """The pipeline's sources with their weights; the wish's words make `content` count as set for that."""
        words = known.profile.words is not None or known.profile.avoid is not None
        weights = {**pipeline.sources, **({"content": pipeline.words} if words and pipeline.words else {})}
        return [(name, self.models[name], weight) for name, weight in weights.items() if weight > 0]

    def _candidates(self, models: Sequence[Model], each: int, known: Known, mask: Mask, pins: Ints) -> Candidates:
        """The union of every source's best and the pins, with every source's score of all of them."""
        n = len(self.catalogue)
        columns = np.zeros((len(models), n), np.float32)
        proposed = np.zeros(n, bool)
        proposed[pins] = True
        for column, model in zip(columns, models, strict=True):
            scores = model.score(known.profile)
            column[: len(scores)] = scores
            proposed[top(column, each, mask).rows] = True
        rows = np.flatnonzero(proposed)
        return Candidates(rows, columns[:, rows].T)

    def _join(self, pipeline: Pipeline) -> fusion.Join:
        return fusion.weighted if pipeline.ranker == "weighted" and self.learnt else fusion.reciprocal_rank

    def _arrange(self, request: Request, pipeline: Pipeline, rows: Ints, scores: Doubles, pins: Ints) -> Ints:
        """Pins, diversity, caps and the page: rows of the shown items in order."""
        wanted = request.offset + request.k
        order = np.argsort(-scores, kind="stable")[: POOL * wanted if pipeline.diversity or pipeline.cap else wanted]
        ranking = diversity.mmr(
            rows[order], scores[order], self.catalogue.vectors, pipeline.diversity, len(order)
        )
        ranking = rules.pinned(ranking, pins)
        ranking = rules.capped(self.catalogue, pipeline.cap, ranking, len(pins))
        return ranking[request.offset : wanted]

    def _namer(self, language: str, known: Known, wish: Wish | None, text: str) -> Namer:
        return Namer(
            language=language,
            title=lambda row: self.catalogue.title(row, language),
            item_id=lambda row: self.catalogue.ids[row],
            word=lambda feature: feature,
            how=known.how,
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
            notes.append(f"{len(unknown)} items of the history are unknown and were left out: {', '.join(unknown[:3])}")
        if request.user is not None and not len(known.profile.rows) and not request.text:
            notes.append(f"nothing is known of user '{request.user}' yet: this is what is popular and new")
        if request.text and wish and not (wish.likes or wish.dislikes or wish.avoid) and known.profile.words is None:
            notes.append("the text holds no words to go by")
        if not len(self.catalogue):
            notes.append("the catalogue is empty: add items with POST /v1/items or `wellread import --items`")
        elif found < request.k:
            notes.append(f"{found} items are left after filters and what was seen; {request.k} were asked for")
        return notes
