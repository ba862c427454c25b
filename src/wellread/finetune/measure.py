"""What tuning an encoder did: items found by their texts alone, before and after, known ones and new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Self

import numpy as np
from scipy.sparse import csr_array

from wellread.catalogue.catalogue import Catalogue
from wellread.domain import Item
from wellread.evaluation.contenders import ModelContender
from wellread.evaluation.results import Results
from wellread.evaluation.run import evaluate
from wellread.evaluation.split import Split
from wellread.evaluation.splits.cold_items import cold_items
from wellread.evaluation.splits.replay import replay
from wellread.language.encoders.whitening import Whitening
from wellread.language.lexical import LexicalEncoder
from wellread.models.base import Floats, Interactions
from wellread.models.content import Content
from wellread.settings import Settings

CASES = 5_000
"""Cases asked of each split at most."""


class Splits(NamedTuple):
    """What is asked of an encoder, and what it may be tuned on."""

    warm: Split
    """Later choices of items that people chose before."""
    cold: Split
    """Later choices of items that are held out of all behaviour."""

    @property
    def train(self) -> Interactions:
        """The early events on items that are not held out: of nothing else may anything be learnt."""
        return self.cold.train


def splits(
    log: Interactions, settings: Settings, share: float = 0.2, items: float = 0.15, seed: int = 0
) -> Splits:
    """Hold out a share of the items, and the last share of the events.

    Args:
        log: Every event, in order of person and time.
        settings: How profiles fade.
        share: Part of the events, the last in time, that is asked for.
        items: Part of the items that is held out.
        seed: Another seed, other items.

    Raises:
        InvalidInput: too little is left to learn from or to ask for.
    """
    cold = cold_items(log, settings.events, share, items=items, seed=seed)
    later = replay(log, settings.events, share)
    targets = np.concatenate(list(later.targets))
    known = np.isin(targets, cold.train.items) & (later.activity > 0)
    some = np.array([len(profile.rows) > 0 for profile in cold.profiles], bool)
    return Splits(later.where(known).sample(CASES), cold.where(some).sample(CASES))


def measure(
    vectors: Mapping[str, Floats],
    items: Sequence[Item],
    documents: Sequence[str],
    cut: Splits,
    settings: Settings,
) -> dict[str, Results]:
    """How well choices are foretold by likeness of texts, as each encoder sees it and as words alone do.

    Args:
        vectors: Name of an encoder -> (n_items, d) float32, not whitened. All are compared with the first.
        items: (n_items,) by catalogue row.
        documents: (n_items,) their texts.
        cut: What is asked.
        settings: How texts are compared.

    Returns:
        "warm" and "cold" -> NDCG@10 with intervals over people.
    """
    lexical = Catalogue.of(items, LexicalEncoder(settings.language))
    lexical.fit(documents)
    contenders = [_Reader(name, _dense(items, found, settings), settings) for name, found in vectors.items()]
    contenders.append(_Reader("words", lexical, settings))
    asked = {"warm": cut.warm, "cold": cut.cold}
    return {name: evaluate(contenders, split, lexical, ["ndcg@10"]) for name, split in asked.items()}


class _Reader(ModelContender):
    """`content` on a catalogue of its own."""

    def __init__(self, name: str, catalogue: Catalogue, settings: Settings) -> None:
        super().__init__(name, lambda: Content(settings.models.content))
        self._catalogue = catalogue

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        return super().fit(log, self._catalogue)


def _dense(items: Sequence[Item], vectors: Floats, settings: Settings) -> Catalogue:
    catalogue = Catalogue(LexicalEncoder(settings.language))
    rows: list[tuple[int, Item]] = list(enumerate(items))
    catalogue.put(rows, encode=False)
    catalogue.load_vectors(csr_array(Whitening.fit(vectors).apply(vectors)))
    return catalogue
