"""Summaries of people's histories: written by template at once, and by the language model where there is one.

They stand in for words where a request has none, and go when the person is erased.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import NamedTuple

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.domain import Request, User
from wellread.engine.hearing import Heard
from wellread.engine.language_models import LanguageModels
from wellread.engine.profile import CLEARLY, build
from wellread.errors import LanguageModelError, NotFound, WellreadError
from wellread.language.detect import detect
from wellread.language.writing.portrait import Portrait, Taste
from wellread.language.writing.writer import Writer
from wellread.models.base import Doubles, Ints
from wellread.settings import Settings
from wellread.store import Store
from wellread.store.summaries import Summary

CONSENT = "language_models"
"""A user whose consents say no to this is never told of to a language model."""
AT_ONCE = 50
"""People summarised in one step of the learner, which has other things to do."""
WAITING = 200
"""People whom the language model is still to write about, at most; others keep the template's words."""
KINDS = ("category", "tags", "read_category", "read_tags")
SHARE = 0.2
"""Part of what somebody likes that a kind must make up to be named."""
NAMED = 3
"""Kinds and titles that are named, at most."""

log = logging.getLogger(__name__)


class Summaries:
    """Keeps summaries up to date with the log.

    Args:
        store: Where they are kept.
        settings: After how many events they are written anew.
        models: The language model that words them.
    """

    def __init__(self, store: Store, settings: Settings, models: LanguageModels) -> None:
        self._store, self._settings, self._models = store, settings, models
        self._seq = 0
        self._due: dict[str, None] = {}
        self._pool = ThreadPoolExecutor(1, "summaries")
        self._asked: list[_Asked] = []

    def take(self, catalogue: Catalogue, until: int) -> None:
        """Write anew about some of those who did enough since they were last written about.

        Args:
            catalogue: The items.
            until: Seq of the last event to read.
        """
        if not self._settings.reading.summaries:
            return
        self._finish(catalogue)
        if until > self._seq:
            news = max(int(self._settings.reading.summaries), 1)
            self._due |= dict.fromkeys(self._store.unsummarised(self._seq, until, news))
            self._seq = until
        for user in list(self._due)[:AT_ONCE]:
            del self._due[user]
            self.write(user, catalogue, until)

    def write(self, user: str, catalogue: Catalogue, until: int) -> None:
        """Summarise one history; the language model, if it may, goes on with it behind this."""
        try:
            person = self._store.user(user)
            portrait = drawn(self._store, self._settings, catalogue, person)
            summary = Summary(until, time.time(), portrait.written(), "template")
            self._store.put_summary(user, summary)
        except NotFound:  # erased meanwhile
            return
        writer = self._writer() if summary.text and person.consents.get(CONSENT, True) else None
        if writer is not None and len(self._asked) < WAITING:
            taste = self._pool.submit(_taste, portrait, writer, self._settings.writer.timeout)
            self._asked.append(_Asked(user, portrait, summary, taste))

    def close(self) -> None:
        """Leave what was not written about to the template; waits for the call that is under way."""
        self._pool.shutdown(cancel_futures=True)

    def _writer(self) -> Writer | None:
        try:
            return self._models.writer
        except WellreadError as error:
            log.warning("summaries keep the template's words: %s", error)
            return None

    def _finish(self, catalogue: Catalogue) -> None:
        """Keep what the language model has written by now, where it says nothing else than was counted."""
        done = [asked for asked in self._asked if asked.taste.done()]
        self._asked = [asked for asked in self._asked if asked not in done]
        for user, portrait, summary, taste in done:
            text = taste.result()
            named = [catalogue.title(mention.row) for mention in catalogue.names.find(text)]
            if not portrait.allows(text, named) or self._store.summary(user) != summary:
                continue
            with suppress(NotFound):  # erased meanwhile
                worded = summary._replace(text=portrait.written(text), origin="model")
                self._store.put_summary(user, worded)


class _Asked(NamedTuple):
    user: str
    portrait: Portrait
    summary: Summary
    taste: Future[str]


def _taste(portrait: Portrait, writer: Writer, seconds: float) -> str:
    """What a language model makes of a portrait; "" where it does not answer."""
    try:
        answer = writer.complete(portrait.prompt(), Taste, time.perf_counter() + seconds)
        return str(answer.value.taste).strip()
    except LanguageModelError as error:
        log.info("a summary keeps the template's words: %s", error)
        return ""


def told(store: Store, settings: Settings, catalogue: Catalogue, user: str) -> Summary:
    """The summary of a user: the one that is kept, else what the template says now.

    Raises:
        NotFound: nobody has this id.
    """
    kept = store.summary(user)
    if kept is not None:
        return kept
    portrait = drawn(store, settings, catalogue, store.user(user))
    return Summary(store.last_seq(), time.time(), portrait.written(), "template")


def introduced(user: User, summary: Summary | None) -> User:
    """The user with what their history says beside what they say of themselves."""
    if summary is None or not summary.likes:
        return user
    return user.model_copy(update={"text": "\n".join(part for part in (user.text, summary.likes) if part)})


def drawn(store: Store, settings: Settings, catalogue: Catalogue, user: User) -> Portrait:
    """What a history says, counted."""
    past = store.history(user.id, settings.events.seen)
    bare = User(id=user.id)
    known = build(Request(user=user.id), past, bare, Heard(), catalogue, settings, None, time.time()).profile
    rows, weights = known.rows, known.weights.astype(np.float64)
    good, bad = rows[weights > 0], rows[weights < 0]
    kinds = _kinds(catalogue, good, weights[weights > 0])
    least = SHARE * float(weights[weights > 0].sum())
    clearly = rows[weights >= CLEARLY * weights.max(initial=0.0)] if len(good) else good
    titles = [catalogue.title(row) for row in good.tolist()]
    unwanted = [kind for kind, _ in _kinds(catalogue, bad, -weights[weights < 0]).most_common()]
    spoken = detect(" ".join(titles))
    return Portrait(
        language=spoken if spoken == "zh" else "en",
        kinds=tuple(kind for kind, weight in kinds.most_common(NAMED) if weight >= least),
        against=tuple(kind for kind in unwanted if kind not in kinds)[:NAMED],
        years=_years(catalogue, good),
        likes=tuple(catalogue.title(row) for row in clearly[:NAMED].tolist()),
        dislikes=tuple(catalogue.title(row) for row in bad[:NAMED].tolist()),
    )


def _kinds(catalogue: Catalogue, rows: Ints, weights: Doubles) -> Counter[str]:
    """How much of a history is of each kind."""
    found: Counter[str] = Counter()
    for column in (catalogue.columns[name] for name in KINDS if name in catalogue.columns):
        for own, weight in zip(column.values(rows.tolist()), weights.tolist(), strict=True):
            for kind in sorted(map(str, own)):
                found[kind] += weight
    return found


def _years(catalogue: Catalogue, rows: Ints) -> tuple[int, int] | None:
    column = catalogue.columns.get("year")
    found = [] if column is None else [_numbers(own) for own in column.values(rows.tolist())]
    years = [year for own in found for year in own]
    if len(years) < max(len(rows) / 2, 2):
        return None
    first, last = np.quantile(years, [0.25, 0.75])
    return int(first), int(last)


def _numbers(values: Iterable[object]) -> list[float]:
    return [value for value in values if isinstance(value, float)]
