"""How much vectors count beside words in how alike items are: chosen on what people chose."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_array

from wellread.catalogue.catalogue import Catalogue
from wellread.models.base import Doubles, Floats, Interactions, Ints
from wellread.settings import Encoder

SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
CASES = 3_000
"""Choices that are foretold, at most; of everybody at most one."""
FEWEST = 50
"""Fewer tell nothing."""
LATEST, FADE = 20, 0.8
"""Events before the choice that are looked at, and the weight of each relative to the one after it."""
PLACES = 10
BLOCK = 256
"""Cases scored at a time."""


def settle(catalogue: Catalogue, log: Interactions, settings: Encoder) -> None:
    """Set the share of the vectors: the one of the settings, else the best one; without vectors nothing."""
    if catalogue.meaning is None:
        return
    if settings.share is not None:
        catalogue.mix(settings.share)
        return
    gains = foretold(catalogue, log)
    if len(gains) >= FEWEST:
        catalogue.mix(SHARES[best(gains)])


def best(gains: Doubles) -> int:
    """The column with the highest mean, if it beats the first one, words alone, by a standard error; else 0.

    Args:
        gains: (n_cases, n_shares)
    """
    leading = int(gains.mean(axis=0).argmax())
    ahead = gains[:, leading] - gains[:, 0]
    return leading if ahead.mean() > ahead.std() / np.sqrt(len(ahead)) else 0


def foretold(catalogue: Catalogue, log: Interactions) -> Doubles:
    """NDCG@10 of people's choices among all items new to them, by the texts of what they chose before.

    Behaviour plays no part in the scores, so each choice stands for that of an item nobody has touched.

    Returns:
        (n_cases, n_shares)
    """
    assert catalogue.meaning is not None
    n = len(catalogue)
    dense = catalogue.meaning.vectors[:n]
    words, columns = catalogue.vectors, csr_array(catalogue.vectors.T)
    found = [np.zeros((0, len(SHARES)))]
    for rows, weights, targets in _blocks(log, n):
        lexical = np.asarray(((weights @ words) @ columns).toarray(), np.float32)
        meant = np.asarray((weights @ dense) @ dense.T, np.float32)
        for scores in (lexical, meant):
            scores[rows] = -1e9  # whatever the share: what was chosen before is out
        found.append(np.stack([_ndcg((1 - s) * lexical + s * meant, targets) for s in SHARES], axis=1))
    return np.concatenate(found)


def _blocks(log: Interactions, n_items: int) -> Iterator[tuple[tuple[Ints, Ints], csr_array, Ints]]:
    """Places (case, row) of what was chosen before, weights (n_cases, n_items) of it, and what came then."""
    positive = log.where((log.weights > 0) & (log.items < n_items))
    rng = np.random.default_rng(0)
    begins = np.flatnonzero(np.diff(positive.users, prepend=-1))
    ends = np.append(begins[1:], len(positive))
    several = np.flatnonzero(ends - begins > 1)
    drawn = rng.permutation(several)[:CASES]
    at = begins[drawn] + 1 + (rng.random(len(drawn)) * (ends - begins - 1)[drawn]).astype(np.int64)
    for block in range(0, len(drawn), BLOCK):
        own = slice(block, block + BLOCK)
        cases = [
            (
                positive.items[max(begin, end - LATEST) : end],
                positive.items[begin:end],
                int(positive.items[end]),
            )
            for begin, end in zip(begins[drawn[own]].tolist(), at[own].tolist(), strict=True)
        ]
        cases = [case for case in cases if case[2] not in case[1]]
        if cases:
            yield (
                _places(cases),
                _weights(cases, n_items),
                np.array([target for *_, target in cases], np.int64),
            )


def _places(cases: list[tuple[Ints, Ints, int]]) -> tuple[Ints, Ints]:
    index = np.repeat(np.arange(len(cases)), [len(before) for _, before, _ in cases])
    return index, np.concatenate([before for _, before, _ in cases])


def _weights(cases: list[tuple[Ints, Ints, int]], n_items: int) -> csr_array:
    lengths = [len(latest) for latest, *_ in cases]
    index = np.repeat(np.arange(len(cases)), lengths)
    faded = np.concatenate([FADE ** np.arange(length)[::-1] for length in lengths]).astype(np.float32)
    rows = np.concatenate([latest for latest, *_ in cases])
    return csr_array((faded, (index, rows)), shape=(len(cases), n_items))


def _ndcg(scores: Floats, targets: Ints) -> Doubles:
    """(n_cases,) 1 / log2(rank + 2) of each target, 0 beyond the first ten; ties count half."""
    own = scores[np.arange(len(targets)), targets][:, None]
    rank = (scores > own).sum(axis=1) + 0.5 * ((scores == own).sum(axis=1) - 1)
    return np.where(rank < PLACES, 1 / np.log2(rank + 2), 0.0)
