"""Reasons: signed terms of a score. All terms of an item add up to its score; none is made up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from wellread.domain import Reason
from wellread.explain.phrases import FEATURES, phrase
from wellread.models.base import Doubles, Ints, Model, Profile, Term
from wellread.ranking.fusion import Fusion

SHOWN = 3
"""How many reasons an answer shows when the full split is not asked for."""
LEAST = 0.05
"""A reason is shown from this share of all that speaks for the item: a film of 1931 is a little "new" too."""


class Ranked(NamedTuple):
    """What is known of the ranking when its reasons are asked for."""

    sources: Sequence[tuple[str, Model]]
    features: Sequence[str]
    """What the columns of `fusion.extra` are called."""
    fusion: Fusion
    boosts: Doubles
    """(n_boosts, n_candidates)"""
    places: Ints
    """(n_shown,) where the shown items stand among the candidates."""
    rows: Ints
    """(n_shown,) catalogue rows of the shown items."""


class Namer(NamedTuple):
    """How terms are put into words."""

    language: str
    title: Callable[[int], str]
    """Catalogue row -> title."""
    item_id: Callable[[int], str]
    word: Callable[[str], str]
    """Feature -> the word as the person wrote it."""
    how: Mapping[int, str]
    """Catalogue row of a history item -> how it got there: liked, used, named, similar, disliked."""


def split(ranked: Ranked, profile: Profile, namer: Namer) -> list[list[Reason]]:
    """Every term of each shown item's score, largest first; they add up to it."""
    reasons: list[list[Reason]] = [[] for _ in ranked.rows]
    for index, (name, model) in enumerate(ranked.sources):
        gains = ranked.fusion.gain[ranked.places, index]
        if not gains.any():
            continue
        for own, terms, gain in zip(reasons, model.terms(profile, ranked.rows), gains, strict=True):
            if gain:
                own += [_reason(name, term, float(gain), namer) for term in terms]
    for own, place in zip(reasons, ranked.places, strict=True):
        own += _fits(ranked, int(place), namer.language)
        own += _boosts(ranked, int(place), namer.language)
        own.sort(key=lambda reason: -reason.value)
    return reasons


def strongest(reasons: Sequence[Reason]) -> list[Reason]:
    """The few that an answer shows: terms about one thing joined, positive and not tiny, largest first."""
    joined: dict[tuple[str, str], list[Reason]] = {}
    for reason in reasons:
        # what speaks against an item in one source may speak for it in another: only the sum tells
        joined.setdefault((reason.kind, reason.about), []).append(reason)
    merged = []
    least = LEAST * sum(reason.value for reason in reasons if reason.value > 0)
    for parts in joined.values():
        value = sum(part.value for part in parts)
        if value > 0 and value >= least:
            largest = max(parts, key=lambda part: part.value)
            merged.append(largest.model_copy(update={"value": value}))
    return sorted(merged, key=lambda reason: -reason.value)[:SHOWN]


def _reason(source: str, term: Term, gain: float, namer: Namer) -> Reason:
    value = gain * term.value
    about = named = str(term.about)
    key: str = term.kind
    if term.kind == "history":
        row = int(term.about)
        about, named = namer.item_id(row), namer.title(row)
        key = namer.how.get(row, "used") if value > 0 else "against"
    elif term.kind == "word":
        about = named = namer.word(about)
        key = ("word" if about else "text") if value > 0 else "against"
    elif term.kind == "popular" and about:
        key = "segment"
    text = phrase(key, namer.language, named or source)
    return Reason.model_construct(kind=term.kind, source=source, value=value, about=about, text=text)


def _fits(ranked: Ranked, place: int, language: str) -> list[Reason]:
    """What the features add, by name."""
    return [
        Reason.model_construct(
            kind="feature", source="ranker", value=float(value), about=name,
            text=phrase(_key(name, float(value)), language, name),
        )
        for name, value in zip(ranked.features, ranked.fusion.extra[place], strict=True)
        if value
    ]  # fmt: skip


def _key(name: str, value: float) -> str:
    if value < 0 and name != "silence":
        return "unfit"
    return name if name in FEATURES else "attribute"


def _boosts(ranked: Ranked, place: int, language: str) -> list[Reason]:
    return [
        Reason.model_construct(
            kind="boost", source="rules", value=float(value), about="", text=phrase("boost", language)
        )
        for value in ranked.boosts[:, place]
        if value
    ]
