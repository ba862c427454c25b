"""Quoted spans: where people say themselves that a name begins and ends."""

from __future__ import annotations

import re
from typing import NamedTuple

_LETTER = "[0-9A-Za-zÀ-ɏ]"
_LONGEST = 200
"""Characters between two quotation marks at most."""


def _pair(kind: str, opening: str, closing: str) -> str:
    """Marks that open or close wherever they stand."""
    return f"{opening}(?P<{kind}>[^{opening}{closing}]{{1,{_LONGEST}}}){closing}"


def _straight(kind: str, opening: str, closing: str) -> str:
    """Marks that are apostrophes and inches too: they open before a word only, and close behind one."""
    inside = f"(?:[^{closing}]|(?<={_LETTER}){closing}(?={_LETTER})){{1,{_LONGEST}}}"
    return f"(?<!{_LETTER}){opening}(?=\\S)(?P<{kind}>{inside})(?<=\\S){closing}(?!{_LETTER})"


_QUOTE = re.compile(
    "|".join(
        [
            _pair("title", "《", "》"),
            _pair("title2", "〈", "〉"),
            _pair("corner", "「", "」"),
            _pair("corner2", "『", "』"),
            _pair("curly", "“", "”"),
            _pair("low", "„", "“"),
            _pair("angle", "«", "»"),
            _straight("double", '"', '"'),
            _straight("single", "'", "'"),
            _straight("single2", "‘", "’"),
        ]
    )
)


class Quote(NamedTuple):
    """Something between quotation marks."""

    start: int
    end: int
    """Of the span with its marks."""
    inner: str
    title: bool
    """In 《》 or 〈〉, which hold nothing but titles."""


def quotes(text: str) -> list[Quote]:
    """The quoted spans of `text`, left to right, none inside another; apostrophes in words are none."""
    return [
        Quote(m.start(), m.end(), m[m.lastgroup or 0], (m.lastgroup or "").startswith("title"))
        for m in _QUOTE.finditer(text)
    ]
