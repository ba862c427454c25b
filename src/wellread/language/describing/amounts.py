"""Amounts in a text: numbers in digits or in words, English and Chinese, with what they count or measure."""

from __future__ import annotations

import re
from typing import NamedTuple

from wellread.language.describing.units import CURRENCIES, CURRENCY, UNITS, Unit


class Amount(NamedTuple):
    """One number of a text."""

    value: float
    """In the smallest unit of its dimension; as written where no unit is known."""
    dimension: str
    """"" where the number stands alone, or before a word that is no unit."""
    currency: frozenset[str]
    """What its currency may be; empty for what is no price."""
    start: int
    end: int

    def same(self, other: Amount) -> bool:
        """Whether both say the same of the same."""
        equal = abs(self.value - other.value) <= 1e-9 * max(abs(self.value), abs(other.value), 1.0)
        if not equal or self.dimension != other.dimension:
            return False
        return self.dimension != CURRENCY or bool(self.currency & other.currency)


_UP_TO_19 = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: n for n, word in enumerate(_UP_TO_19.split())}
_SMALL |= {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
_WORD = "|".join(sorted([*_SMALL, *_SCALES], key=len, reverse=True))
_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_HAN = "零〇一二两三四五六七八九十百千万亿壹贰叁"
_SIGN = "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True))
_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_NUMBER = re.compile(
    rf"""
    (?P<clock>(?<![A-Za-z\d:.])\d{{1,2}}:\d\d(?::\d\d)?(?![A-Za-z\d:]))
    |(?:(?P<sign>{_SIGN})\s?)?
     (?:
       (?P<digits>(?<![A-Za-z\d.,])-?(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?))
       (?P<scale>\s?(?:hundred|thousand|million|billion|dozen)\b|[kK](?![A-Za-z])|[百千万亿]+)?
      |(?P<words>\b(?:(?:{_WORD})(?:[\s-]+(?:and[\s-]+)?)?)*(?:{_WORD})s?\b)
      |(?P<han>[{_HAN}]+(?:点[{_HAN}]+)?|半(?=个?(?:小时|年|月|天|分|斤|公斤)))
     )
     (?P<rest>[多余几]?个?)
     (?:\s?-?(?P<unit>{_SIGN}|{_UNIT})(?![A-Za-z])|(?P<decade>'?s\b)|(?P<ordinal>(?:st|nd|rd|th)\b))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:-|–|—|~|×|x|to|by|and|至|到|和)\s*", re.IGNORECASE)
"""Between the numbers of "10-15 cm" and "3 x 5 cm": the unit belongs to both."""


def amounts(text: str) -> list[Amount]:
    """The numbers of `text`, left to right. Han numerals count where a unit or nothing follows them.

    Args:
        text: Clean (NFKC).
    """
    found: list[Amount] = []
    for match in _NUMBER.finditer(text):
        amount = _read(match)
        if amount is not None:
            found.append(amount)
    for place in range(len(found) - 1, 0, -1):
        before, after = found[place - 1], found[place]
        if not before.dimension and after.dimension and _JOINED.fullmatch(text[before.end : after.start]):
            factor = _factor(text[after.start : after.end])
            found[place - 1] = before._replace(
                value=before.value * factor, dimension=after.dimension, currency=after.currency
            )
    return found


def unit_named(name: str) -> Unit | None:
    """The unit that a field's name says: `weight_kg`, `duration_minutes`, `时长_分钟`."""
    last = re.split(r"[_\s(（)）-]+", name.strip("_ )）").casefold())[-1]
    return UNITS.get(last)


def _read(match: re.Match[str]) -> Amount | None:
    start, end = match.span()
    if clock := match["clock"]:
        parts = [float(part) for part in clock.split(":")]
        return Amount(
            sum(60.0**n * p for n, p in enumerate(reversed(parts))), "time", frozenset(), start, end
        )
    value = _value(match)
    written, sign = (match["unit"] or "").casefold(), (match["sign"] or "").casefold()
    currency = CURRENCIES.get(sign) or CURRENCIES.get(written) or frozenset()
    if currency:
        return Amount(value, CURRENCY, currency, start, end)
    if written == "年" and 1000 <= value < 2200:  # the year 2019, not 2019 years
        return Amount(value, "", currency, start, end)
    if written:
        unit = UNITS[written]
        return Amount(value * unit.factor, unit.dimension, currency, start, end)
    if match["decade"] or match["ordinal"]:
        return Amount(value, "decade" if match["decade"] else "ordinal", currency, start, end)
    return Amount(value, "", currency, start, end - len(match["rest"]))


def _value(match: re.Match[str]) -> float:
    if match["digits"]:
        scale = (match["scale"] or "").strip().casefold()
        factor = 1_000 if scale == "k" else _SCALES.get(scale) or 1
        for char in scale:
            factor *= _HAN_SCALES.get(char, 1)
        return float(match["digits"].replace(",", "")) * factor
    if match["words"]:
        return _english(match["words"].casefold())
    return 0.5 if match["han"] == "半" else _chinese(match["han"])


def _english(words: str) -> float:
    total = part = 0.0
    for word in re.split(r"[\s-]+", words):
        name = word if word in _SMALL or word in _SCALES else word.removesuffix("s")
        if name in _SMALL:
            part += _SMALL[name]
        elif name in ("hundred", "dozen"):
            part = max(part, 1) * _SCALES[name]
        elif name in _SCALES:
            total, part = total + max(part, 1) * _SCALES[name], 0.0
    return total + part


def _chinese(numeral: str) -> float:
    whole, _, rest = numeral.partition("点")
    if not any(char in _HAN_SCALES for char in whole):  # 二〇一九: digit by digit
        value = float("".join(str(_HAN_DIGITS[char]) for char in whole))
    else:
        value = _by_scales(whole)
    return value + float("0." + "".join(str(_HAN_DIGITS.get(char, 0)) for char in rest)) if rest else value


def _by_scales(numeral: str) -> float:
    total = part = digit = 0.0
    for char in numeral:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif char in "万亿":
            total, part, digit = (total + part + digit or 1.0) * _HAN_SCALES[char], 0.0, 0.0
        else:
            part, digit = part + (digit or 1.0) * _HAN_SCALES[char], 0.0
    return total + part + digit


def _factor(written: str) -> float:
    """What one of the unit at the end of `written` is in the smallest unit."""
    unit = re.search(r"[^\d\s.,-]+$", written)
    named = UNITS.get(unit[0].casefold()) if unit else None
    return named.factor if named else 1.0
