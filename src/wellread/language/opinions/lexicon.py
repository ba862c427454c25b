"""Praise and blame counted word by word: how reviews are read before there are any to learn from."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import NamedTuple, Self

from wellread.language.opinions import lexicon_chinese, lexicon_english
from wellread.language.scripts import HAN_RUN

STRENGTH = {"good": 1.0, "bad": -1.0}
DEGREE = {"not": -0.7, "more": 1.5, "less": 0.5}
"""What a word makes of the next one: "not good" is not as bad as "bad"."""
SLOPE = 0.9
"""Of the logistic function from the sum of words to how likely it is praise."""
_BREAK = re.compile(r"[.,;:!?，。；：！？、…\n]")
"""What no denial reaches across."""


class Praise(NamedTuple):
    """What the words of a text add up to."""

    total: float
    """Words of praise (+1) less words of blame (-1), each as it is denied or stressed."""
    words: int
    """How many there are."""

    @property
    def likely(self) -> float:
        """How likely the text is praise; .5 without any word."""
        return 1 / (1 + math.exp(-SLOPE * max(min(self.total, 20.0), -20.0)))


def praise(text: str) -> Praise:
    """How far a text, as `clean` leaves it, praises or blames."""
    english = _ENGLISH.read(text.lower().replace("’", "'"))
    chinese = _CHINESE.read(text) if HAN_RUN.search(text) else Praise(0.0, 0)
    return Praise(english.total + chinese.total, english.words + chinese.words)


class _Lexicon(NamedTuple):
    kinds: Mapping[str, str]
    pattern: re.Pattern[str]
    reach: int
    """Characters within which a denial or a degree finds its word."""

    @classmethod
    def of(cls, kinds: Mapping[str, frozenset[str]], edge: str, reach: int) -> Self:
        """All words in one expression, longer ones first, whichever kind they are of."""
        words = {word: kind for kind, own in kinds.items() for word in own}
        longest = sorted(words, key=lambda word: (-len(word), word))
        return cls(words, re.compile(f"{edge}(?:{'|'.join(map(re.escape, longest))}){edge}"), reach)

    def read(self, text: str) -> Praise:
        total, met, factor, end = 0.0, 0, 1.0, 0
        for found in self.pattern.finditer(text):
            kind = self.kinds[found[0]]
            if found.start() > end + self.reach or _BREAK.search(text, end, found.start()):
                factor = 1.0
            end = found.end()
            if kind in STRENGTH:
                total, met, factor = total + STRENGTH[kind] * factor, met + 1, 1.0
            else:
                factor *= DEGREE.get(kind, 1.0)
        return Praise(total, met)


_ENGLISH = _Lexicon.of(
    {
        "good": lexicon_english.GOOD, "bad": lexicon_english.BAD, "more": lexicon_english.MORE,
        "less": lexicon_english.LESS, "not": lexicon_english.NOT, "neither": lexicon_english.NEITHER,
    }, r"\b", 25,
)  # fmt: skip
_CHINESE = _Lexicon.of(
    {
        "more": lexicon_chinese.MORE, "less": lexicon_chinese.LESS, "good": lexicon_chinese.GOOD,
        "bad": lexicon_chinese.BAD, "not": lexicon_chinese.NOT, "neither": lexicon_chinese.NEITHER,
    }, "", 5,
)  # fmt: skip
