"""Quoted spans: where people say themselves that a name begins and ends."""

from __future__ import annotations

import re
from typing import NamedTuple

_LETTER = "0-9A-Za-zÀ-ɏ"
_LONGEST = 200
"""Characters between two quotation marks at most."""
_PAIRS = re.compile(
    "|".join(
        [
            *(f"{a}(?P<t{i}>[^{a}{b}]{{1,{_LONGEST}}}){b}" for i, (a, b) in enumerate(("《》", "〈〉"))),
            *(f"{a}(?P<q{i}>[^{a}{b}]{{1,{_LONGEST}}}){b}" for i, (a, b) in enumerate(("「」", "『』", "“”", "«»", "„“"))),
            # A straight mark or apostrophe opens only before and closes only behind a word.
            f'(?<![{_LETTER}])"(?=\\S)(?P<s0>[^"]{{1,{_LONGEST}}})(?<=\\S)"(?![{_LETTER}])',
            *(
                f"(?<![{_LETTER}]){a}(?=\\S)(?P<s{i}>(?:[^{b}]|(?<=[{_LETTER}]){b}(?=[{_LETTER}])){{1,{_LONGEST}}})"
                f"(?<=\\S){b}(?![{_LETTER}])"
                for i, (a, b) in enumerate(("''", "‘’"), 1)
            ),
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
    """The quoted spans of `text`, left to right, none inside another; apostrophes inside words quote nothing."""
    return [
        Quote(m.start(), m.end(), m[m.lastgroup or 0], (m.lastgroup or "").startswith("t")) for m in _PAIRS.finditer(text)
    ]
