"""What facts bear out: words, names and numbers by where they stand in the record."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from wellread.language.clean import clean
from wellread.language.scripts import HAN_RUN
from wellread.language.stem import stem
from wellread.language.writing import words_english as en
from wellread.language.writing.amounts import Amount
from wellread.language.writing.facts import Fact, Facts
from wellread.language.writing.glossary import PLACES, TONGUES, translated
from wellread.language.writing.kinds import STORIES
from wellread.language.writing.roles import NAMED, ROLES
from wellread.language.writing.sentences import sentences
from wellread.language.writing.tokens import Names, Token, read
from wellread.settings import Language

TITLE = "title"
_PARTS = re.compile(r"\s*[&/,>|、;]\s*")
_WHOLE = frozenset({"tag", "category", "genre", "topic"})
"""Roles whose values are said whole: "fiction" is no science fiction."""
_DENYING = frozenset("不无非未没反假仿伪")
_SAME: dict[str, set[str]] = defaultdict(set)
for _group in en.SAME:
    for _word in _group:
        _SAME[_word] |= _group


class Said(NamedTuple):
    """One place that bears a word out."""

    role: str
    senses: frozenset[str]


class Words:
    """The words of a part of the record."""

    def __init__(self) -> None:
        self._places: dict[str, list[Said]] = defaultdict(list)
        self._stems: dict[str, set[str]] = defaultdict(set)

    def add(self, tokens: Sequence[Token], role: str = "") -> None:
        """Take in the words of `tokens`, in order."""
        for place, token in enumerate(tokens):
            if token.kind not in ("word", "run", "name"):
                continue
            said = Said(role, token.senses)
            for key in token.key.split() if token.kind == "name" else [token.key]:
                self._put(key, said)
            if HAN_RUN.fullmatch(token.key):
                self._put_han(token.key, said)
                joined = token.key
                for after in tokens[place + 1 : place + 3]:
                    joined += after.key
                    self._put(joined, said)

    def _put(self, key: str, said: Said) -> None:
        self._places[key].append(said)
        if key.isascii():
            self._stems[stem(key, "en")].add(key)
            for part in key.split("-") if "-" in key and not set(key.split("-")) & set(en.BEHIND) else ():
                self._places[part].append(said)

    def _put_han(self, key: str, said: Said) -> None:
        """Parts of a long word: 经纪人 of 房产经纪人."""
        if len(key) > 2 and key[0] not in _DENYING:
            for size in range(2, len(key)):
                for start in range(len(key) - size + 1):
                    self._places[key[start : start + size]].append(said)

    @property
    def keys(self) -> list[str]:
        """Every word."""
        return list(self._places)

    @property
    def empty(self) -> bool:
        """Whether there are no words."""
        return not self._places

    def find(self, key: str) -> list[Said]:
        """The places that bear `key` out: as it is, inflected, or by a word of the same meaning."""
        found: list[Said] = []
        for same in {key, *_SAME.get(key, ())}:
            found += self._places.get(same, ())
            if same.isascii() and same.isalpha():
                inflected = self._stems.get(stem(same, "en"), ())
                found += [
                    s
                    for form in inflected
                    if form != same and _inflects(same, form)
                    for s in self._places[form]
                ]
        if not found and "-" in key:
            parts = [self._places.get(part, []) for part in key.split("-")]
            if all(parts) and not set(key.split("-")) & set(en.BEHIND):
                found = parts[0]
        return found


def _inflects(one: str, other: str) -> bool:
    """Whether two words of one stem are forms of one word: "organ" and "organic" are not."""
    return bool(_lemmas(one) & _lemmas(other))


def _lemmas(word: str) -> set[str]:
    found = {word}
    for ending, instead in (
        ("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
        ("d", ""),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            base = word[: len(word) - len(ending)] + instead
            found.add(base)
            if len(base) > 3 and base[-1] == base[-2]:
                found.add(base[:-1])
    return found


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
