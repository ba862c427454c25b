"""The words of a part of the record, found in all their forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from wellread.language.describing import words_english as en
from wellread.language.describing.tokens import Token
from wellread.language.scripts import HAN_RUN
from wellread.language.stem import stem

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
