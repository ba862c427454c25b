"""Points in time, however a file writes them, as seconds since 1970 UTC."""

from __future__ import annotations

import math
import re
from collections import Counter
from datetime import UTC, date, datetime, time
from typing import Any

from wellread.data.clean import Refused

_UNITS = (
    (1e11, 1.0, "seconds"), (1e14, 1e3, "milliseconds"), (1e17, 1e6, "microseconds"),
    (math.inf, 1e9, "nanoseconds"),
)  # fmt: skip
"""Magnitude below which a number is of this unit, units a second, name."""
_COMPACT_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")

_LOOSE_DATE = re.compile(r"(\d{4})[-/年](\d{1,2})(?:[-/月](\d{1,2})日?)?月?")
"""Year first leaves no doubt; "03/04/2020" does and is refused."""


def moment(value: Any, fixes: Counter[str]) -> float:
    """Seconds since 1970-01-01 UTC, negative before.

    Numbers are seconds, milliseconds, microseconds or nanoseconds, by their magnitude; texts are numbers or
    ISO 8601 dates and times, or dates like 2005-1, 2005/1/31, 2005年1月. Without a zone they are in UTC.

    Raises:
        Refused: it is no time.
    """
    if isinstance(value, str):
        value = _read(value.strip())
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp()
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC).timestamp()
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused("a time that is not understood")
    return _in_seconds(value, fixes)


def first_of(year: int) -> float | None:
    """1 January of a year in seconds; None before 1970, where times of items do not reach."""
    return datetime(year, 1, 1, tzinfo=UTC).timestamp() if 1970 <= year <= 9999 else None


def _read(value: str) -> float | datetime:
    if not _COMPACT_DATE.fullmatch(value):
        try:
            return float(value)
        except ValueError:
            pass
    try:
        if loose := _LOOSE_DATE.fullmatch(value):
            return datetime(int(loose[1]), int(loose[2]), int(loose[3] or 1), tzinfo=UTC)
        return datetime.fromisoformat(value)
    except ValueError:
        raise Refused("a time that is not understood") from None


def _in_seconds(value: float, fixes: Counter[str]) -> float:
    if not math.isfinite(value):
        raise Refused("a time that is not finite")
    unit, name = next((unit, name) for below, unit, name in _UNITS if abs(value) < below)
    if unit > 1:
        fixes[f"times in {name}"] += 1
    return value / unit
