"""What language models do for a request, before it is answered and after, in the time that there is.

Each step is left out where it is late, refused, broken or nonsense, and the answer says so. Nothing here
holds the workspace's lock.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from contextlib import suppress

from wellread.domain import Recommendation, Request
from wellread.engine.engine import Engine
from wellread.engine.hearing import Heard, Patience, sense
from wellread.engine.language_models import LanguageModels
from wellread.engine.reranking import Reranking, asker
from wellread.engine.trace import Trace
from wellread.errors import LanguageModelError
from wellread.settings import Settings
from wellread.store import Store
from wellread.store.events import Past


class Assistance:
    """The steps of a request that language models take.

    Args:
        settings: Of the workspace.
        models: The language models.
        store: Has the items' texts.
    """

    def __init__(self, settings: Settings, models: LanguageModels, store: Store) -> None:
        self._settings = settings
        self._models = models
        self.patience = Patience()
        self._reranking = Reranking(store, models, self.patience)

    def close(self) -> None:
        """Begin nothing more."""
        self.patience.close()

    def warm_up(self, text: str) -> None:
        """Load the encoder of the settings now rather than at the first request; failing does no harm."""
        encoder = self._models.encoder
        if encoder is not None and self._settings.encoder.kind == "transformer":
            with suppress(LanguageModelError):
                encoder.ask(text)

    def waits(self, request: Request) -> bool:
        """Whether a language model that takes its time has a part in the answer."""
        if self._settings.writer.kind != "none" and request.offset == 0 and self._reranks(request):
            return True
        encoder = self._settings.encoder.kind
        return bool(request.text or request.query) and encoder in ("transformer", "endpoint")

    def _reranks(self, request: Request) -> bool:
        """Whether the request's pipeline, or one that an experiment may put in its place, is reranked."""
        names = {request.pipeline}
        for experiment in self._settings.experiments.values():
            if experiment.pipeline == request.pipeline:
                names |= set(experiment.arms)
        return any((own := self._settings.pipeline(name)) is not None and own.rerank.top for name in names)

    def before(self, request: Request, heard: Heard, engine: Engine, arrived: float) -> Heard:
        """What is understood of a request's words.

        Args:
            request: What is asked for.
            heard: What rules understood.
            engine: What will answer.
            arrived: When the request came, by `time.perf_counter`.
        """
        meaning = engine.catalogue.meaning
        if meaning is None or "meaning" not in engine.pipeline(request.pipeline).sources:
            return heard
        trace, end = Trace(), until(request, arrived, self._settings.encoder.timeout)
        with trace.step("encode"):
            vector, told = sense(request, heard.wish, meaning, self._models.encoder, self.patience, end)
        return heard._replace(sense=vector, notes=heard.notes + told, steps=(*heard.steps, *trace.steps))

    def after(
        self,
        request: Request,
        answer: Recommendation,
        heard: Heard,
        engine: Engine,
        arrived: float,
        past: Sequence[Past] = (),
    ) -> Recommendation:
        """The answer, gone over.

        Args:
            request: What was asked for.
            answer: What the engine answered.
            heard: What was understood of the request's words.
            engine: What answered.
            arrived: When the request came, by `time.perf_counter`.
            past: The user's logged events, newest first.
        """
        settings = engine.pipeline(request.pipeline).rerank
        if settings.top and request.offset == 0 and len(answer.items) > 1:
            who = asker(request, heard, past, engine.catalogue, self._settings.events)
            end = until(request, arrived, settings.timeout)
            self._reranking.reorder(request, answer, who, settings, heard.language(request), end)
        return answer


def until(request: Request, arrived: float, timeout: float) -> float:
    """`time.perf_counter` until which a request waits for a step that may take `timeout` seconds."""
    whole = math.inf if request.deadline_ms is None else arrived + request.deadline_ms / 1e3
    return min(whole, time.perf_counter() + timeout)
