"""Values of facts as a sentence says them, in English and Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from wellread.language.describing.amounts import Amount
from wellread.language.describing.facts import Facts
from wellread.language.describing.glossary import BACK, GLOSSARY, PLACES, TONGUES, translated
from wellread.language.describing.kinds import names_kind
from wellread.language.describing.units import CURRENCY
from wellread.language.scripts import HAN_RUN

_UNITS: dict[str, tuple[tuple[float, str, str], ...]] = {
    "time": ((60.0, "minute", "分钟"), (1.0, "second", "秒")),
    "day": ((7.0, "week", "周"), (1.0, "day", "天")),
    "month": ((1.0, "month", "个月"),),
    "mass": ((1e6, "kg", "千克"), (1e3, "g", "克"), (1.0, "mg", "毫克")),
    "length": ((1e6, "km", "公里"), (1e3, "m", "米"), (10.0, "cm", "厘米"), (1.0, "mm", "毫米")),
    "volume": ((1e3, "l", "升"), (1.0, "ml", "毫升")),
    "pound": ((1.0, "lb", "磅"),),
    "ounce": ((1.0, "oz", "盎司"),),
    "inch": ((1.0, "inch", "英寸"),),
    "page": ((1.0, "page", "页"),),
    "lesson": ((1.0, "lesson", "节"),),
    "episode": ((1.0, "episode", "集"),),
}
_WHOLE_WORDS = frozenset({"minute", "second", "week", "day", "month", "page", "lesson", "episode"})
_CURRENCIES = {"USD": "美元", "EUR": "欧元", "GBP": "英镑", "CNY": "元", "JPY": "日元", "HKD": "港元"}


def measured(amount: Amount, language: str) -> str:
    """An amount with its unit; "" for one that has none, or whose currency is uncertain."""
    if amount.dimension == CURRENCY:
        if len(amount.currency) != 1 or amount.value < 0:
            return ""
        code = next(iter(amount.currency))
        number = f"{amount.value:.2f}".removesuffix(".00")
        return (
            f"{number}{_CURRENCIES[code]}" if language == "zh" and code in _CURRENCIES else f"{number} {code}"
        )
    known = _UNITS.get(amount.dimension)
    if known is None or amount.value <= 0:
        return ""
    minutes, seconds = divmod(amount.value, 60)
    if amount.dimension == "time" and minutes and seconds:
        return f"{minutes:.0f}:{seconds:02.0f}" if amount.value < 3600 and seconds.is_integer() else ""
    factor, english, chinese = next((own for own in known if amount.value >= own[0]), known[-1])
    number = f"{amount.value / factor:.6g}"
    if "e" in number:
        return ""
    if language == "zh":
        return number + chinese
    return f"{number} {english}{'s' if english in _WHOLE_WORDS and number != '1' else ''}"


def words(facts: Facts, *roles: str) -> list[str]:
    """The values of the first of `roles` that has any, in the language of the facts, without repetition."""
    for role in roles:
        found = [said for value in facts.of(role) if (said := _in_language(value, facts.language))]
        if found:
            return list(dict.fromkeys(found))
    return []


def genres(facts: Facts) -> list[str]:
    """What kind of story or music it is: at most three genres, known ones where only tags tell."""
    own = words(facts, "genre")
    if own:
        return own[:3]
    known = {*GLOSSARY, *BACK}
    tags = [value for role in ("tag", "category") for value in facts.of(role) if value.casefold() in known]
    tags = [tag for tag in tags if not names_kind(tag)]
    return list(dict.fromkeys(said for tag in tags if (said := _in_language(tag, facts.language))))[:3]


def places(facts: Facts) -> list[str]:
    """Countries by name; codes that have none here are left out."""
    return _by_name(facts, "country", PLACES)


def tongues(facts: Facts) -> list[str]:
    """Languages by name."""
    return _by_name(facts, "tongue", TONGUES)


def _by_name(facts: Facts, role: str, table: dict[str, dict[str, str]]) -> list[str]:
    found = []
    for value in facts.of(role):
        known = table.get(value.casefold()) or next(
            (own for own in table.values() if value in own.values()), None
        )
        if known:
            found.append(known[facts.language])
    return list(dict.fromkeys(found))


def _in_language(value: str, language: str) -> str:
    """A word of a field, lower-case in English unless it is a name; "" where it is in another script."""
    said = translated(value, language)
    han = bool(HAN_RUN.search(said))
    if language == "zh":
        return said if han or said != said.lower() else ""
    if han or not said.isascii():
        return ""
    known = value.casefold() in GLOSSARY or value in BACK
    return said.lower() if known and said not in ("Western",) else said


def listed(values: Sequence[str], language: str) -> str:
    """The values as a list: a, b and c."""
    if language == "zh":
        return "、".join(values)
    return f"{', '.join(values[:-1])} and {values[-1]}" if len(values) > 1 else "".join(values)
