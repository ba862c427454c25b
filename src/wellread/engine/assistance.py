"""What language models do for a request, before it is answered and after, in the time that there is.

Each step is left out where it is late, refused, broken or nonsense, and the answer says so. Nothing here
holds the workspace's lock.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from wellread.catalogue.attributes import fields
from wellread.domain import Recommendation, Request
from wellread.engine.engine import Engine
from wellread.engine.hearing import Heard, Patience, left_out, sense
from wellread.engine.language_models import LanguageModels
from wellread.engine.reranking import Reranking, asker
from wellread.engine.rewording import Rewording
from wellread.engine.summaries import CONSENT
from wellread.engine.trace import Trace
from wellread.errors import LanguageModelError, ModelUnavailable, NotFound
from wellread.language.writing.converse import phrase
from wellread.language.writing.read_wish import left_over, read
from wellread.language.writing.writer import Writer
from wellread.settings import Pipeline, Settings
from wellread.store import Store
from wellread.store.events import Past

DECLINED = "the person has not allowed it"


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
        self._store = store
        self.patience = Patience()
        self._reranking = Reranking(store, models, self.patience)
        self._rewording = Rewording(models, self.patience)

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
        if self._settings.writer.kind != "none":
            read = bool(request.text) and self._any(request, lambda own: own.read == "model")
            reranked = request.offset == 0 and self._any(request, lambda own: own.rerank.top > 0)
            if read or reranked or request.reword:
                return True
        encoder = self._settings.encoder.kind
        return bool(request.text or request.query) and encoder in ("transformer", "endpoint")

    def _any(self, request: Request, test: Callable[[Pipeline], bool]) -> bool:
        """Whether `test` holds of the request's pipeline, or of one that an experiment may put there."""
        names = {request.pipeline}
        for experiment in self._settings.experiments.values():
            if experiment.pipeline == request.pipeline:
                names |= set(experiment.arms)
        return any((own := self._settings.pipeline(name)) is not None and test(own) for name in names)

    def encode(self, request: Request, heard: Heard, engine: Engine, arrived: float) -> Heard:
        """What is understood of a request's words, with the vector of what they mean.

        Args:
            request: What is asked for.
            heard: What was understood.
            engine: What will answer.
            arrived: When the request came, by `time.perf_counter`.
        """
        meaning = engine.catalogue.meaning
        if meaning is None or "meaning" not in engine.pipeline(request.pipeline).sources:
            return heard
        if self._settings.encoder.kind == "endpoint" and self._declined(request):
            return heard._replace(notes=(*heard.notes, f"left out: what the words mean ({DECLINED})"))
        trace, end = Trace(), until(request, arrived, self._settings.encoder.timeout)
        with trace.step("encode"):
            vector, told = sense(request, heard.wish, meaning, self._models.encoder, self.patience, end)
        return heard._replace(sense=vector, notes=heard.notes + told, steps=(*heard.steps, *trace.steps))

    def read(self, request: Request, heard: Heard, engine: Engine, arrived: float) -> Heard:
        """The wish as the language model reads it too, where it shall; a note where it fails."""
        wish = heard.wish
        asked = bool(request.text) and engine.pipeline(request.pipeline).read == "model"
        if wish is None or not asked or not left_over(wish):
            return heard
        trace, end = Trace(), until(request, arrived, self._settings.writer.timeout)
        known = engine.catalogue.derived(fields)
        told: tuple[str, ...] = ()
        with trace.step("read by model"):
            try:
                wish = self.patience.wait(partial(read, wish, self._writer(request), known, end), end)
            except LanguageModelError as error:
                told = (left_out("the language model's reading", error),)
        return heard._replace(wish=wish, notes=heard.notes + told, steps=(*heard.steps, *trace.steps))

    def phrase(
        self, words: str, message: str, titles: Sequence[str], language: str, request: Request, arrived: float
    ) -> tuple[str, list[str]]:
        """An answer of a conversation in the language model's words, or "", and notes.

        Args:
            words: The answer.
            message: What it answers to.
            titles: All titles in it.
            language: Of the answer.
            request: Its deadline.
            arrived: When the message came, by `time.perf_counter`.
        """
        if self._settings.writer.kind == "none":
            return "", []
        end = until(request, arrived, self._settings.writer.timeout)
        what = "the language model's words"
        try:
            asked = partial(phrase, words, message, titles, language, self._writer(request), end)
            said = self.patience.wait(asked, end)
        except LanguageModelError as error:
            return "", [left_out(what, error)]
        return said, [] if said else [f"left out: {what} (they say more than the answer)"]

    def _writer(self, request: Request) -> Writer:
        """What writes.

        Raises:
            ModelUnavailable: nothing is set, or it cannot be made, or it must not know of who asks.
        """
        if self._settings.writer.kind == "endpoint" and self._declined(request):
            raise ModelUnavailable(DECLINED, "consent", "Answer without it.")
        return self._models.demand_writer()

    def _declined(self, request: Request) -> bool:
        """Whether who asks has not allowed that others' language models know of it."""
        if request.user is None:
            return False
        try:
            return self._store.user(request.user).consents.get(CONSENT) is False
        except NotFound:
            return False

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
        reranked = bool(settings.top) and request.offset == 0 and len(answer.items) > 1
        if (
            (reranked or request.reword)
            and self._settings.writer.kind == "endpoint"
            and self._declined(request)
        ):
            answer.notes = [*answer.notes, f"left out: the language model ({DECLINED})"]
            return answer
        if reranked:
            who = asker(request, heard, past, engine.catalogue, self._settings.events)
            end = until(request, arrived, settings.timeout)
            self._reranking.reorder(request, answer, who, settings, heard.language(request), end)
        if request.reword:
            end = until(request, arrived, self._settings.writer.timeout)
            self._rewording.reword(answer, heard.language(request), end)
        return answer


def until(request: Request, arrived: float, timeout: float) -> float:
    """`time.perf_counter` until which a request waits for a step that may take `timeout` seconds."""
    whole = math.inf if request.deadline_ms is None else arrived + request.deadline_ms / 1e3
    return min(whole, time.perf_counter() + timeout)
