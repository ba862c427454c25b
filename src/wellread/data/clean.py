"""Mending single values: ids, texts, numbers, lists. What is mended is counted, what cannot be is refused."""

from __future__ import annotations

import ast
import html
import json
import math
import re
import unicodedata
from collections import Counter
from typing import Any

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPED = 3
"""How many times over a text may be escaped."""
_CURRENCY = re.compile(r"^(?:[$€£¥₹]|US\$|USD|EUR|GBP|CNY)\s*|\s*(?:[$€£¥₹元]|USD|EUR|GBP|CNY)$")
_NUMBER = re.compile(r"[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_THOUSANDS = re.compile(r"([+-]?\d{1,3}(?:,\d{3})+)(\.\d+)?")
_CONTINENTAL = re.compile(r"([+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)),(\d+)")
_NOTHING = {"", "na", "n/a", "nan", "null", "none", "nil", "\\n", "-"}


class Refused(ValueError):
    """A value that cannot be mended; its row goes to quarantine with this cause. Never leaves the package."""


def text(value: Any, fixes: Counter[str]) -> str:
    """A title or text: HTML entities resolved, white space collapsed, NUL and lone surrogates replaced.

    None is the empty text.
    """
    if value is None:
        return ""
    given = mended = _storable(value if isinstance(value, str) else str(value), fixes)
    # Twice escaped (`&amp;quot;`) is common: mend until mending again changes nothing, within reason.
    for _ in range(_ESCAPED):
        if "&" not in mended:
            break
        mended = _ENTITY.sub(lambda entity: html.unescape(entity[0]), mended)
    if mended != given:
        fixes["HTML entities resolved"] += 1
    collapsed = " ".join(mended.split())
    if collapsed != mended:
        fixes["white space collapsed"] += 1
    return collapsed


def _storable(value: str, fixes: Counter[str]) -> str:
    """Databases choke on NUL and on lone surrogates, in attributes as in texts."""
    if value.isascii() and "\x00" not in value:
        return value
    mended = value.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
    if mended != value:
        fixes["characters replaced that no text may hold"] += 1
    return mended


def identifier(value: Any, fixes: Counter[str]) -> str:
    """An id: surrounding space removed, Unicode form C; a whole number read as float loses its `.0`."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else _no_id(value)
    given = value if isinstance(value, str) else str(value)
    mended = given.strip()
    if not mended.isascii():
        mended = unicodedata.normalize("NFC", mended)
    if mended != given:
        fixes["ids trimmed or normalised"] += 1
    return mended


def _no_id(value: float) -> str:
    """NaN is how data frames write a missing id; no other fraction identifies anything."""
    if math.isnan(value):
        return ""
    raise Refused("an id that is a fraction")


def missing(value: Any) -> bool:
    """Whether a cell says that there is no value: empty, `NA`, `null`, NaN, ..."""
    if isinstance(value, str):
        return value.strip().lower() in _NOTHING
    return value is None or (isinstance(value, float) and math.isnan(value))


def number(value: Any, fixes: Counter[str]) -> float:
    """A finite number: `$12.50`, `1,299.00`, `1.299,00` and `3,5` are understood.

    Raises:
        Refused: it is no number, or not finite.
    """
    try:
        result = float(value)
    except (ValueError, TypeError, OverflowError):
        try:
            result = float(_digits(str(value), fixes))
        except ValueError:
            raise Refused("not a number") from None
    if not math.isfinite(result):
        raise Refused("a number that is not finite")
    return result


def is_number(value: str) -> bool:
    """Whether a cell reads as a number; codes with leading zeros ("02138") do not."""
    fixes: Counter[str] = Counter()
    return _NUMBER.fullmatch(_digits(value, fixes)) is not None


def _digits(value: str, fixes: Counter[str]) -> str:
    """The number without its currency and thousands separators, with a decimal point."""
    value = value.strip()
    bare = _CURRENCY.sub("", value)
    if found := _THOUSANDS.fullmatch(bare):
        bare = found[1].replace(",", "") + (found[2] or "")
    elif found := _CONTINENTAL.fullmatch(bare):
        bare = f"{found[1].replace('.', '')}.{found[2]}"
    if bare != value:
        fixes["numbers with currency signs or separators"] += 1
    return bare


def flag(value: Any) -> bool:
    """Yes or no.

    Raises:
        Refused: it says neither.
    """
    answer = str(value).strip().lower()
    if answer in {"true", "yes", "y", "1", "1.0", "in stock"}:
        return True
    if answer in {"false", "no", "n", "0", "0.0", "out of stock"}:
        return False
    raise Refused("neither yes nor no")


def listed(value: Any, separators: str, fixes: Counter[str]) -> list[str]:
    """A list of texts, empty ones and repetitions dropped.

    Args:
        value: A list, a JSON array, a Python list as text, or texts between separators.
        separators: Those to split at; the first that occurs is the one.
        fixes: Where mended values are counted.
    """
    parts = parsed(value)
    if isinstance(parts, str):
        separator = next((s for s in separators if s in parts), None)
        parts = parts.split(separator) if separator else [parts]
    elif not isinstance(parts, list):
        parts = [] if missing(parts) else [parts]
    # Kaggle's film files hold lists of {"id": 18, "name": "Drama"}.
    names = (part.get("name") if isinstance(part, dict) else part for part in parts)
    return list(dict.fromkeys(name for part in names if (name := text(part, fixes))))


def parsed(value: Any) -> Any:
    """The list or object that a text holds as JSON (or as Python would print it), else the value itself."""
    if not isinstance(value, str) or value[:1] not in {"[", "{"}:
        return value
    for parse in (json.loads, ast.literal_eval):
        try:
            return parse(value)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
    return value
