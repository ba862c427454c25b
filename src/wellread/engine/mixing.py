"""How much vectors count beside words in how alike items are: chosen on what people chose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.sparse import csr_array

from wellread.catalogue.catalogue import Catalogue
from wellread.catalogue.meaning import SHARE, Mix
from wellread.engine.set_apart import set_apart
from wellread.language.encoders.whitening import WHOLE
from wellread.models.base import Doubles, Floats, Interactions, Ints
from wellread.settings import Encoder

POWERS = (0.5, 0.25, 0.0)
"""Of whitening."""
SAMPLE, NEIGHBOURS = 300, 50
"""Items whose neighbours are compared, and how many of each."""
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
    """Choose how the vectors count beside words; without vectors nothing, with few choices only their scale.

    The share of the settings, if there is one, else `SHARE` unless another is better beyond doubt; the power
    of whitening that goes best with it; and the scale at which vectors and words find neighbours equally
    alike, so that how much texts count beside behaviour need not be tuned for each encoder.
    """
    if catalogue.meaning is None:
        return
    shares = SHARES if settings.share is None else (0.0, settings.share)
    mixes = [Mix(share, scale(catalogue, power), power) for power in POWERS for share in shares]
    gains = foretold(catalogue, log, mixes)
    if len(gains) < FEWEST:
        share = SHARE if settings.share is None else settings.share
        catalogue.mix(Mix(share, scale(catalogue, WHOLE), WHOLE))
    elif settings.share is None:
        catalogue.mix(mixes[best(gains, SHARES.index(SHARE))])  # whitened whole: the first power
    else:
        own = [place for place, mix in enumerate(mixes) if mix.share == settings.share]
        catalogue.mix(mixes[own[int(gains[:, own].mean(axis=0).argmax())]])


def best(gains: Doubles, usual: int) -> int:
    """The column with the highest mean, if it beats that of the usual mix by two standard errors; else that.

    Texts alone foretell little, so few differences are certain. Where they are not, a mix is the safer guess:
    beside behaviour words and vectors complete each other, also where neither is better alone.

    Args:
        gains: (n_cases, n_mixes)
        usual: Column of the mix that is taken without evidence.
    """
    leading = int(gains.mean(axis=0).argmax())
    ahead = gains[:, leading] - gains[:, usual]
    return leading if ahead.mean() > 2 * ahead.std() / np.sqrt(len(ahead)) else usual


def scale(catalogue: Catalogue, power: float) -> float:
    """Mean likeness of neighbours by words over that by vectors, of a sample of items."""
    assert catalogue.meaning is not None
    words, dense = catalogue.vectors, catalogue.meaning.as_whitened(power)[: len(catalogue)]
    told = np.flatnonzero((np.diff(words.indptr) > 0) & dense.any(axis=1))
    rows = np.random.default_rng(0).permutation(told)[:SAMPLE]
    if len(rows) <= NEIGHBOURS:
        return 1.0
    lexical, meant = (words[rows] @ words.T).toarray(), dense[rows] @ dense.T
    ratio = _near(lexical) / max(_near(meant), 1e-9)
    return float(np.clip(ratio, 0.1, 10.0))


def _near(likeness: Floats) -> float:
    """Mean likeness of each row's nearest, itself apart."""
    near = np.partition(likeness, -NEIGHBOURS - 1, axis=1)[:, -NEIGHBOURS - 1 :]
    return float((near.sum(axis=1) - near.max(axis=1)).mean()) / NEIGHBOURS


def foretold(catalogue: Catalogue, log: Interactions, mixes: Sequence[Mix]) -> Doubles:
    """NDCG@10 of people's choices among all items new to them, by the texts of what they chose before.

    Behaviour plays no part in the scores, so each choice stands for that of an item nobody has touched. Only
    choices of items that are set apart count: an encoder that was tuned on this log has not seen them chosen.

    Returns:
        (n_cases, n_mixes)
    """
    assert catalogue.meaning is not None
    n, meaning = len(catalogue), catalogue.meaning
    dense = {power: meaning.as_whitened(power)[:n] for power in dict.fromkeys(mix.power for mix in mixes)}
    words, columns = catalogue.vectors, csr_array(catalogue.vectors.T)
    found = [np.zeros((0, len(mixes)))]
    for rows, weights, targets in _blocks(log, n):
        lexical = np.asarray(((weights @ words) @ columns).toarray(), np.float32)
        meant = {power: np.asarray((weights @ own) @ own.T, np.float32) for power, own in dense.items()}
        gains = []
        for share, factor, power in mixes:
            scores = (1 - share) * lexical + np.float32(share * factor) * meant[power]
            scores[rows] = -np.inf
            gains.append(_ndcg(scores, targets))
        found.append(np.stack(gains, axis=1))
    return np.concatenate(found)


def _blocks(log: Interactions, n_items: int) -> Iterator[tuple[tuple[Ints, Ints], csr_array, Ints]]:
    """Places (case, row) of what was chosen before, weights (n_cases, n_items) of it, and what came then."""
    positive = log.where((log.weights > 0) & (log.items < n_items))
    begins = np.searchsorted(positive.users, positive.users)
    places = np.flatnonzero(set_apart(positive.items) & (np.arange(len(positive)) > begins))
    drawn = np.random.default_rng(0).permutation(places)
    drawn = drawn[np.unique(positive.users[drawn], return_index=True)[1]][:CASES]
    for block in range(0, len(drawn), BLOCK):
        cases = [
            (
                positive.items[max(begin, end - LATEST) : end],
                positive.items[begin:end],
                int(positive.items[end]),
            )
            for begin, end in zip(
                begins[drawn[block : block + BLOCK]], drawn[block : block + BLOCK], strict=True
            )
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
