from __future__ import annotations

import numpy as np
from tests.encoders import CONCEPTS, Concepts, Memory

from wellread.catalogue.catalogue import Catalogue, document
from wellread.catalogue.meaning import SHARE, Meaning, Mix
from wellread.domain import Item
from wellread.engine import mixing
from wellread.engine.set_apart import set_apart
from wellread.language.encoders.cached import Cached
from wellread.language.lexical import LexicalEncoder
from wellread.models.base import NOTHING, Interactions
from wellread.settings import Encoder, Language

KINDS = [words[:3] for words in CONCEPTS.values()]


def world(by_meaning: bool) -> tuple[Catalogue, Interactions]:
    """60 items of 4 concepts with words of no use, or the other way round; people stay with one kind."""
    rng = np.random.default_rng(0)
    noise = [f"w{number}" for number in range(12)]
    items = []
    for row in range(60):
        concept = KINDS[row % 4][row // 4 % 3]
        word = noise[rng.integers(12)] if by_meaning else noise[row % 4]
        shown = concept if by_meaning else KINDS[rng.integers(4)][rng.integers(3)]
        items.append(Item(id=str(row), title=f"{word} {shown}"))
    catalogue = Catalogue.of(items, LexicalEncoder(Language(bigrams=False)))
    catalogue.meaning = Meaning.fit([document(i) for i in items], Cached(Concepts(), Memory()))
    people = [rng.permutation(np.arange(kind % 4, 60, 4))[:6] for kind in range(300)]
    return catalogue, Interactions.of_histories(people)


def test_vectors_that_foretell_better_count_for_more() -> None:
    catalogue, log = world(by_meaning=True)
    mixing.settle(catalogue, log, Encoder())
    assert catalogue.meaning is not None
    assert catalogue.meaning.mix.share >= SHARE


def test_vectors_that_foretell_nothing_do_not_count() -> None:
    catalogue, log = world(by_meaning=False)
    mixing.settle(catalogue, log, Encoder())
    assert catalogue.meaning is not None
    assert catalogue.meaning.mix.share <= 0.1


def test_a_share_in_the_settings_is_taken_and_too_few_choices_change_nothing() -> None:
    catalogue, log = world(by_meaning=True)
    assert catalogue.meaning is not None
    mixing.settle(catalogue, NOTHING, Encoder())
    assert catalogue.meaning.mix.share == SHARE
    mixing.settle(catalogue, log, Encoder(share=0.15))
    assert catalogue.meaning.mix.share == 0.15
    catalogue.meaning = None
    mixing.settle(catalogue, log, Encoder())


def test_what_was_chosen_before_is_not_foretold() -> None:
    """Two items alike, one known: the other comes first, whatever the share."""
    target = int(np.flatnonzero(set_apart(np.arange(30)))[0])
    titles = ["a rocket" if row in (target, target + 1) else "a kiss" for row in range(30)]
    items = [Item(id=str(row), title=title) for row, title in enumerate(titles)]
    catalogue = Catalogue.of(items, LexicalEncoder(Language()))
    catalogue.meaning = Meaning.fit([document(i) for i in items], Cached(Concepts(), Memory()))
    mixes = [Mix(share, 1.0, power) for share in mixing.SHARES for power in mixing.POWERS]
    gains = mixing.foretold(catalogue, Interactions.of_histories([[target + 1, target]] * 2), mixes)
    assert gains.shape == (2, len(mixes))
    np.testing.assert_allclose(gains, 1.0)


def test_the_best_mix_must_beat_the_usual_one_by_more_than_chance() -> None:
    rng = np.random.default_rng(1)
    base = rng.random((200, 1))
    noise = np.hstack([base, base + 0.001 * rng.standard_normal((200, 1))])
    noise[:, 1] += base[:, 0].mean() - noise[:, 1].mean() + 1e-6  # ahead by a millionth
    assert mixing.best(noise, 0) == 0
    assert mixing.best(noise, 1) == 1
    assert mixing.best(np.hstack([base, base + 0.1]), 0) == 1
