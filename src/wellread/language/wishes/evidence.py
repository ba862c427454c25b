"""Whether words that spell a name are meant as one: capitals, neighbours, everyday words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from wellread.language.common_words import COMMON_ENGLISH, GENERIC, PROPER
from wellread.language.fold import fold
from wellread.language.scripts import WORD
from wellread.language.stem import stem
from wellread.language.stop_words import STOP_WORDS
from wellread.language.word_set import word_set

_TOKEN = re.compile(f"{WORD}|&")
_STOP = frozenset(word.replace("'", "") for word in STOP_WORDS["en"])
_TOPIC = word_set(
    """
    about in from near at on during with by starring featuring friend actor actress director author writer mr
    mrs ms dr uncle aunt brother sister
    """
)
"""What follows one of these is a place, a person or a subject, not a film: "set in Barcelona"."""
_UNTOLD = word_set("and or of the a an to in for i")
"""Words whose capital, or lack of one, says nothing."""
_INSIDE = re.compile(r"[\s,:&/+*·'’.!?\-–—]*")
"""What may stand between two words of a name."""
_ABBREVIATIONS = word_set("mr mrs ms dr st jr sr vs vol no a b c d e f g h j k l m n o p q r s t u v w x y z")
"""A full stop behind one ends no sentence."""
_NEAR = 10
"""Characters before a word that are looked at."""
_SENTENCE_END = re.compile(r"[.!?]\s")
_LEAST_LETTERS = 4
"""Of a name of one word."""


class Token(NamedTuple):
    """A word of a text."""

    start: int
    end: int
    key: str
    """Folded, apostrophes dropped; "and" for "&"."""
    bare: str
    """The key without the possessive ("titanic" of "Titanic's")."""
    capital: bool


class Words:
    """A text as words, and what their writing says of them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [_token(match) for match in _TOKEN.finditer(text)]
        self._shouting = text.upper() == text
        """Capitals throughout say nothing."""

    def gap(self, i: int) -> str:
        """What stands between word i - 1 and word i."""
        return self.text[self.tokens[i - 1].end : self.tokens[i].start]

    def together(self, i: int, j: int) -> bool:
        """Words i..j-1 may be one name: no quotation mark, bracket or sentence end between them."""
        return all(self._inside(k) for k in range(i + 1, j))

    def has_article(self, i: int, article: str) -> bool:
        """`article` stands right before word i."""
        return i > 0 and self.tokens[i - 1].key == article and not self.gap(i).strip("' ’")

    def everyday(self, i: int, j: int) -> bool:
        """Words i..j-1 are all words that anybody uses; a number behind two is none ("toy story 2")."""
        number = j - i < 3
        return all(everyday(t.bare) or (number and t.bare.isdigit()) for t in self.tokens[i:j])

    def proper(self, i: int) -> bool:
        """Word i has a capital whatever it means."""
        return self.tokens[i].bare in PROPER

    def titled(self, i: int, j: int) -> bool:
        """Words i..j-1 are written like a title: each but the small ones with a capital."""
        content = [k for k in range(i, j) if not self._small(k)]
        if not content:
            return False
        cased = all(self.tokens[k].capital or self.tokens[k].key.isdigit() for k in content)
        return cased and not self._shouting and (len(content) > 1 or not self.starts_sentence(content[0]))

    def meant(self, i: int, j: int, article: str, short: bool) -> bool:
        """Words i..j-1, which spell a name, are written as that name.

        Args:
            i: First word.
            j: One past the last word.
            article: The article of the name ("the"), which may stand before word i.
            short: The name lacks its subtitle.
        """
        whole = self.has_article(i, article)
        if self.trivial(i, j):
            return self._all_capitals(i, j, whole)
        if j - i == 1 and not whole:
            return self._single(i)
        if j - i == 1 and self._part_of_more(i, whole):
            return False
        if short or j - i == 1 or self.everyday(i, j):
            return self.titled(i, j)
        vague = not whole and (self.has_article(i, "a") or self.has_article(i, "an"))  # "a civil war drama"
        return not vague or self.titled(i, j)

    def joins(self, i: int) -> bool:
        """Word i goes on with a title that word i - 1 is in (a comma would begin the next one)."""
        return "," not in self.gap(i) and self._inside(i)

    def trivial(self, i: int, j: int) -> bool:
        """Words i..j-1 are small words and numbers only."""
        return all(self._small(k) or self.tokens[k].key.isdigit() for k in range(i, j))

    def starts_sentence(self, i: int) -> bool:
        """Word i would have a capital anyway."""
        start = self.tokens[i].start
        before = self.text[max(0, start - _NEAR) : start].rstrip(" \"'“‘(*-•")
        return before[-1] in ".!?;…。" if before else start <= _NEAR

    def _single(self, i: int) -> bool:
        token = self.tokens[i]
        if len(token.bare) < _LEAST_LETTERS or not token.capital or self._part_of_more(i) or self.proper(i):
            return False
        if not self.everyday(i, i + 1):
            return True
        return not self._shouting and (not self.starts_sentence(i) or self._begins_list(i))

    def _all_capitals(self, i: int, j: int, article: bool) -> bool:
        """Small words that all have capitals: "Now and Then", "saw The Others"; never one alone."""
        told = [t for t in self.tokens[i:j] if t.key not in _UNTOLD]
        first = article and self.tokens[i - 1].capital
        enough = len(told) + first - self.starts_sentence(i - article) > 1
        return enough and not self._shouting and all(token.capital for token in told)

    def _part_of_more(self, i: int, article: bool = False) -> bool:
        """Word i belongs to its neighbours: a place or subject, a person's name, a longer name."""
        if i > 0 and not article and not self.gap(i).strip(" -"):
            before = self.tokens[i - 1]
            free = (
                self._small(i - 1)
                or before.key in GENERIC
                or before.bare != before.key
                or self.starts_sentence(i - 1)
            )
            named = before.capital and not free and not self._shouting
            if before.key in _TOPIC or self.proper(i - 1) or named:
                return True
        if i + 1 < len(self.tokens) and not self.gap(i + 1).strip(" -"):
            after = self.tokens[i + 1]
            return (
                after.capital and not self._small(i + 1) and after.key not in GENERIC and not self._shouting
            )
        return False

    def _begins_list(self, i: int) -> bool:
        """Nothing but word i is there, or a list of capitals begins with it."""
        after = self.tokens[i + 1 : i + 3]
        if not after:
            return i == 0
        if after[0].key in ("and", "or") and not self.gap(i + 1).strip():
            return len(after) > 1 and after[1].capital
        return self.gap(i + 1).strip() == "," and after[0].capital and not self._small(i + 1)

    def _small(self, i: int) -> bool:
        return self.tokens[i].bare in _STOP

    def _inside(self, i: int) -> bool:
        gap = self.gap(i)
        ends = _SENTENCE_END.search(gap) and self.tokens[i - 1].key not in _ABBREVIATIONS
        return _INSIDE.fullmatch(gap) is not None and not ends


@lru_cache(maxsize=50_000)
def everyday(word: str) -> bool:
    """`word` is a small or common English word, or an inflection of one."""
    return known(word) or stem(word, "en") in _common_stems()


def known(word: str) -> bool:
    """`word` is a small or common English word as it stands."""
    return word in _STOP or word in COMMON_ENGLISH


@lru_cache
def _common_stems() -> frozenset[str]:
    return frozenset(stem(word, "en") for word in COMMON_ENGLISH)


def _token(match: re.Match[str]) -> Token:
    raw = match[0]
    if raw == "&":
        return Token(match.start(), match.end(), "and", "and", False)
    folded = fold(raw)
    key = folded.replace("'", "")
    bare = folded.removesuffix("'s").replace("'", "")
    return Token(match.start(), match.end(), key, bare, raw[0].isupper())
