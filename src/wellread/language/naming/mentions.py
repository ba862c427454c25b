"""Mentions: the items that a text names, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wellread.language.clean import clean
from wellread.language.naming import spaced, unspaced
from wellread.language.naming.names import NameTable, choose
from wellread.language.naming.quotes import Quote, quotes
from wellread.language.naming.spaced import Free, Hit
from wellread.language.naming.title_index import TitleIndex
from wellread.language.naming.title_search import Found
from wellread.language.naming.titles import forms
from wellread.language.scripts import JOINED
from wellread.language.wishes.evidence import Words
from wellread.settings import Language

_LEAST_QUOTED = 5
"""Letters of a quoted name from which on it may be misspelt; one less in scripts without spaces."""
_YEAR_AFTER = re.compile(
    r"\s*(?:\(\s*(?P<bracketed>(?:18|19|20)\d\d)\s*\)|(?:,\s*|from\s+|of\s+|the\s+)*(?P<plain>(?:18|19|20)\d\d)(?!\d)年?)"
)
_YEAR_BEFORE = re.compile(
    r"(?<!\d)((?:18|19|20)\d\d)\s*(?:年?版?的?|'s|version\s+of|film|movie|the|电影|\s)*[\"'“‘《〈「『]?$",
    re.IGNORECASE,
)


class Mention(NamedTuple):
    """One item named in a text."""

    row: int
    name: str
    """The item's name as it was given to the index."""
    start: int
    end: int
    """Of the clean text; with quotation marks and the year behind it."""
    exact: bool
    """False: misspelt."""
    quoted: bool
    others: tuple[int, ...] = ()
    """Rows of other items with the same name (remakes), when no year tells which is meant."""


class NameIndex:
    """The names of all items, and how they are found in what people write.

    Of several items with one name the year beside it decides ("Sabrina (1954)", "the 1954 Sabrina"); the
    index knows an item's year from names like "Sabrina (1954)". Else the lowest row is taken, and the others
    are told.
    """

    def __init__(self, settings: Language | None = None) -> None:
        self._settings = settings or Language()
        self._table = NameTable(self._settings)

    def add(self, row: int, names: Iterable[str], year: int | None = None) -> None:
        """Let the item in `row` be found by `names`, in place of the names it had before.

        Args:
            row: Of the item.
            names: All it goes by.
            year: Of its appearance, which tells it from others of the name; a year in a name comes first.
        """
        self._table.put(row, names, year)

    @property
    def titles(self) -> TitleIndex:
        """The names as a search finds them."""
        return self._table.titles

    def search(self, text: str) -> Found:
        """The names that hold words of a search, and how well each answers it; see `title_search.search`."""
        return self._table.search(text)

    def find(self, text: str) -> list[Mention]:
        """The items that `text` names, left to right; spans are offsets into the clean text, none overlap."""
        text = clean(text, self._settings)
        taken = _Taken(len(text))
        found = [taken.add(_mention(text, hit, quoted=True), hit) for hit in self._quoted(text, taken)]
        running: list[Mention] = []
        words = Words(text)
        squeezed = unspaced.Squeezed(text) if JOINED.search(text) else None
        for hit in self._exact(words, squeezed):
            if taken.free(hit.start, hit.end):
                running.append(taken.add(_mention(text, hit, quoted=False), hit))
        for hit in self._typos(words, squeezed, taken.free):
            inside = [m for m in running if m.start < hit.end and hit.start < m.end]
            # A longer name, misspelt, beats the short one that part of it happens to spell.
            if all(hit.start <= m.start and m.end <= hit.end for m in inside):
                running = [m for m in running if m not in inside]
                running.append(taken.add(_mention(text, hit, quoted=False), hit))
        return sorted([*found, *running], key=lambda mention: mention.start)

    def _quoted(self, text: str, taken: _Taken) -> Iterator[Hit]:
        """Quoted names. What is unknown in 《》 is some other title: nothing is looked for inside it."""
        for quote in quotes(text):
            if hit := self._quote(quote):
                yield hit
            elif quote.title:
                taken.mark(quote.start, quote.end)

    def _quote(self, quote: Quote) -> Hit | None:
        for form in forms(quote.inner):
            entries = self._table.entries(form.key)
            if form.year and any(entry.form.year == form.year for entry in entries):
                entries = [entry for entry in entries if entry.form.year == form.year]
            if entries and not form.short:
                return Hit(quote.start, quote.end, entries, exact=True)
        key = forms(quote.inner)[0].key if forms(quote.inner) else ""
        if len(key) < _LEAST_QUOTED - (JOINED.search(key) is not None):
            return None
        near = self._table.nearest(key, self._settings.typo_similarity)
        return Hit(quote.start, quote.end, self._table.entries(near[0]), exact=False) if near else None

    def _exact(self, words: Words, squeezed: unspaced.Squeezed | None) -> list[Hit]:
        """Names in running text, longest first."""
        hits = list(spaced.exact_hits(words, self._table))
        if squeezed:
            hits += unspaced.exact_hits(squeezed, self._table)
        return sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start))

    def _typos(self, words: Words, squeezed: unspaced.Squeezed | None, free: Free) -> Iterator[Hit]:
        similarity = self._settings.typo_similarity
        if similarity >= 100:
            return
        yield from spaced.typo_hits(words, self._table, similarity, free)
        if squeezed:
            yield from unspaced.typo_hits(squeezed, self._table, similarity, free)


class _Taken:
    """Which characters of a text are in a name already."""

    def __init__(self, length: int) -> None:
        self._marks = bytearray(length)

    def free(self, start: int, end: int) -> bool:
        return not any(self._marks[start:end])

    def mark(self, start: int, end: int) -> None:
        self._marks[start:end] = b"\1" * (end - start)

    def add(self, mention: Mention, hit: Hit) -> Mention:
        """Mark a mention; the year beside it stays outside where it belongs to another one."""
        free = self.free(mention.start, hit.start) and self.free(hit.end, mention.end)
        mention = mention if free else mention._replace(start=hit.start, end=hit.end)
        self.mark(mention.start, mention.end)
        return mention


def _mention(text: str, hit: Hit, quoted: bool) -> Mention:
    year, start, end = _year_beside(text, hit, {entry.form.year for entry in hit.entries})
    entry, others = choose(hit.entries, year)
    ambiguous = tuple(sorted({*others} - {entry.row})) if year is None else ()
    return Mention(entry.row, entry.name, start, end, hit.exact, quoted, ambiguous)


def _year_beside(text: str, hit: Hit, years: set[int | None]) -> tuple[int | None, int, int]:
    """The year beside a name, if an item of that name has it; where the mention begins and ends with it."""
    after = _YEAR_AFTER.match(text, hit.end)
    if after and (year := int(after["bracketed"] or after["plain"])) in years:
        return year, hit.start, after.end()
    end = after.end() if after and after["bracketed"] else hit.end
    before = _YEAR_BEFORE.search(text, max(0, hit.start - 24), hit.start)
    if before and (year := int(before[1])) in years:
        return year, before.start(), end
    return None, hit.start, end
