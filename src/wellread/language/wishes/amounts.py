"""Bounds on prices, lengths, pages and ratings: "under 20 dollars", "at most 2 hours", "评分8分以上"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from wellread.language.wishes.fields import Attribute
from wellread.language.wishes.quantities import NUMBER, QUANTITY, number, quantity

Tests = dict[str, float]
"""Operator of the filter language -> bound."""
FLIPPED = {"lt": "gte", "lte": "gt", "gt": "lte", "gte": "lt"}
_ABOUT = 0.15
"""How far "around" reaches, as a share."""
_WORDS = {
    "lt": (
        "under|below|less than|fewer than|shorter than|cheaper than|thinner than"
        "|低于|少于|小于|短于|不到|不足"
    ),
    "lte": "at most|up to|max(?:imum)?(?: of)?|within|limit(?:ed to)? |最多|至多|顶多|上限|控制在",
    "gt": (
        "over|above|more than|longer than|greater than|higher than|exceed(?:ing)?|高于|多于|大于|超过|长于"
    ),
    "gte": "at least|min(?:imum)?(?: of)?|starting (?:at|from)|最少|至少|起码",
    "about": "around|about|roughly|approximately|circa|大约|大概|差不多|约",
}
_AFTER = {
    "lte": (
        r",? ?(?:or (?:less|under|below|fewer|shorter)|max(?:imum)?|tops|at most)\b"
        r"|以下|以内|之内|之下|内"
    ),
    "gte": (
        r",? ?(?:or (?:more|over|above|longer|higher)|and (?:up|above|over)(?! ?[$€£¥0-9])|at least)\b"
        r"|\+|以上|之上|起"
    ),
    "about": r" ?(?:or so)\b|左右|上下",
}
_PREFIX = "|".join(f"(?P<{op}>{words})" for op, words in _WORDS.items())
_SUFFIX = "|".join(f"(?P<{op}>{words})" for op, words in _AFTER.items())
_PREFIXED = re.compile(
    rf"(?:{_PREFIX}) ?(?:the |only |just )?(?P<q>{QUANTITY})(?: long| in length)?", re.IGNORECASE
)
_SUFFIXED = re.compile(rf"(?P<q>{QUANTITY})(?: long)?(?:{_SUFFIX})", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?:between |from )?(?P<low>{QUANTITY}|{NUMBER}) ?(?:and|to|-|–|~|到|至) ?(?P<q>{QUANTITY})(?:之间)?",
    re.IGNORECASE,
)
_HAVE = re.compile(
    r"(?:\b(?:i )?(?:only )?(?:have|got)(?: only| just)?|\bbudget(?: is| of|:)?|预算(?:是|为|:)?|只有)"
    rf" ?(?P<q>{QUANTITY})",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?P<what>\b(?:rat(?:ed|ings?)|scores?|scored|priced?|costs?|costing)\b|评分|打分|分数|价格|价钱|售价)"
    rf"(?: of| is|:|是|在)? ?(?:{_PREFIX}) ?(?P<n>[$€£¥]?{NUMBER})(?: ?(?:stars?|分|元|块))?",
    re.IGNORECASE,
)
_BARE_AFTER = re.compile(
    r"(?P<what>评分|打分|分数|价格|价钱|售价|\brating|\bprice)"
    rf"(?: of|是|在|:)? ?(?P<n>{NUMBER})(?:分|元|块)?(?:{_SUFFIX})",
    re.IGNORECASE,
)


_COUNTED = re.compile(
    r"\d|\b(?:hours?|hrs?|min(?:ute)?s?|pages?|stars?|dollars?|bucks?|euros?|pounds?|rat(?:ed|ing)|scored?)\b"
    r"|[一二两三四五六七八九十百千半]",
    re.IGNORECASE,
)
"""Most texts hold none of it, and are looked at no further."""


class Amount(NamedTuple):
    """A bound on an attribute."""

    start: int
    end: int
    attribute: Attribute
    tests: Tests


def amounts(text: str) -> Iterator[Amount]:
    """Every bound in a clean `text`; of those that overlap the longest is meant."""
    if not _COUNTED.search(text):
        return
    for match in _RANGE.finditer(text):
        yield from _ranged(match)
    for pattern in (_BARE, _BARE_AFTER):
        for match in pattern.finditer(text):
            what: Attribute = "price" if re.search("pric|cost|价", match["what"], re.I) else "rating"
            yield Amount(*match.span(), what, _tests(match, number(match["n"].lstrip("$€£¥"))))
    for pattern in (_PREFIXED, _SUFFIXED):
        for match in pattern.finditer(text):
            attribute, value = quantity(match["q"])
            yield Amount(*match.span(), attribute, _tests(match, value))
    for match in _HAVE.finditer(text):
        attribute, value = quantity(match["q"])
        if attribute in ("price", "length"):
            yield Amount(*match.span(), attribute, {"lte": value})


def _ranged(match: re.Match[str]) -> Iterator[Amount]:
    attribute, high = quantity(match["q"])
    found = re.fullmatch(NUMBER, match["low"], re.IGNORECASE)
    low = number(match["low"]) if found else quantity(match["low"]).value
    if found and attribute == "length" and re.search("hour|小时", match["q"]):
        low *= 60
    if low <= high:
        yield Amount(*match.span(), attribute, {"gte": low, "lte": high})


def _tests(match: re.Match[str], value: float) -> Tests:
    op = next(op for op in _WORDS if match.groupdict().get(op) is not None)
    if op == "about":
        return {"gte": round(value * (1 - _ABOUT), 6), "lte": round(value * (1 + _ABOUT), 6)}
    return {op: value}
