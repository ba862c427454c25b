"""Names in running text of scripts with spaces: runs of words that spell a known name, or nearly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from wellread.language.evidence import Words
from wellread.language.lists import Place, Run, listed
from wellread.language.names import Entry, NameTable
from wellread.language.titles import ARTICLES

_LEAST_LETTERS = 6
"""Of what may be a misspelt name, spaces not counted."""
_LONGEST_TYPO = 16
"""Words."""
_MOST_TYPOS = 24
"""Runs of words of one text that are compared with misspelt names."""
_CONNECTORS = frozenset("of the and in a an to for on with at from by de la le du del von & s".split())
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
    runs = {run for run in (*_titled_runs(words), *lists) if run[1] - run[0] > 1 or run in lists}
    tried = done = 0
    for i, j in sorted(runs, key=lambda run: (run[0], -run[1])):
        if i < done or not _worth_trying(words, i, j, free):
            continue
        if (tried := tried + 1) > _MOST_TYPOS:
            return
        i += words.tokens[i].key in ARTICLES and j - i > 1
        key = "".join([*(f"{token.key} " for token in words.tokens[i : j - 1]), words.tokens[j - 1].bare])
        found = table.nearest(key, similarity)
        if found and found[0][0] == key[0]:  # few mistake the first letter; "America" is not "Lamerica"
            done = j
            yield _hit(words, i, j, table.entries(found[0]), exact=False)


def _entries(words: Words, table: NameTable, run: Run, lists: dict[Run, Place]) -> Sequence[Entry]:
    """The items that the words of `run` name."""
    i, j = run
    tokens = words.tokens
    front = "".join([f"{token.key} " for token in tokens[i : j - 1]])
    entries = table.entries(front + tokens[j - 1].key) or table.entries(front + tokens[j - 1].bare)
    lonely = j - i == 1 and words.trivial(i, j) and not words.has_article(i)  # "it", by far the commonest
    if not entries or not words.together(i, j):
        return ()
    year = _BRACKETED_YEAR.match(words.text, tokens[j - 1].end)
    if year and tokens[i].capital and any(e.form.year == int(year[1]) for e in entries):
        return entries  # "It (2017)" says itself that it is a title
    if lonely:
        return ()
    kinds = {(e.form.article, e.form.short) for e in entries}
    meant = {kind for kind in kinds if words.meant(i, j, *kind) or _in_list(words, run, lists, *kind)}
    return [e for e in entries if (e.form.article, e.form.short) in meant]


def _in_list(words: Words, run: Run, lists: dict[Run, Place], article: bool, short: bool) -> bool:
    """The run is a member of a list of names: that will do in place of capitals."""
    i, j = run
    article = article and words.has_article(i)
    place = lists.get((i - article, j))
    if place is None or short or words.trivial(i, j):
        return False
    if place is Place.TEXT:
        return j - i + article > 1 and not words.everyday(i, j)
    if j - i + article > 1:
        return True
    if words.proper(i):
        return place is Place.WORKS and words.tokens[i].capital
    return place is Place.WORKS and len(words.tokens[i].bare) >= _LEAST_LISTED and not words.everyday(i, j)


def _hit(words: Words, i: int, j: int, entries: Sequence[Entry], exact: bool) -> Hit:
    first = i - (words.has_article(i) and any(entry.form.article for entry in entries))
    return Hit(words.tokens[first].start, words.tokens[j - 1].end, entries, exact)


def _worth_trying(words: Words, i: int, j: int, free: Free) -> bool:
    """Words i..j-1 are long and rare enough, and some capital word (or any, without capitals) is in no name yet."""
    tokens = words.tokens[i:j]
    if len(tokens) > _LONGEST_TYPO or sum(len(t.bare) for t in tokens) < _LEAST_LETTERS:
        return False
    telling = [t for t in tokens if t.capital] or tokens
    if not any(free(t.start, t.end) for t in telling):
        return False
    single = j - i == 1
    return not words.everyday(i, j) and not (single and (words.proper(i) or not tokens[0].capital))


def _titled_runs(words: Words) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, small words between them; also their parts around "and", and without the first."""
    tokens = words.tokens
    i = 0
    while i < len(tokens):
        j = end = i + 1
        if tokens[i].capital:
            while j < len(tokens) and words.joins(j) and (
                tokens[j].capital or tokens[j].key in _CONNECTORS
            ):
                j += 1
                end = j if tokens[j - 1].capital else end
            cuts = [i, *(k for k in range(i + 1, end) if tokens[k].key == "and"), end]
            for a, b in {(i, end), *((a + (a > i), b) for a, b in zip(cuts, cuts[1:], strict=False))}:
                yield a, b
                if words.starts_sentence(a) and b - a > 1:
                    yield a + 1, b
        i = end
