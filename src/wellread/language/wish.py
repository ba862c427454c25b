"""Wishes: what a sentence asks for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from wellread.language.clean import clean
from wellread.language.common_words import GENERIC
from wellread.language.detect import detect
from wellread.language.fold import fold
from wellread.language.mentions import Mention, NameIndex
from wellread.language.polarity import Clause, clauses
from wellread.language.scripts import RUN
from wellread.language.segment import han_words
from wellread.language.stop_words import STOP_WORDS, stop_words
from wellread.language.word_set import word_set
from wellread.settings import Language

Named = tuple[int, str, float]
"""Row of an item, its name, and how much is said for (or against) it: 0 < weight <= 1."""
_LEFTOVERS = word_set(
    """
    good great best nice favorite favorites favourite favourites hi hello hey thanks thank lot lots know think
    feel watch watching see read similar suggest recommend looking want 好 好的 你好 谢谢 知道 觉得 看 读 想看
    类似 推荐 喜欢
    """
)
"""Words of courtesy, praise and asking that are in every wish and in no description."""
_GLUED = re.compile(r"(?<=..)(?:电影|電影|影片)$")
"""jieba leaves "科幻电影" whole."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was understood of a text."""

    text: str = ""
    """Cleaned."""
    language: str = ""
    likes: tuple[Named, ...] = ()
    """Weight 1: said to be liked, or to be like what is wanted; .5: only mentioned."""
    dislikes: tuple[Named, ...] = ()
    """Weights are positive here too."""
    avoid: tuple[str, ...] = ()
    """Words of negative clauses that name no item: "no horror"."""
    words: str = ""
    """The rest, less names, cues, stop words and words like "film": what is matched with the items' texts."""
    mentions: tuple[Mention, ...] = ()
    """Where the items are named in `text`."""

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it: lists for tuples, named fields for mentions."""
        plain = {
            key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()
        }
        return plain | {"mentions": [mention._asdict() for mention in self.mentions]}


def read_wish(text: str, names: NameIndex, settings: Language) -> Wish:
    """Understand `text`, whatever it is: an empty text is an empty wish."""
    text = clean(text, settings)
    language = detect(text)
    mentions = names.find(text)
    parts = clauses(text, [(m.start, m.end) for m in mentions])
    starts = [part.start for part in parts]
    inside: dict[int, list[Mention]] = {}
    for mention in mentions:
        inside.setdefault(bisect_right(starts, mention.start) - 1, []).append(mention)
    avoid: dict[str, None] = {}
    words: list[str] = []
    for number, part in enumerate(parts):
        if part.polarity > 0:
            words += _content(_between(text, part, inside.get(number, [])), language)
        elif number not in inside:
            avoid |= dict.fromkeys(_content(text[part.start : part.end], language))
    verdicts = _verdicts((m, parts[number].polarity) for number, found in inside.items() for m in found)
    return Wish(
        text,
        language,
        likes=tuple((row, name, weight) for row, (name, weight) in verdicts.items() if weight > 0),
        dislikes=tuple((row, name, -weight) for row, (name, weight) in verdicts.items() if weight < 0),
        avoid=tuple(avoid),
        words=" ".join(words),
        mentions=tuple(mentions),
    )


def _verdicts(judged: Iterable[tuple[Mention, float]]) -> dict[int, tuple[str, float]]:
    """Row -> name and signed weight; the last verdict on an item counts, a mere mention changes none."""
    found: dict[int, tuple[str, float]] = {}
    for mention, polarity in judged:
        if mention.row not in found or abs(polarity) >= abs(found[mention.row][1]):
            found[mention.row] = mention.name, polarity
    return found


def _between(text: str, part: Clause, mentions: Iterable[Mention]) -> str:
    """The text of a clause without the names in it."""
    kept, at = [], part.start
    for mention in mentions:
        kept.append(text[at : mention.start])
        at = mention.end
    return " ".join([*kept, text[at : part.end]])


def _content(text: str, language: str) -> Iterator[str]:
    """The words that say something, as they were written but for case."""
    empty = _empty(language)
    for run in RUN.finditer(text):
        words = han_words(run[0], drop_stop_words=True) if run.lastgroup == "han" else [run[0]]
        for word in words:
            plain = _GLUED.sub("", word.casefold().replace("’", "'"))
            if plain not in empty and fold(plain) not in empty:
                yield plain


@lru_cache
def _empty(language: str) -> frozenset[str]:
    return stop_words(language) | STOP_WORDS["en"] | GENERIC | _LEFTOVERS
