"""From scores to a page: pins, caps, diversity, exploration."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.models.base import Doubles, Ints
from wellread.ranking import diversity, exploration, rules
from wellread.settings import Pipeline

BLOCK = 40
"""Diversity moves items within blocks of so many places, so that pages of any size continue one another."""


class Ranking(NamedTuple):
    """All candidates in order."""

    rows: Ints
    """(n_candidates,) rows, pins first, then by score; what caps hold back is not in it."""
    worth: Doubles
    """(n_candidates,) the scores."""
    pins: int
    """How many at the front are pinned."""


class Page(NamedTuple):
    """What is shown."""

    rows: Ints
    propensity: Doubles
    """(n_shown,) probability with which each item stands where it does."""


def ranked(catalogue: Catalogue, pipeline: Pipeline, rows: Ints, scores: Doubles, pins: Ints) -> Ranking:
    """Candidates by score, behind the pins, as caps allow.

    Args:
        catalogue: Holds the fields of the caps.
        pipeline: Its caps.
        rows: (n_candidates,) ascending, the pins among them.
        scores: (n_candidates,)
        pins: Rows to place first, in this order, each once.
    """
    order = np.argsort(-scores, kind="stable")
    if not len(pins) and not pipeline.cap:
        return Ranking(rows[order], scores[order], 0)
    ranking = rules.pinned(rows[order], pins)
    ranking = rules.capped(catalogue, pipeline.cap, ranking, len(pins))
    return Ranking(ranking, scores[np.searchsorted(rows, ranking)], len(pins))


def diverse(ranking: Ranking, catalogue: Catalogue, strength: float, wanted: int) -> Ints:
    """The first `wanted` rows, those behind the pins moved apart from what is like them."""
    if not strength:
        return ranking.rows[:wanted]
    blocks = [ranking.rows[: ranking.pins]]
    for at in range(ranking.pins, wanted, BLOCK):
        block = slice(at, at + BLOCK)
        most = min(BLOCK, wanted - at)
        blocks.append(
            diversity.mmr(ranking.rows[block], ranking.worth[block], catalogue.vectors, strength, most)
        )
    return np.concatenate(blocks)[:wanted]


def explored(listed: Ints, ranking: Ranking, pipeline: Pipeline, offset: int, random: Random) -> Page | None:
    """The page behind `offset` with a place to explore; None where it has none.

    Args:
        listed: The list up to the end of the page.
        ranking: All candidates.
        pipeline: How it explores.
        offset: How many items come before the page.
        random: Where chance comes from.
    """
    page = listed[offset:]
    at = exploration.place(pipeline.explore, ranking.pins, offset, len(page))
    if at is None:
        return None
    behind = ranking.rows[~np.isin(ranking.rows, listed)][: pipeline.explore.pool]
    return Page(*exploration.drawn(page, behind, at, pipeline.explore.probability, random))
