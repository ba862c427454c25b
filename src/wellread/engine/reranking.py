"""Has the language model order the top of an answer anew."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.domain import Item, Reason, Recommendation, Request, trusted
from wellread.engine.hearing import Heard, Patience, left_out
from wellread.engine.language_models import LanguageModels
from wellread.engine.profile import CLEARLY
from wellread.engine.strength import strength
from wellread.engine.trace import Trace
from wellread.errors import LanguageModelError, ModelUnavailable, NotFound
from wellread.explain.phrases import phrase
from wellread.models.base import Ints
from wellread.ranking import rerank
from wellread.ranking.rerank import Asker, Card
from wellread.settings import Events, Rerank
from wellread.store import Store
from wellread.store.events import Past

WHAT = "the order of the language model"
"""What notes call it."""


def asker(
    request: Request, heard: Heard, past: Sequence[Past], catalogue: Catalogue, settings: Events
) -> Asker:
    """What the language model gets to know of who asks: titles and words.

    Args:
        request: What is asked for.
        heard: What was understood of its words.
        past: The user's logged events, newest first.
        catalogue: The items.
        settings: Weights of kinds.
    """
    wish = heard.wish
    sent = [(catalogue.row(own.item), own.kind, own.value) for own in reversed(request.history)]
    told: dict[int, float] = {}
    if wish:
        told |= {row: weight for row, _, weight in wish.likes}
        told |= {row: -weight for row, _, weight in wish.dislikes}
    for row, kind, value in [*sent, *((event.row, event.kind, event.value) for event in past)]:
        if row is not None and 0 <= row < len(catalogue):
            told.setdefault(row, strength(kind, value, settings))
    similar = catalogue.row(request.item) if request.item is not None else None
    return Asker(
        likes=[catalogue.title(row) for row, weight in told.items() if weight >= CLEARLY],
        dislikes=[catalogue.title(row) for row, weight in told.items() if weight < 0],
        item="" if similar is None else catalogue.title(similar),
        said=request.query or request.text,
        unwanted=wish.avoid if wish else (),
    )


class Reranking:
    """Reorders answers.

    Args:
        store: Has the items' texts.
        models: The language models.
        patience: Waits for them.
    """

    def __init__(self, store: Store, models: LanguageModels, patience: Patience) -> None:
        self._store = store
        self._models = models
        self._patience = patience

    def reorder(
        self,
        request: Request,
        answer: Recommendation,
        who: Asker,
        settings: Rerank,
        language: str,
        deadline: float,
    ) -> None:
        """Reorder the top of `answer`, or say in its notes why not.

        Pinned items keep their places, and so does the place that explores: what is drawn there is drawn with
        a known probability, and the order of the others does not depend on it.

        Args:
            request: What was asked for.
            answer: The list; the first page.
            who: What is known of who asks.
            settings: How many items, how many orders.
            language: Of reasons.
            deadline: `time.perf_counter` at which the list stays as it is.
        """
        pinned = set(request.pin)
        movable = [
            place
            for place, item in enumerate(answer.items[: settings.top])
            if item.id not in pinned and item.propensity == 1
        ]
        if len(movable) < 2:
            return
        trace = Trace()
        with trace.step("rerank"):
            try:
                order = self._order([answer.items[place].id for place in movable], who, settings, deadline)
            except LanguageModelError as error:
                answer.notes = [*answer.notes, left_out(WHAT, error)]
                order = np.arange(len(movable))
        _move(answer, movable, order, language if request.explain else None)
        answer.trace = [*answer.trace, *trace.steps]

    def _order(self, ids: Sequence[str], who: Asker, settings: Rerank, deadline: float) -> Ints:
        """(n,) which of the items comes at each place.

        Raises:
            LanguageModelError: no order, or not in time.
        """
        writer = self._models.demand_writer()
        if who.silent:
            raise ModelUnavailable(
                "nothing is known that it could go by", "likes or words", "Ask for a user."
            )
        cards = [self._card(item_id) for item_id in ids]
        shown = rerank.shuffles(len(cards), settings.orders, "\0".join([who.said, *ids]))
        prompts = [rerank.prompt([cards[at] for at in order], who) for order in shown]
        calls = [partial(writer.complete, prompt, rerank.Order, deadline) for prompt in prompts]
        completions = self._patience.wait_for_all(calls, deadline)
        votes = [rerank.places(done.value, order) for done, order in zip(completions, shown, strict=True)]
        return rerank.joined(votes, settings.weight)

    def _card(self, item_id: str) -> Card:
        try:
            item = self._store.item(item_id)
        except NotFound:  # deleted this moment
            item = Item(id=item_id)
        tags = dict.fromkeys(tag for tag in (item.category, *item.tags) if tag)
        return Card(item.title or "without a title", tuple(tags), item.text)


def _move(answer: Recommendation, movable: Sequence[int], order: Ints, language: str | None) -> None:
    """Put the items at `movable` places into `order`; tell each where it came from in `language`, if any."""
    items = list(answer.items)
    moved = [
        (place, movable[at])
        for place, at in zip(movable, order.tolist(), strict=True)
        if place != movable[at]
    ]
    for place, origin in moved:
        items[place] = answer.items[origin]
        if language is not None:
            told = str(origin + 1)
            text = phrase("order", language, told)
            reason = trusted(Reason, kind="order", source="language_model", value=0.0, about=told, text=text)
            items[place] = items[place].model_copy(update={"reasons": [*items[place].reasons, reason]})
    if moved:
        answer.items = items
        answer.notes = [
            *answer.notes,
            f"the language model moved {len(moved)} of the first {len(movable)} items",
        ]
