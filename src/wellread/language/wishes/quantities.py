"""Quantities in sentences: numbers, in digits or words, with what they count."""

from __future__ import annotations

import re
from typing import NamedTuple

from wellread.language.wishes.fields import Attribute

_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_HAN = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_HAN_NUMBER = "[零〇一二两三四五六七八九十百千万]{1,9}"
NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,9}}(?:\.\d{{1,3}})?|{_HAN_NUMBER}"
    rf"|\b(?:{'|'.join(_WORDS)})\b)"
)
"""A number, in digits, English or Chinese."""
_CURRENCY = (
    "dollars?|bucks?|usd|euros?|eur|pounds?|gbp|quid|yuan|rmb|cny|yen|jpy"
    "|元钱?|圆|块钱?|美元|美金|欧元|人民币|刀"
)
_PATTERNS: dict[Attribute, str] = {
    "price": rf"(?:[$€£¥] ?{NUMBER}|{NUMBER} ?(?:{_CURRENCY})(?![a-z]))",
    "length": (
        rf"(?:half an hour|半个?(?:小时|钟头)|{NUMBER} ?hours? and a half|{NUMBER} and a half hours?"
        rf"|{NUMBER}个?半(?:小时|钟头)"
        rf"|{NUMBER}[ -]?(?:hours?|hrs?|h)\b(?: (?:and )?{NUMBER} ?(?:minutes?|mins?|m)\b)?"
        rf"|{NUMBER}个?(?:小时|钟头)(?:{NUMBER}分钟?)?|{NUMBER}[ -]?(?:minutes?|mins?)\b|{NUMBER}分钟)"
    ),
    "pages": rf"(?:{NUMBER}[ -]?pages?\b|{NUMBER}页)",
    "rating": rf"(?:{NUMBER} ?(?:-? ?stars?\b|/ ?10|/ ?5|分(?!钟)|颗?星))",
}
QUANTITY = "(?:" + "|".join(f"{pattern}" for pattern in _PATTERNS.values()) + ")"
"""A number and what it counts."""
_KINDS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _PATTERNS.items()}
NUMBERS = re.compile(NUMBER, re.IGNORECASE)
"""Finds them."""
_HOURS = re.compile("hour|hrs?|[0-9 ]h|小时|钟头", re.IGNORECASE)


class Quantity(NamedTuple):
    """How much of what."""

    attribute: Attribute
    value: float
    """Minutes of a length."""


def quantity(text: str) -> Quantity:
    """The quantity that `text`, matched by `QUANTITY`, says."""
    kind = next(kind for kind, pattern in _KINDS.items() if pattern.fullmatch(text))
    numbers = [number(found) for found in NUMBERS.findall(text)]
    if kind != "length":
        return Quantity(kind, numbers[0])
    half = "half" in text.casefold() or "半" in text
    if half and (len(numbers) < 2 and not re.search("[0-9]|个半", text) and "and" not in text):
        return Quantity(kind, 30.0)
    if not _HOURS.search(text):
        return Quantity(kind, numbers[0])
    minutes = numbers[1] if len(numbers) > 1 and not half else 0.0
    return Quantity(kind, 60 * (numbers[0] + 0.5 * half) + minutes)


def number(text: str) -> float:
    """The number that `text`, matched by `NUMBER`, says."""
    plain = text.casefold().replace(",", "")
    if plain in _WORDS:
        return float(_WORDS[plain])
    return float(plain) if plain[0].isdigit() else _han_number(plain)


def _han_number(text: str) -> float:
    """The value of Chinese numerals: 一百二十 and 一百二 are 120, 九八 is 98."""
    if not any(char in _POWERS for char in text):
        return float("".join(str(_HAN[char]) for char in text))
    total, digit, power = 0, 0, 1
    for char in text:
        if char in _HAN:
            digit = _HAN[char]
        else:
            power = _POWERS[char]
            total = (total + digit) * power if char == "万" else total + (digit or 1) * power
            digit = 0
    return float(total + digit * (power // 10 if power > 10 and "零" not in text else 1))
