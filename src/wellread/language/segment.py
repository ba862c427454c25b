"""Words and features: what of a text is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from wellread.language.clean import clean
from wellread.language.detect import detect
from wellread.language.fold import fold
from wellread.language.scripts import HAN_RUN, HANGUL_RUN, RUN, UNSPACED
from wellread.language.stem import stem
from wellread.language.stop_words import NONE, STOP_WORDS, stop_words
from wellread.settings import Language

GRAM = "#"
"""Marks character n-grams, so that none can be mistaken for a word."""
_PARTICLES = frozenset("的了是在和与也都就我你他她它这那吗呢吧啊這與嗎")
"""Characters that are hardly ever part of a longer word."""
_ELIDING = frozenset({"fr", "it", "ca"})
"""Languages in which what stands before an apostrophe is a word of its own ("l'amour")."""
_UNSPACED_START = re.compile(f"[{UNSPACED}]")


def segment(text: str, language: str, settings: Language) -> list[str]:
    """The words of a clean `text`, folded, stemmed and without stop words as the settings say.

    Chinese is cut by jieba; kana, Thai, Lao, Khmer, Burmese and Tibetan become character bigrams.
    """
    stop, cut = settings.stop_words, settings.stem
    tokens: list[str] = []
    for run in RUN.finditer(text):
        kind = run.lastgroup
        if kind == "word":
            token = _word(run[0], language, stop, cut)
            if token:
                tokens.append(token)
        elif kind == "han":
            tokens += han_words(run[0], stop)
        elif kind == "unspaced":
            tokens += _bigrams(run[0])
        else:
            tokens.append(run[0])
    return tokens


def features(text: str, language: str, settings: Language) -> list[str]:
    """What the lexical encoder counts: words, pairs of neighbours "a b", and "#xy" for Han and Hangul.

    Returns:
        With repetitions. Only pairs hold a space, only character n-grams begin with "#".
    """
    tokens = segment(text, language, settings)
    found = list(tokens)
    if settings.bigrams:
        words = [t for t in tokens if t.isascii() or not _UNSPACED_START.match(t)]
        found += [f"{a} {b}" for a, b in pairwise(words)]
    if not text.isascii():
        found += [GRAM + pair for pair in _character_pairs(text, settings.stop_words)]
    return found


def inspect(text: str, settings: Language) -> list[tuple[str, object]]:
    """Each step of reading `text` and what came out of it, in order."""
    cleaned = clean(text, settings)
    language = detect(cleaned)
    return [
        ("clean", cleaned),
        ("language", language),
        ("tokens", segment(cleaned, language, settings)),
        ("features", features(cleaned, language, settings)),
    ]


def han_words(run: str, drop_stop_words: bool) -> list[str]:
    """The words of a run of Han characters."""
    import rjieba  # loads its dictionary on the first cut

    words: list[str] = rjieba.cut(run)
    return [word for word in words if word not in STOP_WORDS["zh"]] if drop_stop_words else words


@lru_cache(maxsize=200_000)
def _word(raw: str, language: str, drop_stop_words: bool, cut: bool) -> str:
    """The form of one word that is counted; "" for a stop word."""
    word = raw.casefold().replace("’", "'")
    if language in _ELIDING and "'" in word:
        word = word.rpartition("'")[2]
    if word in (stop_words(language) if drop_stop_words else NONE):
        return ""
    # Snowball needs the accents, so they are folded after it.
    return fold(stem(word, language) if cut else word).replace("'", "")


def _bigrams(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def _character_pairs(text: str, drop_stop_words: bool) -> Iterator[str]:
    """Bigrams over whole runs: they bridge differences in how jieba cuts two texts."""
    empty = _PARTICLES if drop_stop_words else NONE
    for pattern in (HAN_RUN, HANGUL_RUN):
        for run in pattern.findall(text):
            yield from (a + b for a, b in pairwise(run) if a not in empty and b not in empty)
