"""The profile of a request: what the log, the request and its words say of somebody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from wellread.catalogue.catalogue import Catalogue
from wellread.domain import Request, User
from wellread.engine.hearing import Heard
from wellread.engine.strength import strength
from wellread.language.wishes.wish import Wish, content
from wellread.models.base import Ints, Profile
from wellread.settings import Events, Settings
from wellread.store.events import Past

DAY = 86_400.0
CLEARLY = 0.7
"""Events at least this strong are called "liked" in a reason."""
SAID_EARLIER = np.float32(0.3)
"""Weight of words that were said before, against those of the request."""
WORDS_KEPT = 3
"""How many of a person's latest texts count when the request itself says nothing."""


class Known(NamedTuple):
    """What is known of somebody."""

    profile: Profile
    how: dict[int, str]
    """Row -> how it got into the profile: liked, used, named, similar or disliked; the phrase of a reason."""
    seen: Ints
    """Rows that are not to be shown again."""


class _Entry(NamedTuple):
    row: int
    weight: float
    how: str


def build(
    request: Request,
    past: Sequence[Past],
    user: User | None,
    heard: Heard,
    catalogue: Catalogue,
    settings: Settings,
    exclude_kinds: Sequence[str] | None,
    now: float,
) -> Known:
    """Put together what is known, the newest first: the request's item, its words, its history, the log.

    Args:
        request: What is asked for.
        past: The user's logged events, newest first.
        user: The user's traits and text, where known.
        heard: What was understood of the request's words.
        catalogue: Resolves items and encodes words.
        settings: Weights of kinds, half-life, length of the history.
        exclude_kinds: Kinds of event that hide their item; None: all but `search`.
        now: Seconds since 1970.

    Raises:
        NotFound: the request asks for items like one that does not exist.
    """
    n_items, wish = len(catalogue), heard.wish
    past = [event for event in past if event.row < n_items]
    asked = list(_asked(request, wish, catalogue))
    sent = _sent(request, catalogue, now)
    # an event dated in the future must not fade all others
    newest = min(max((event.time for event in (*sent, *past)), default=now), now)
    entries: dict[int, _Entry] = {}
    for entry in (*asked, *_lived(sent, newest, settings.events), *_lived(past, newest, settings.events)):
        # of several events on an item the newest gives the place, the strongest the weight
        held = entries.get(entry.row)
        if held is None or abs(entry.weight) > abs(held.weight):
            entries[entry.row] = entry
    latest = list(entries.values())[: settings.events.history]
    profile = Profile(
        rows=np.array([e.row for e in latest], np.int64),
        weights=np.array([e.weight for e in latest], np.float32),
        words=_words(request, wish, past, user, catalogue),
        avoid=_encoded(catalogue, " ".join(wish.avoid)) if wish and wish.avoid else None,
        text=request.query,
        sense=heard.sense,
        segment=segment(user, settings.models.popular.segment),
        now=now,
    )
    seen = {e.row for e in asked} | _hidden(sent, exclude_kinds) | _hidden(past, exclude_kinds)
    return Known(profile, {e.row: e.how for e in latest}, np.array(sorted(seen), np.int64))


def segment(user: User | None, trait: str) -> str:
    """The group that `popular` counts the user to; "" for none."""
    return str(user.traits.get(trait, "")) if user and trait else ""


def _asked(request: Request, wish: Wish | None, catalogue: Catalogue) -> Iterable[_Entry]:
    """Items that the request itself names."""
    if request.item is not None:
        yield _Entry(catalogue.require(request.item), 1.0, "similar")
    if wish:
        for row, _, weight in wish.likes:
            yield _Entry(row, weight, "liked" if weight >= CLEARLY else "named")
        for row, _, weight in wish.dislikes:
            yield _Entry(row, -abs(weight), "disliked")


def _sent(request: Request, catalogue: Catalogue, now: float) -> list[Past]:
    """The history that came with the request, newest first; unknown items are left out."""
    known = [(h, row) for h in request.history if (row := catalogue.row(h.item)) is not None]
    events = [Past(row, h.kind, h.value, now if h.time is None else h.time, "") for h, row in known]
    events.reverse()  # of equal times the last one sent is the newest
    return sorted(events, key=lambda event: -event.time)


def _lived(events: Iterable[Past], newest: float, settings: Events) -> Iterable[_Entry]:
    """Events with their signed weight, faded by how much older they are than the newest.

    Not by their age: what somebody liked before a year's absence is still the best that is known of them.
    """
    half_life = settings.half_life_days * DAY
    for event in events:
        weight = strength(event.kind, event.value, settings)
        if event.row < 0 or not weight:
            continue
        faded = weight * 0.5 ** (max(newest - event.time, 0.0) / half_life)
        how = "disliked" if weight < 0 else "liked" if weight >= CLEARLY else "used"
        yield _Entry(event.row, faded, how)


def _hidden(events: Iterable[Past], kinds: Sequence[str] | None) -> set[int]:
    if kinds is None:
        return {e.row for e in events if e.row >= 0 and e.kind != "search"}
    wanted = set(kinds)
    return {e.row for e in events if e.row >= 0 and e.kind in wanted}


def _words(
    request: Request, wish: Wish | None, past: Sequence[Past], user: User | None, catalogue: Catalogue
) -> csr_array | None:
    """The request's words; without any, what the person last wrote or says of themselves."""
    if request.query:
        return _encoded(catalogue, content(request.query))
    if wish and (wish.words or wish.likes or wish.dislikes or wish.avoid):
        return _encoded(catalogue, wish.words)
    said = [event.text for event in past if event.text and event.row < 0][:WORDS_KEPT]
    earlier = _encoded(catalogue, "\n".join([*said, user.text if user else ""]))
    return None if earlier is None else csr_array(earlier * SAID_EARLIER)


def _encoded(catalogue: Catalogue, text: str) -> csr_array | None:
    """(1, n_features), or None where no word is one that an item's text holds."""
    words = catalogue.encoder.ask(text) if text.strip() else None
    return words if words is not None and words.nnz else None
