"""The shadow of a text: what it says in plain ASCII digits and marks, character for character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_NUMERALS = str.maketrans(
    "零〇○一二三四五六七八九幺两兩壹贰叁肆伍陆柒捌玖貳參陸", "000123456789122123456789236"
)
_DIGIT = "[0-9零〇○一二三四五六七八九幺两兩壹贰叁肆伍陆柒捌玖貳參陸]"
_SPELT = re.compile(f"{_DIGIT}(?:[ -]?{_DIGIT}){{6,}}+")
"""Seven digits in a row or more: "一三八零零…" is a number then, where "一二" may be a word."""


@lru_cache
def _same_width() -> dict[int, str]:
    """Character -> the one ASCII character that it stands for."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    for code in range(0x660, 0x1FBFA):
        if (value := unicodedata.decimal(chr(code), None)) is not None:
            table[code] = str(value)
    dashes = dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-")
    spaces = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t"), " ")
    return table | dashes | spaces | {ord("﹫"): "@", ord("·"): "."}


def shadow(text: str) -> tuple[str, Sequence[int]]:
    """What patterns for numbers and addresses look at, and where each of its characters stands in `text`.

    Full-width forms, digits of other scripts, dashes and spaces become ASCII, long runs of Chinese numerals
    become digits, characters without width are left out.

    Returns:
        The shadow, and for each of its characters the index in `text`.
    """
    if text.isascii():
        return text, range(len(text))
    places: Sequence[int] = range(len(text))
    if _INVISIBLE.search(text):
        places = [place for place, char in enumerate(text) if not _INVISIBLE.match(char)]
        text = "".join(text[place] for place in places)
    plain = text.translate(_same_width())
    return _SPELT.sub(lambda run: run[0].translate(_NUMERALS), plain), places
