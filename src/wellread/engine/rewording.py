"""Has the language model phrase why items are in an answer."""

from __future__ import annotations

from wellread.domain import Recommendation, Recommended
from wellread.engine.hearing import Patience, left_out
from wellread.engine.language_models import LanguageModels
from wellread.engine.trace import Trace
from wellread.errors import LanguageModelError, ModelUnavailable
from wellread.explain.reasons import SHOWN
from wellread.language.describing.reword import Told, own_words, reword
from wellread.language.describing.verify import LANGUAGES

WHAT = "reasons in the language model's words"
"""What notes call it."""


class Rewording:
    """Puts the reasons of answers into one sentence an item.

    Args:
        models: The language models.
        patience: Waits for them.
    """

    def __init__(self, models: LanguageModels, patience: Patience) -> None:
        self._models = models
        self._patience = patience

    def reword(self, answer: Recommendation, language: str, deadline: float) -> None:
        """Give every item of `answer` its `words`: the model's where they are borne out, else the reasons'.

        Args:
            answer: The list.
            language: That of the reasons.
            deadline: `time.perf_counter` at which the reasons' own words stand.
        """
        language = language or "en"
        told = [_told(item) for item in answer.items]
        if not any(one.reasons for one in told):
            return
        trace, found = Trace(), [""] * len(told)
        with trace.step("reword"):
            try:
                found = self._ask(told, language, deadline)
            except LanguageModelError as error:
                answer.notes = [*answer.notes, left_out(WHAT, error)]
        words = [own or own_words(one, language) for own, one in zip(found, told, strict=True)]
        answer.items = [
            item.model_copy(update={"words": own}) for item, own in zip(answer.items, words, strict=True)
        ]
        answer.trace = [*answer.trace, *trace.steps]

    def _ask(self, told: list[Told], language: str, deadline: float) -> list[str]:
        """One sentence for each item, or "".

        Raises:
            LanguageModelError: there is no answer, or not in time.
        """
        if language not in LANGUAGES:
            raise ModelUnavailable(
                f"what is written in '{language}' cannot be verified",
                f"one of {', '.join(LANGUAGES)}",
                "Ask for another language.",
            )
        writer = self._models.demand_writer()
        return self._patience.wait(lambda: reword(told, language, writer, deadline), deadline)


def _told(item: Recommended) -> Told:
    """An item and the reasons that speak for it most."""
    texts = [reason.text for reason in item.reasons if reason.value > 0 and reason.text]
    return Told(item.title, tuple(dict.fromkeys(texts[:SHOWN])))
