"""Names in running text of scripts with spaces: runs of words that spell a known name, or nearly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from wellread.language.evidence import Words
from wellread.language.names import Entry, NameTable
from wellread.language.titles import ARTICLES

_LEAST_LETTERS = 6
"""Of what may be a misspelt name, spaces not counted."""
_LONGEST_TYPO = 10
"""Words."""
_MOST_TYPOS = 24
"""Runs of words of one text that are compared with misspelt names."""
_CONNECTORS = frozenset("of the and in a an to for on with at from by de la le du del von & s".split())
_CUES = frozenset("like liked love loved enjoy enjoyed watched seen saw read adore adored hate hated dislike".split())
"""After these a list of names may come without capitals."""


class Hit(NamedTuple):
    """A span of the text that names items."""

    start: int
    end: int
    entries: list[Entry]
    exact: bool


Free = Callable[[int, int], bool]
"""Whether no mention has been found in a span yet."""


def exact_hits(words: Words, table: NameTable) -> Iterator[Hit]:
    """Every run of words that spells a name and is meant as one; runs may overlap."""
    tokens = words.tokens
    for i, token in enumerate(tokens):
        for head in {token.key, token.bare}:
            for length in table.lengths(head):
                j = i + length
                if j <= len(tokens) and (entries := _entries(words, table, i, j)):
                    yield _hit(words, i, j, entries, exact=True)


def typo_hits(words: Words, table: NameTable, similarity: float, free: Free) -> Iterator[Hit]:
    """Runs that nearly spell a name: capitalised words, or a list after "I liked"."""
    tried = 0
    done = 0
    for i, j in sorted({*_titled_runs(words), *_listed_runs(words)}, key=lambda run: (run[0], -run[1])):
        if i < done or not free(words.tokens[i].start, words.tokens[j - 1].end) or not _long_enough(words, i, j):
            continue
        if (tried := tried + 1) > _MOST_TYPOS:
            return
        i += words.tokens[i].key in ARTICLES and j - i > 1
        found = table.nearest(" ".join([*(t.key for t in words.tokens[i : j - 1]), words.tokens[j - 1].bare]), similarity)
        if found:
            done = j
            yield _hit(words, i, j, table.entries(found[0]), exact=False)


def _entries(words: Words, table: NameTable, i: int, j: int) -> list[Entry]:
    """The items that words i..j-1 name."""
    tokens = words.tokens
    last = {tokens[j - 1].key, tokens[j - 1].bare}
    front = [token.key for token in tokens[i : j - 1]]
    entries = [entry for end in last for entry in table.entries(" ".join([*front, end]))]
    if not entries or not words.together(i, j):
        return []
    return [e for e in entries if words.meant(i, j, e.form.article, e.form.short)]


def _hit(words: Words, i: int, j: int, entries: list[Entry], exact: bool) -> Hit:
    first = i - (words.has_article(i) and any(entry.form.article for entry in entries))
    return Hit(words.tokens[first].start, words.tokens[j - 1].end, entries, exact)


def _long_enough(words: Words, i: int, j: int) -> bool:
    if j - i > _LONGEST_TYPO or sum(len(t.bare) for t in words.tokens[i:j]) < _LEAST_LETTERS:
        return False
    return words.single_typo(i) if j - i == 1 else not words.everyday(i, j)


def _titled_runs(words: Words) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, small words between them; also their parts around "and", and without the first."""
    tokens = words.tokens
    i = 0
    while i < len(tokens):
        j = end = i + 1
        if tokens[i].capital:
            while j < len(tokens) and not words.gap(j).strip(" -&:'’") and (
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


def _listed_runs(words: Words) -> Iterator[tuple[int, int]]:
    """The members of lists after a cue, of two words or more."""
    tokens = words.tokens
    start = None
    for k in range(len(tokens) + 1):
        broken = k < len(tokens) and k > 0 and words.gap(k).strip(" -:'’")
        joiner = k < len(tokens) and tokens[k].key in ("and", "or")
        cue = k < len(tokens) and tokens[k].key in _CUES
        if start is not None and (k == len(tokens) or broken or joiner or cue):
            if k - start > 1:
                yield start, k
            ends = broken and broken != ","
            start = None if ends or k == len(tokens) else k + (1 if joiner else 0)
        if cue:
            start = k + 1
