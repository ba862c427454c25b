"""Wishes: what a sentence asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
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
from wellread.settings import Language

Named = tuple[int, str, float]
"""Row of an item, its name, and how much is said for (or against) it: 0 < weight <= 1."""
_LEFTOVERS = frozenset("good great best nice favorite favorites favourite favourites hi hello hey thanks thank 好 好的 你好 谢谢".split())
"""Words of courtesy and praise that are in every wish and in no description."""


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
    """The rest, without names, cues, stop words and words like "film": what is matched with the items' texts."""
    mentions: tuple[Mention, ...] = ()
    """Where the items are named in `text`."""

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it: lists for tuples, named fields for mentions."""
        plain = {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}
        return plain | {"mentions": [mention._asdict() for mention in self.mentions]}


def read_wish(text: str, names: NameIndex, settings: Language) -> Wish:
    """Understand `text`, whatever it is: an empty text is an empty wish."""
    text = clean(text, settings)
    language = detect(text)
    mentions = names.find(text)
    parts = clauses(text, [(m.start, m.end) for m in mentions])
    verdicts = _verdicts(mentions, parts)
    named = {(part.start, part.end) for part in parts for m in mentions if part.start <= m.start < part.end}
    avoid = [
        word
        for part in parts
        if part.polarity < 0 and (part.start, part.end) not in named
        for word in _content(text[part.start : part.end], language)
    ]
    words = [word for part in parts if part.polarity > 0 for word in _content(_between(text, part, mentions), language)]
    return Wish(
        text,
        language,
        likes=tuple((row, name, weight) for row, (name, weight) in verdicts.items() if weight > 0),
        dislikes=tuple((row, name, -weight) for row, (name, weight) in verdicts.items() if weight < 0),
        avoid=tuple(dict.fromkeys(avoid)),
        words=" ".join(words),
        mentions=tuple(mentions),
    )


def _verdicts(mentions: Sequence[Mention], parts: Sequence[Clause]) -> dict[int, tuple[str, float]]:
    """Row -> name and signed weight; the last verdict on an item counts, a mere mention changes none."""
    found: dict[int, tuple[str, float]] = {}
    for mention in mentions:
        polarity = next(part.polarity for part in parts if part.start <= mention.start < part.end)
        if mention.row not in found or abs(polarity) >= abs(found[mention.row][1]):
            found[mention.row] = mention.name, polarity
    return found


def _between(text: str, part: Clause, mentions: Iterable[Mention]) -> str:
    """The text of a clause without the names in it."""
    kept, at = [], part.start
    for mention in mentions:
        if part.start <= mention.start < part.end:
            kept.append(text[at : mention.start])
            at = mention.end
    return " ".join([*kept, text[at : part.end]])


def _content(text: str, language: str) -> Iterator[str]:
    """The words that say something, as they were written but for case."""
    empty = stop_words(language) | STOP_WORDS["en"]
    for run in RUN.finditer(text):
        words = han_words(run[0], drop_stop_words=True) if run.lastgroup == "han" else [run[0]]
        for word in words:
            plain = fold(word)
            if not {plain, word.casefold().replace("’", "'")} & (empty | GENERIC | _LEFTOVERS):
                yield word.casefold()
