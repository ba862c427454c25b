"""What of a name is searched: words, and pairs of characters in scripts that put no spaces between words."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from wellread.language.fold import fold
from wellread.language.naming.titles import ARTICLES
from wellread.language.scripts import HAN, HANGUL, MARKS, UNSPACED

_JOINED = HAN + UNSPACED + HANGUL
_PART = re.compile(rf"(?P<joined>[{_JOINED}]+)|(?:[^\W_{_JOINED}]|[{MARKS}])+")
_GLUE = ARTICLES | {"and"}
"""Words that people leave out and put in."""
_NUMBERS = {
    "one": "1", "two": "2", "ii": "2", "three": "3", "iii": "3", "four": "4", "iv": "4", "five": "5",
    "six": "6", "vi": "6", "seven": "7", "vii": "7", "eight": "8", "viii": "8", "nine": "9", "ix": "9",
    "ten": "10", "eleven": "11", "xi": "11", "twelve": "12", "xii": "12",
}  # fmt: skip
_NUMBER = re.compile(rf"\b(?:{'|'.join(_NUMBERS)})\b")
_HAN_NUMBER = re.compile("[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]")
_HAN_DIGITS = {digit: str(value) for value, digit in enumerate("一二三四五六七八九", 1)}


class Part(NamedTuple):
    """One word, or one run of a script without spaces."""

    text: str
    grams: tuple[str, ...]
    """What is looked up: the word itself, or the run's pairs of characters."""
    joined: bool


def folded(text: str) -> str:
    """`text` as names are compared: without case, accents and apostrophes."""
    return fold(text).replace("'", "").replace("&", " and ")


def with_digits(text: str) -> str:
    """A folded name with its numerals as digits: "7 samurai", "12怒汉", "rocky 2"."""
    text = _NUMBER.sub(lambda match: _NUMBERS[match[0]], text)
    return _HAN_NUMBER.sub(_digits, text) if not text.isascii() else text


def parts(text: str) -> list[Part]:
    """The parts of a folded name or search, in order; articles and "and" only where nothing else is."""
    found = [_part(match) for match in _PART.finditer(text)]
    return [part for part in found if part.text not in _GLUE] or found


def squeezed(text: str) -> str:
    """The letters and digits of a folded text alone: "wall e" and "walle" are one name."""
    return "".join(match[0] for match in _PART.finditer(text))


def _part(match: re.Match[str]) -> Part:
    text = match[0]
    if match["joined"]:
        return Part(text, tuple(a + b for a, b in pairwise(text)) or (text,), joined=True)
    return Part(text, (text,), joined=False)


def _digits(match: re.Match[str]) -> str:
    tens, ten, ones = match[0].rpartition("十")
    return (_HAN_DIGITS.get(tens, "1") if ten else "") + _HAN_DIGITS.get(ones, "0")
