"""The table of all names: which items go by a name, and which names may begin with a word."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wellread.language.clean import clean
from wellread.language.naming.title_index import Name, TitleIndex
from wellread.language.naming.title_search import Found, search
from wellread.language.naming.titles import Form, forms
from wellread.language.naming.typos import TypoIndex
from wellread.language.scripts import JOINED
from wellread.settings import Language

SEARCHED = 200
"""How much of a search is compared with names, characters."""


class Entry(NamedTuple):
    """One item under one of its names."""

    row: int
    name: str
    """As given."""
    form: Form


class NameTable:
    """Names by key, by how they begin, and by how they may be misspelt; each item's can be replaced."""

    def __init__(self, settings: Language) -> None:
        self._settings = settings
        self._entries: dict[str, list[Entry]] = {}
        self._of_row: dict[int, list[str]] = {}
        self._heads: dict[str, Counter[int]] = {}
        self._typos = TypoIndex()
        self._titles: TitleIndex | None = None

    @property
    def titles(self) -> TitleIndex:
        """The names as a search finds them; made at the first need."""
        if self._titles is None or self._titles.worn:
            self._titles = self._all_titles()
        return self._titles

    def _all_titles(self) -> TitleIndex:
        """The index of all names. Looking for cycles in it meanwhile would double the time."""
        made, collecting = TitleIndex(), gc.isenabled()
        gc.disable()
        try:
            for row in self._of_row:
                self._put_titles(made, row)
        finally:
            if collecting:
                gc.enable()
        return made

    def search(self, text: str) -> Found:
        """The names that hold words of a search; see `title_search.search`."""
        text, similarity = clean(text, self._settings)[:SEARCHED], self._settings.typo_similarity
        return search(self.titles, text, lambda key: self.nearest(key, similarity))

    def put(self, row: int, names: Iterable[str], year: int | None = None) -> None:
        """Let the item in `row` go by `names` and no others; `year` tells it from others of the name."""
        for key in self._of_row.pop(row, []):
            self._drop(row, key)
        for name in names:
            for form in forms(clean(name, self._settings)):
                if not any(entry.row == row for entry in self.entries(form.key)):
                    self._keep(Entry(row, name, form._replace(year=form.year or year)))
        if self._titles is not None:
            self._put_titles(self._titles, row)

    def entries(self, key: str) -> Sequence[Entry]:
        """The items whose name folds to `key`."""
        return self._entries.get(key, ())

    def lengths(self, head: str) -> Iterable[int]:
        """How long the names are that begin with the word (or the two characters) `head`."""
        return self._heads.get(head, ())

    def nearest(self, key: str, similarity: float) -> tuple[str, float] | None:
        """See `TypoIndex.nearest`."""
        return self._typos.nearest(key, similarity)

    def _put_titles(self, titles: TitleIndex, row: int) -> None:
        own = [
            entry.form
            for key in self._of_row.get(row, ())
            for entry in self._entries[key]
            if entry.row == row
        ]
        titles.put(row, [Name(form.key, form.article, form.year) for form in own])

    def _keep(self, entry: Entry) -> None:
        key = entry.form.key
        if key not in self._entries:
            head, length = head_and_length(key)
            self._heads.setdefault(head, Counter())[length] += 1
            self._typos.add(key)
        self._entries.setdefault(key, []).append(entry)
        self._of_row.setdefault(entry.row, []).append(key)

    def _drop(self, row: int, key: str) -> None:
        left = [entry for entry in self._entries[key] if entry.row != row]
        if left:
            self._entries[key] = left
            return
        del self._entries[key]
        self._typos.remove(key)
        head, length = head_and_length(key)
        self._heads[head][length] -= 1
        self._heads[head] += Counter()  # forgets the lengths that nothing has any more


def head_and_length(key: str) -> tuple[str, int]:
    """How `key` begins and how long it is: in words, or in characters where scripts put no spaces."""
    if JOINED.search(key):
        return key[:2], len(key)
    words = key.split(" ")
    return words[0], len(words)


def choose(entries: Sequence[Entry], year: int | None) -> tuple[Entry, tuple[int, ...]]:
    """The item meant by a name that several have, and the rows of the others.

    The one of `year`; without a year the full name before the one without its subtitle, then the lowest row.
    """
    ranked = sorted(entries, key=lambda e: (year is None or e.form.year != year, e.form.short, e.row))
    return ranked[0], tuple(entry.row for entry in ranked[1:])
