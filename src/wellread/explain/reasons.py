"""Reasons: signed terms of a score. All terms of an item add up to its score; none is made up.

Terms of all shown items stand in one table until it is known which of them are told: putting all of them into
words took longer than ranking.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from wellread.domain import Reason, trusted
from wellread.explain.phrases import FEATURES, phrase
from wellread.models.base import Doubles, Ints, Model, Profile
from wellread.models.history_model import HistoryModel
from wellread.ranking.fusion import Fusion

SHOWN = 3
"""How many reasons an answer shows when the full split is not asked for."""
LEAST = 0.05
"""A reason is shown from this share of all that speaks for the item: a film of 1931 is a little "new" too."""


class Ranked(NamedTuple):
    """What is known of the shown items when their reasons are asked for."""

    sources: Sequence[tuple[str, Model]]
    features: Sequence[str]
    """What the columns of `fusion.extra` are called."""
    fusion: Fusion
    """Of the shown items, in their order."""
    boosts: Doubles
    """(n_boosts, n_shown)"""
    rows: Ints
    """(n_shown,) their catalogue rows."""
    leans: Sequence[str] = ()
    """Columns of which more, or less, was asked for: what the last of `boosts` are for."""


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


class Key(NamedTuple):
    """What a term is about."""

    source: str
    kind: str
    about: int | str


class Terms(NamedTuple):
    """Every term of every shown item."""

    keys: list[Key]
    values: Doubles
    """(n_keys, n_shown) in the score's unit; 0: an item has no such term. A column adds up to its score."""


def terms(ranked: Ranked, profile: Profile) -> Terms:
    """The table of all terms."""
    keys: list[Key] = []
    parts = [np.zeros((0, len(ranked.rows)))]
    for index, (name, model) in enumerate(ranked.sources):
        gains = ranked.fusion.gain[:, index]
        if gains.any():
            own, values = _of_model(name, model, profile, ranked.rows)
            keys += own
            parts.append(values * gains)
    keys += [Key("ranker", "feature", name) for name in ranked.features]
    keys += [Key("rules", "boost", "")] * (len(ranked.boosts) - len(ranked.leans))
    keys += [Key("wish", "boost", column) for column in ranked.leans]
    return Terms(keys, np.concatenate([*parts, ranked.fusion.extra.T, ranked.boosts]))


def _of_model(name: str, model: Model, profile: Profile, rows: Ints) -> tuple[list[Key], Doubles]:
    if isinstance(model, HistoryModel):
        history, parts = model.parts(profile, rows)
        return [Key(name, "history", row) for row in history.tolist()], parts
    places: dict[Key, int] = {}
    found: list[tuple[int, int, float]] = []
    for column, own in enumerate(model.terms(profile, rows)):
        for term in own:
            key = Key(name, term.kind, term.about)
            found.append((places.setdefault(key, len(places)), column, term.value))
    values = np.zeros((len(places), len(rows)))
    for place, column, value in found:
        values[place, column] += value
    return list(places), values


def split(table: Terms, namer: Namer) -> list[list[Reason]]:
    """Every term of each shown item's score, largest first; they add up to it."""
    found = []
    for own in table.values.T:
        order = np.argsort(-own, kind="stable")
        found.append([_reason(table.keys[i], float(own[i]), namer) for i in order if own[i]])
    return found


def strongest(table: Terms, namer: Namer) -> list[list[Reason]]:
    """The few that an answer shows: terms about one thing joined, positive and not tiny, largest first."""
    if not table.keys:
        return [[] for _ in table.values.T]
    members = _about_one_thing(table.keys, namer)
    begins = np.cumsum([0, *(len(own) for own in members[:-1])])
    sums = np.add.reduceat(table.values[[index for own in members for index in own]], begins, axis=0)
    least = LEAST * np.maximum(table.values, 0).sum(axis=0)
    order = np.argsort(-np.where(sums >= least, sums, 0), axis=0, kind="stable")[:SHOWN]
    columns = table.values.T, sums.T.tolist(), least.tolist(), order.T.tolist()
    found = []
    for values, joined, floor, best in zip(*columns, strict=True):
        told = [group for group in best if joined[group] > 0 and joined[group] >= floor]
        # the largest of the terms that are joined tells the reason
        largest = [max(members[group], key=values.__getitem__) for group in told]
        found.append(
            [
                _reason(table.keys[term], joined[group], namer)
                for group, term in zip(told, largest, strict=True)
            ]
        )
    return found


def _about_one_thing(keys: Sequence[Key], namer: Namer) -> list[list[int]]:
    """The terms that tell of the same, in groups.

    What speaks against an item in one source may speak for it in another, and only the sum tells.
    """
    groups: dict[tuple[str, int | str], list[int]] = {}
    for index, (_, kind, about) in enumerate(keys):
        named = namer.word(str(about)) if kind == "word" else about
        groups.setdefault((kind, named), []).append(index)
    return list(groups.values())


def _reason(key: Key, value: float, namer: Namer) -> Reason:
    about = named = str(key.about)
    if key.kind == "history":
        row = int(key.about)
        about, named = namer.item_id(row), namer.title(row)
        form = namer.how.get(row, "used") if value > 0 else "against"
    elif key.kind == "word":
        about = named = namer.word(about)
        form = ("word" if about else "text") if value > 0 else "against"
    elif key.kind == "feature":
        form = _fit(about, value)
    else:
        form = {"popular": "segment", "boost": "leaning"}.get(key.kind, key.kind) if about else key.kind
    text = phrase(form, namer.language, named or key.source)
    return trusted(Reason, kind=key.kind, source=key.source, value=value, about=about, text=text)


def _fit(name: str, value: float) -> str:
    if value < 0 and name == "sentiment":
        return "complaints"
    if value < 0 and name != "silence":
        return "unfit"
    return name if name in FEATURES else "attribute"
