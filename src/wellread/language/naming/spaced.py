"""Names in running text of scripts with spaces: runs of words that spell a known name, or nearly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from wellread.language.naming.names import Entry, NameTable
from wellread.language.naming.titles import ARTICLES
from wellread.language.wishes.evidence import Words, known
from wellread.language.wishes.lists import Place, Run, listed
from wellread.language.word_set import word_set

_LEAST_LETTERS = 6
"""Of what may be a misspelt name, spaces not counted."""
_LONGEST_TYPO = 16
"""Words."""
_MOST_TYPOS = 24
"""Runs of words of one text that are compared with misspelt names."""
_CONNECTORS = word_set("of the and or in a an to for on with at from by de la le du del von s")
_LEAST_LISTED = 5
"""Letters of a name of one word in a list without capitals."""
_BRACKETED_YEAR = re.compile(r"\s*\((\d{4})\)")


class Hit(NamedTuple):
    """A span of the text that names items."""

    start: int
    end: int
    entries: Sequence[Entry]
    exact: bool


Free = Callable[[int, int], bool]
"""Whether no name has been found in a span yet."""


def exact_hits(words: Words, table: NameTable) -> Iterator[Hit]:
    """Every run of words that spells a name and is meant as one; runs may overlap."""
    tokens, lists = words.tokens, listed(words)
    for i, token in enumerate(tokens):
        for head in (token.key,) if token.key == token.bare else (token.key, token.bare):
            for length in table.lengths(head):
                j = i + length
                if j <= len(tokens) and (entries := _entries(words, table, (i, j), lists)):
                    yield _hit(words, i, j, entries, exact=True)


def typo_hits(words: Words, table: NameTable, similarity: float, free: Free) -> Iterator[Hit]:
    """Runs that nearly spell a name: capitalised words not all in names yet, or members of lists.

    They do not overlap one another; a name found before in a part of one was too short.
    """
    lists = listed(words)
    tried = done = 0
    for i, j in sorted({*_titled_runs(words), *lists}, key=lambda run: (run[0], -run[1])):
        first = i + (words.tokens[i].key in ARTICLES and j - i > 1)
        if (
            i < done
            or not _worth_trying(words, first, j, free)
            or (j - first == 1 and not _alone(words, i, j, lists))
        ):
            continue
        if (tried := tried + 1) > _MOST_TYPOS:
            return
        key = "".join([*(f"{token.key} " for token in words.tokens[first : j - 1]), words.tokens[j - 1].bare])
        found = table.nearest(key, similarity)
        if found and found[0][0] == key[0]:  # few mistake the first letter; "America" is not "Lamerica"
            done = j
            yield _hit(words, first, j, table.entries(found[0]), exact=False)


def _entries(words: Words, table: NameTable, run: Run, lists: dict[Run, Place]) -> Sequence[Entry]:
    """The items that the words of `run` name."""
    i, j = run
    tokens = words.tokens
    front = "".join([f"{token.key} " for token in tokens[i : j - 1]])
    entries = table.entries(front + tokens[j - 1].key) or table.entries(front + tokens[j - 1].bare)
    if not entries or not words.together(i, j):
        return ()
    year = _BRACKETED_YEAR.match(words.text, tokens[j - 1].end)
    if year and tokens[i].capital and any(e.form.year == int(year[1]) for e in entries):
        return entries  # "It (2017)" says itself that it is a title
    if j - i == 1 and words.trivial(i, j) and not any(words.has_article(i, a) for a in ARTICLES):
        return ()  # "it", by far the commonest
    kinds = {(e.form.article, e.form.short) for e in entries}
    meant = {kind for kind in kinds if words.meant(i, j, *kind) or _in_list(words, run, lists, *kind)}
    return [e for e in entries if (e.form.article, e.form.short) in meant]


def _in_list(words: Words, run: Run, lists: dict[Run, Place], article: str, short: bool) -> bool:
    """The run is a member of a list of names: that will do in place of capitals."""
    i, j = run
    length = j - i + words.has_article(i, article)
    place = lists.get((j - length, j))
    if place is None or short or words.trivial(i, j):
        return False
    if place is Place.TEXT:
        return length > 1 and not words.everyday(i, j)
    if length > 1:
        return True
    if words.proper(i):
        return place is Place.WORKS and words.tokens[i].capital
    return place is Place.WORKS and len(words.tokens[i].bare) >= _LEAST_LISTED and not words.everyday(i, j)


def _hit(words: Words, i: int, j: int, entries: Sequence[Entry], exact: bool) -> Hit:
    first = i - any(words.has_article(i, entry.form.article) for entry in entries[:1])
    return Hit(words.tokens[first].start, words.tokens[j - 1].end, entries, exact)


def _worth_trying(words: Words, i: int, j: int, free: Free) -> bool:
    """Words i..j-1 are long and rare enough, and something telling in them is in no name yet."""
    tokens = words.tokens[i:j]
    if len(tokens) > _LONGEST_TYPO or sum(len(t.bare) for t in tokens) < _LEAST_LETTERS:
        return False
    strange = [t for t in tokens if not known(t.bare)]
    return bool(strange) and any(free(t.start, t.end) for t in tokens if t.capital or t in strange)


def _alone(words: Words, i: int, j: int, lists: dict[Run, Place]) -> bool:
    """One word may be a misspelt name: capitalised, in a list or all there is, not a place or a person."""
    place = lists.get((i, j))
    ended = j == len(words.tokens) or words.gap(j).strip() == "," or words.tokens[j].key in ("and", "or")
    placed = place is not None and (place is not Place.TEXT or ended)
    return placed and words.tokens[j - 1].capital and not words.proper(j - 1) and not words.everyday(j - 1, j)


def _titled_runs(words: Words) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, small words between them; their parts around "and"; less the first word."""
    tokens = words.tokens
    i = 0
    while i < len(tokens):
        j = end = i + 1
        if tokens[i].capital:
            while j < len(tokens) and words.joins(j) and (tokens[j].capital or tokens[j].key in _CONNECTORS):
                j += 1
                end = j if tokens[j - 1].capital else end
            cuts = [i, *(k for k in range(i + 1, end) if tokens[k].key in ("and", "or")), end]
            for a, b in {(i, end), *((a + (a > i), b) for a, b in pairwise(cuts) if a + (a > i) < b)}:
                yield a, b
                if words.starts_sentence(a) and b - a > 1:
                    yield a + 1, b
        i = end
