"""What facts bear out: words, names and numbers by where they stand in the record."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from wellread.language.clean import clean
from wellread.language.describing.amounts import Amount
from wellread.language.describing.facts import Fact, Facts
from wellread.language.describing.glossary import PLACES, TONGUES, translated
from wellread.language.describing.kinds import STORIES
from wellread.language.describing.roles import NAMED, ROLES
from wellread.language.describing.sentences import sentences
from wellread.language.describing.tokens import Names, Token, read
from wellread.language.describing.word_table import Words
from wellread.settings import Language

TITLE = "title"
_PARTS = re.compile(r"\s*[&/,>|、;]\s*")
_WHOLE = frozenset({"tag", "category", "genre", "topic"})
"""Roles whose values are said whole: "fiction" is no science fiction."""


@dataclass(frozen=True)
class Source:
    """One sentence of the item's own text."""

    tokens: list[Token]
    words: Words

    @cached_property
    def each(self) -> list[tuple[Token, Words]]:
        """Its words one by one."""
        found = [(token, Words()) for token in self.tokens if token.kind in ("word", "run", "name")]
        for token, words in found:
            words.add([token])
        return found


class Support(NamedTuple):
    """All that the facts bear out."""

    kind: str
    names: Names
    fields: Words
    amounts: list[tuple[Amount, str]]
    """Numbers of fields and their roles."""
    runs: list[list[Token]]
    """The values of fields as they are written."""
    sources: list[Source]
    roles: frozenset[str]


def support_of(facts: Facts) -> Support:
    """The support that `facts` give."""
    names = Names(*_names(facts))
    words, runs, numbers = Words(), [], list[tuple[Amount, str]]()
    for fact in facts.table:
        for value in _values(fact):
            tokens = _flag(fact, names) if fact.sort == "flag" else read(value, names)
            if fact.amount is None:
                words.add(tokens, fact.role)
                runs.append(tokens)
                numbers += [(token.amount, fact.role) for token in tokens if token.amount]
        if fact.amount is not None:
            numbers.append((fact.amount, fact.role))
    if facts.kind not in STORIES:
        for name in facts.names:
            tokens = read(name, Names({}))
            words.add(tokens, TITLE)
            runs.append(tokens)
            numbers += [(token.amount, TITLE) for token in tokens if token.amount]
    own = [one for text in (*facts.texts, *_headlines(facts)) for one in sentences(text)]
    sources = [_source(read(clean(one, Language()), names)) for one in own]
    roles = frozenset(fact.role for fact in facts.table)
    return Support(facts.kind, names, words, numbers, runs, sources, roles)


def _headlines(facts: Facts) -> Iterable[str]:
    return facts.names if facts.kind == "post" else ()


def _source(tokens: list[Token]) -> Source:
    words = Words()
    words.add(tokens)
    return Source(tokens, words)


def _flag(fact: Fact, names: Names) -> list[Token]:
    senses = frozenset() if fact.value == "yes" else frozenset({"not"})
    return [token._replace(senses=token.senses | senses) for token in read(fact.role, names)]


def _values(fact: Fact) -> list[str]:
    """A value in every form in which it may be said."""
    if fact.sort in ("place", "tongue"):
        table = PLACES if fact.sort == "place" else TONGUES
        known = table.get(fact.value.casefold()) or next(
            (names for names in table.values() if fact.value in names.values()), {}
        )
        return [fact.value, *(name.removeprefix("the ") for name in known.values())]
    forms = [fact.value]
    for part in _PARTS.split(fact.value):
        forms += [part, translated(part, "zh"), translated(part, "en")]
    return list(dict.fromkeys(form for form in forms if form))


def _names(facts: Facts) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Names, and phrases, with their roles."""
    names: dict[str, set[str]] = defaultdict(set)
    phrases: dict[str, set[str]] = defaultdict(set)
    for name in facts.names:
        names[name].add(TITLE)
    for fact in facts.table:
        for value in _values(fact):
            if fact.sort in NAMED or (
                fact.sort in ("place", "tongue") and value.isascii() and len(value) > 2
            ):
                names[value].add(fact.role)
            if ROLES.get(fact.role, None) and fact.sort == "person":
                for person in _people(value):
                    names[person].add(fact.role)
            if fact.role in _WHOLE and len(value.split()) > 1:
                phrases[value.casefold()].add(fact.role)
    return {k: frozenset(v) for k, v in names.items()}, {k: frozenset(v) for k, v in phrases.items()}


def _people(value: str) -> list[str]:
    """Each of several people in one value, and what they are called for short."""
    several = [part for part in _PARTS.split(value) if len(part.split()) > 1]
    return [*several, *(last for name in several for last in _surname(name))]


def _surname(name: str) -> list[str]:
    words = name.split()
    return [words[-1]] if len(words) > 1 and len(words[-1]) > 3 and words[-1][0].isupper() else []
