"""An answer in words: items, what was understood, how things are named."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from wellread.catalogue.catalogue import Catalogue
from wellread.domain import Named, Reason, Recommended, Understood, trusted
from wellread.engine.arrange import Page
from wellread.engine.profile import Known
from wellread.explain.reasons import Namer
from wellread.language.segment import GRAM, features
from wellread.language.wishes.wish import Wish
from wellread.models.base import Doubles
from wellread.settings import Language


def namer(catalogue: Catalogue, language: str, known: Known, said: str, settings: Language) -> Namer:
    """How reasons name items and words; `said` is what the person wrote."""
    typed = as_typed(said, language or "en", settings) if said else {}
    return Namer(
        language=language,
        title=lambda row: catalogue.title(row, language),
        item_id=lambda row: catalogue.ids[row],
        word=lambda feature: typed.get(feature, feature.lstrip(GRAM)),
        how=known.how,
    )


def as_typed(words: str, language: str, settings: Language) -> dict[str, str]:
    """Feature -> the word, or the pair of words, that it was made of: a stem is nothing to show a person."""
    tokens = words.split()
    pairs = [" ".join(pair) for pair in pairwise(tokens)]
    found: dict[str, str] = {}
    for typed in (*tokens, *pairs):
        for feature in features(typed, language, settings):
            found.setdefault(feature, typed)
    return found


def understood(wish: Wish, catalogue: Catalogue) -> Understood:
    """What was understood of a text, as the answer says it."""

    def named(items: Sequence[tuple[int, str, float]]) -> list[Named]:
        return [
            Named.model_construct(id=catalogue.ids[row], name=name, weight=weight)
            for row, name, weight in items
        ]

    return Understood.model_construct(
        language=wish.language,
        likes=named(wish.likes),
        dislikes=named(wish.dislikes),
        avoid=list(wish.avoid),
        words=wish.words,
        filter=wish.filter,
        more=[*wish.more, *(f"+{column}" for column, way in wish.leans if way > 0)],
        less=[*wish.less, *(f"-{column}" for column, way in wish.leans if way < 0)],
    )


def items(
    page: Page, scores: Doubles, reasons: Sequence[list[Reason]], catalogue: Catalogue, language: str
) -> list[Recommended]:
    """The items of a page; `scores` (n_shown,) and `reasons` in its order."""
    columns = page.rows.tolist(), scores.tolist(), page.propensity.tolist(), reasons
    return [
        trusted(
            Recommended,
            id=catalogue.ids[row],
            title=catalogue.title(row, language),
            score=score,
            reasons=own,
            propensity=propensity,
            words="",
        )
        for row, score, propensity, own in zip(*columns, strict=True)
    ]
