"""Statements: the stretches of a sentence that bound something, and what is said in the rest of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from wellread.language.scripts import HAN_RUN, RUN
from wellread.language.wishes.amounts import Amount, amounts
from wellread.language.wishes.constraints import Constraints, longest, negated
from wellread.language.wishes.critiques import Critique, critiques
from wellread.language.wishes.cues import NAME
from wellread.language.wishes.fields import Fields, label
from wellread.language.wishes.language_names import Spoken, spoken
from wellread.language.wishes.years import Years, years

_ONLY = re.compile(
    r"\b(?:only|just|exclusively|nothing but|must be|has to be)\b(?: (?:want|watch|read|an?|some)){0,4}"
    r"|(?:只要|只看|只想看|只读|仅限|必须是|一定要是)",
    re.IGNORECASE,
)
_SOFT = re.compile(r"(?:\bless|\bfewer|少|不太|不那么|那么|太)[ ]?$", re.IGNORECASE)
_SOFT_INSIDE = re.compile(r" ?(?:too|so|very|that|overly|quite|as|much|太|那么|这么)\b", re.IGNORECASE)
_LONGEST_LABEL = 3
"""Words of the longest tag that is looked for."""
_REACH = 24
"""Characters behind "only" in which what is wanted must stand."""

_READ = 5_000
"""Characters in which bounds are looked for."""

Value = tuple[str, str]
"""A column and one of its values."""


class Statements(NamedTuple):
    """What was found in a text, in order of place."""

    bounds: list[tuple[int, int, Years | Amount | Spoken | Critique]]
    """Stretches that say nothing else."""
    words: list[Critique]
    """Critiques in words: of what there should be more or less."""

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Stretches whose words are matched with no item's text."""
        replaced = [(one.start, one.end) for one in self.words if one.replaces]
        return sorted([*((start, end) for start, end, _ in self.bounds), *replaced])


def statements(text: str, names: Sequence[tuple[int, int]]) -> Statements:
    """What the beginning of a clean `text` bounds, outside of the spans `names`: wishes are short."""
    masked = masked_names(text, names)[:_READ]
    said: list[tuple[int, int, Years | Amount | Spoken | Critique]] = []
    said += [(one.start, one.end, one) for one in years(masked)]
    said += [(one.start, one.end, one) for one in amounts(masked)]
    said += [(one.start, one.end, one) for one in spoken(masked)]
    every = list(critiques(masked))
    said += [(one.start, one.end, one) for one in every if one.kind == "lean"]
    bounds = [span for span in longest(said) if span[1] > span[0]]
    taken = {place for start, end, _ in bounds for place in range(start, end)}
    words = longest((one.start, one.end, one) for one in every if one.kind != "lean")
    return Statements(bounds, [one for start, end, one in words if taken.isdisjoint(range(start, end))])


def masked_names(text: str, names: Sequence[tuple[int, int]]) -> str:
    """`text` with each character of a name replaced by `NAME`."""
    chars = list(text.replace("’", "'"))
    for start, end in names:
        chars[start:end] = NAME * (end - start)
    return "".join(chars)


def apply(
    found: Statements, text: str, rows: Mapping[int, int], liked: Sequence[tuple[int, int]], held: Constraints
) -> None:
    """Put what was stated into constraints.

    Args:
        found: Of `text`.
        text: Clean, its names masked.
        rows: Where a name starts -> the row of its item.
        liked: (start, row) of the names that are for what is wanted, in order.
        held: Takes the constraints.
    """
    for start, end, one in found.bounds:
        said = text[start:end].replace(NAME, "").strip(" ,，")
        against = negated(text, start)
        if isinstance(one, Years):
            held.years(one.interval, said, against)
        elif isinstance(one, Amount):
            held.bound(one.attribute, one.tests, said, against)
        elif isinstance(one, Spoken):
            held.language(one.code, said, against)
        elif one.attribute:
            held.lean(one.attribute, one.direction, said, _anchor(one, rows, liked))


def _anchor(one: Critique, rows: Mapping[int, int], liked: Sequence[tuple[int, int]]) -> int | None:
    """The row of what a critique compares with: what it names, else what was liked last before it."""
    if one.than == -1:
        before = [row for at, row in liked if at < one.start]
        return next(reversed(before or [row for _, row in liked]), None)
    return rows.get(one.than)


def excluded(text: str, start: int, end: int, fields: Fields) -> Iterator[Sequence[Value]]:
    """The tags and categories that the negative clause from `start` to `end` names.

    "less", "not too" and the like ask for less of something, not for none.
    """
    if not _SOFT.search(text[max(0, start - 12) : start]) and not _SOFT_INSIDE.match(text, start, end):
        yield from labels(text[start:end], fields)


def required(text: str, fields: Fields) -> Iterator[Sequence[Value]]:
    """The tags and categories that are asked for alone: "only comedies"."""
    for only in _ONLY.finditer(text):
        found = next(labels(text[only.end() : only.end() + _REACH], fields, first=True), None)
        if found:
            yield found


def labels(text: str, fields: Fields, first: bool = False) -> Iterator[Sequence[Value]]:
    """The tags and categories that `text` names exactly.

    Args:
        text: Clean.
        fields: Knows them.
        first: Only what it begins with.
    """
    if not fields.values:
        return
    words = [(run[0], run.lastgroup, run.start()) for run in RUN.finditer(text)]
    at = 0
    while at < len(words):
        word, kind, _ = words[at]
        taken = 1
        if kind == "han" or HAN_RUN.search(word):
            yield from _han_labels(word, fields, first)
        else:
            for taken in range(min(_LONGEST_LABEL, len(words) - at), 0, -1):
                stop = words[at + taken - 1]
                phrase = text[words[at][2] : stop[2] + len(stop[0])]
                if found := fields.values.get(label(phrase)):
                    yield found
                    break
        if first:
            return
        at += taken


def _han_labels(run: str, fields: Fields, first: bool) -> Iterator[Sequence[Value]]:
    at = 0
    while at < len(run):
        for length in range(min(6, len(run) - at), 1, -1):
            if found := fields.values.get(run[at : at + length]):
                yield found
                at += length - 1
                break
        if first:
            return
        at += 1
