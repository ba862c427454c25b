"""One contender's way through the cases, and what it takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.errors import InvalidInput
from wellread.evaluation import peak
from wellread.evaluation.contenders import Contender
from wellread.evaluation.learning import Block, blocks
from wellread.evaluation.split import Split
from wellread.models.base import Ints

Tell = Callable[[str, int], None]
"""Called with what is being done and how many cases are done."""


class Answers(NamedTuple):
    """What one contender answered."""

    shown: Ints
    """(n_cases, k) catalogue rows, best first, -1 beyond the end of a shorter list."""
    seconds: dict[str, float]
    """Wall seconds of `fit`, `learn` and `lists`."""
    peak: float
    """MiB that the process held at most."""


def answer(
    contender: Contender, split: Split, catalogue: Catalogue, k: int, learning: int, tell: Tell
) -> Answers:
    """Fit, then fill a list for every case; block by block, with what was learnt until then.

    Args:
        contender: Who answers.
        split: What is asked.
        catalogue: The items.
        k: Places of a list.
        learning: Number of blocks, see `learning.blocks`.
        tell: Told of the progress.
    """
    peak.begin()
    seconds = {"fit": 0.0, "learn": 0.0, "lists": 0.0}
    shown = np.full((len(split), k), -1, np.int64)
    tell(f"{contender.name}: fitting", 0)
    with _added(seconds, "fit"):
        contender.fit(split.train, catalogue)
    for block in blocks(split, learning):
        if len(block.after):
            tell(f"{contender.name}: learning", block.start)
            with _added(seconds, "learn"):
                _learn(contender, block, catalogue)
        with _added(seconds, "lists"):
            own = contender.lists(block.split, k, _listing(contender.name, block.start, tell))
        shown[block.start : block.start + len(own)] = own
    return Answers(shown, seconds, peak.mebibytes())


def _learn(contender: Contender, block: Block, catalogue: Catalogue) -> None:
    """What happened before the block; whoever cannot learn on is fitted anew."""
    try:
        contender.learn(block.before, block.after, catalogue)
    except InvalidInput:
        contender.fit(block.known, catalogue)


def _listing(name: str, start: int, tell: Tell) -> Callable[[int], None]:
    return lambda done: tell(f"{name}: lists", start + done)


@contextmanager
def _added(seconds: dict[str, float], what: str) -> Iterator[None]:
    """The time that the inside takes."""
    begin = time.perf_counter()
    yield
    seconds[what] += time.perf_counter() - begin
