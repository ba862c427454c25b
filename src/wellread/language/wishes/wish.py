"""Wishes: what a sentence asks for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from typing import Any

from wellread.language.clean import clean
from wellread.language.common_words import GENERIC
from wellread.language.detect import detect
from wellread.language.fold import fold
from wellread.language.naming.mentions import Mention, NameIndex
from wellread.language.scripts import RUN
from wellread.language.segment import han_words
from wellread.language.stop_words import STOP_WORDS, stop_words
from wellread.language.wishes.constraints import Constraints, Filter
from wellread.language.wishes.fields import Fields
from wellread.language.wishes.polarity import Clause, clauses
from wellread.language.wishes.statements import (
    Statements,
    apply,
    excluded,
    masked_names,
    required,
    statements,
)
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
    filter: Filter = field(default_factory=dict)
    """What was bound, in the catalogue's filter language: {"year": {"lt": 2000}}."""
    leans: tuple[tuple[str, int], ...] = ()
    """(column, 1 or -1): more of it is better, or less, and nothing says than what."""
    more: tuple[str, ...] = ()
    """Words of which there should be more: "funnier". They are among `words` too."""
    less: tuple[str, ...] = ()
    """Words of which there should be less: "less violent". They are among `avoid` too."""
    notes: tuple[str, ...] = ()
    """What was said and could not be applied."""

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it: lists for tuples, named fields for mentions."""
        plain = {
            key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()
        }
        return plain | {"mentions": [mention._asdict() for mention in self.mentions]}


def read_wish(text: str, names: NameIndex, settings: Language, fields: Fields | None = None) -> Wish:
    """Understand `text`, whatever it is: an empty text is an empty wish.

    Args:
        text: What somebody wrote.
        names: Finds the items that it names.
        settings: How texts are cleaned.
        fields: The columns that can be bound; None: nothing is, and words of bounds are words like others.
    """
    text = clean(text, settings)
    language = detect(text)
    mentions = names.find(text)
    spans = [(mention.start, mention.end) for mention in mentions]
    stated = Statements([], []) if fields is None else statements(text, spans)
    parts = clauses(text, spans)
    inside = _inside(parts, mentions)
    avoid: dict[str, None] = {}
    words: list[str] = []
    silent = sorted([*spans, *stated.spans])
    for number, part in enumerate(parts):
        if part.polarity > 0:
            words += _content(_between(text, part, silent), language)
        elif number not in inside:
            avoid |= dict.fromkeys(_content(_between(text, part, silent), language))
    verdicts = _verdicts((m, parts[number].polarity) for number, found in inside.items() for m in found)
    wish = Wish(
        text,
        language,
        likes=tuple((row, name, weight) for row, (name, weight) in verdicts.items() if weight > 0),
        dislikes=tuple((row, name, -weight) for row, (name, weight) in verdicts.items() if weight < 0),
        avoid=tuple(avoid),
        words=" ".join(words),
        mentions=tuple(mentions),
    )
    if fields is None:
        return wish
    against = [part for number, part in enumerate(parts) if part.polarity < 0 and number not in inside]
    return _bounded(wish, stated, against, fields)


def _bounded(wish: Wish, stated: Statements, against: Sequence[Clause], fields: Fields) -> Wish:
    """The wish with what was stated of columns, and of more and less.

    Args:
        wish: The rest of what was said.
        stated: Found in its text.
        against: Clauses that say what is not wanted.
        fields: The columns.
    """
    text = masked_names(wish.text, [(mention.start, mention.end) for mention in wish.mentions])
    held = Constraints(fields)
    liked = {row for row, _, weight in wish.likes}
    rows = [(mention.start, mention.row) for mention in wish.mentions]
    apply(stated, text, dict(rows), [(start, row) for start, row in rows if row in liked], held)
    for values in required(text, fields):
        held.require(values)
    for part in against:
        for values in excluded(text, part.start, part.end, fields):
            held.exclude(values)
    more = dict.fromkeys(one.word for one in stated.words if one.kind == "more")
    less = dict.fromkeys(one.word for one in stated.words if one.kind == "less")
    known = set(wish.words.split())
    added = [word for word in more if word not in known]
    return replace(
        wish,
        filter=held.filter(),
        leans=tuple(held.leans.items()),
        more=tuple(more),
        less=tuple(less),
        avoid=tuple(dict.fromkeys([*wish.avoid, *less])),
        words=" ".join([wish.words, *added]).strip(),
        notes=tuple(held.notes),
    )


def _inside(parts: Sequence[Clause], mentions: Iterable[Mention]) -> dict[int, list[Mention]]:
    """Number of a clause -> the mentions in it."""
    starts = [part.start for part in parts]
    inside: dict[int, list[Mention]] = {}
    for mention in mentions:
        inside.setdefault(bisect_right(starts, mention.start) - 1, []).append(mention)
    return inside


def _verdicts(judged: Iterable[tuple[Mention, float]]) -> dict[int, tuple[str, float]]:
    """Row -> name and signed weight; the last verdict on an item counts, a mere mention changes none."""
    found: dict[int, tuple[str, float]] = {}
    for mention, polarity in judged:
        if mention.row not in found or abs(polarity) >= abs(found[mention.row][1]):
            found[mention.row] = mention.name, polarity
    return found


def _between(text: str, part: Clause, silent: Iterable[tuple[int, int]]) -> str:
    """The text of a clause without the stretches `silent`, which are sorted and overlap none."""
    kept, at = [], part.start
    for start, end in silent:
        if end > at and start < part.end:
            kept.append(text[at : max(start, at)])
            at = min(end, part.end)
    return " ".join([*kept, text[at : part.end]])


def content(text: str) -> str:
    """The words of a search that say something; all of it where none does."""
    return " ".join(_content(text, detect(text))) or text


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
