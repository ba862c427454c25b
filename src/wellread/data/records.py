"""From the cells of one row to an item, a user or an event."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from wellread.data import clean
from wellread.data.clean import Refused
from wellread.data.column_types import plain
from wellread.data.times import first_of, moment
from wellread.domain import Event, Item, User

DAY = 86_400.0
_WORDS = ("title", "text", "category", "image", "audio")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_Fixes = Counter[str]


def item(given: dict[str, Any], extra: dict[str, Any], now: float, fixes: _Fixes) -> Item:
    """An item; `extra` are its attributes.

    Raises:
        Refused: a value cannot be mended.
        ValidationError: a value breaks a rule of the domain.
    """
    words = {name: clean.text(given.get(name), fixes) for name in _WORDS}
    return Item(
        id=_required(given, "id", fixes),
        **words,
        language=clean.text(given.get("language"), fixes).lower(),
        tags=clean.listed(given.get("tags"), "|;,", fixes),
        aliases=clean.listed(given.get("aliases"), "|;", fixes),
        translations=_object(given, "translations", fixes),
        attributes=_object(given, "attributes", fixes) | extra,
        time=_published(given.get("time"), fixes),
        available=_optional(given, "available", clean.flag) is not False,
    )


def user(given: dict[str, Any], extra: dict[str, Any], now: float, fixes: _Fixes) -> User:
    """A user; `extra` are traits.

    Raises:
        Refused: a value cannot be mended.
        ValidationError: a value breaks a rule of the domain.
    """
    traits = _object(given, "traits", fixes) | extra
    return User(
        id=_required(given, "id", fixes),
        traits={name: _single(value) for name, value in traits.items()},
        text=clean.text(given.get("text"), fixes),
        consents=_object(given, "consents", fixes),
    )


def event(given: dict[str, Any], extra: dict[str, Any], now: float, fixes: _Fixes) -> Event:
    """An event; `extra` is context. Without an id it gets one that depends on what happened alone.

    Raises:
        Refused: a value cannot be mended, or cannot be true: a time to come, negative stars.
        ValidationError: a value breaks a rule of the domain.
    """
    who, what = _required(given, "user", fixes), clean.identifier(given.get("item"), fixes)
    kind = clean.text(_required(given, "kind", fixes), fixes).lower()
    value = _optional(given, "value", lambda value: clean.number(value, fixes))
    time = _optional(given, "time", lambda value: moment(value, fixes))
    words = clean.text(given.get("text"), fixes)
    _check(kind, value, time, now)
    if time is None:
        fixes["events without a time: set to the time of the import"] += 1
    return Event(
        id=clean.identifier(given.get("id"), fixes) or event_id(who, what, kind, time, value, words),
        user=who,
        item=what or None,
        kind=kind,
        value=value,
        time=now if time is None else time,
        text=words,
        session=clean.identifier(given.get("session"), fixes),
        context=_object(given, "context", fixes) | extra,
        request=clean.identifier(given.get("request"), fixes) or None,
        synthetic=_optional(given, "synthetic", clean.flag) or False,
    )


def event_id(user: str, item: str, kind: str, time: float | None, value: float | None, text: str) -> str:
    """A short hash of what happened: the same row imported again is the same event."""
    what = "\x1f".join((user, item, kind, str(time), str(value), text))
    return hashlib.blake2b(what.encode("utf-8", "replace"), digest_size=12).hexdigest()


def cause(error: Refused | ValidationError) -> str:
    """Why a row is refused, without its values, so that equal causes count together."""
    if isinstance(error, Refused):
        return str(error)
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"][:1])
    return f"{field}: {first['msg']}" if field else str(first["msg"])


def _check(kind: str, value: float | None, time: float | None, now: float) -> None:
    if time is not None and time > now + DAY:
        raise Refused("time in the future")
    if time is not None and time < 0:
        raise Refused("time before 1970")
    if kind == "rate" and value is None:
        raise Refused("a rating without a value")
    if kind == "rate" and value is not None and value < 0:
        raise Refused("a negative rating")


def _required(given: dict[str, Any], field: str, fixes: _Fixes) -> str:
    found = clean.identifier(given.get(field), fixes)
    if not found:
        raise Refused(f"no {field}")
    return found


def _optional(given: dict[str, Any], field: str, read: Callable[[Any], Any]) -> Any:
    """The field as `read` understands it; None when its cell is empty."""
    value = given.get(field)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        return read(value)
    except Refused as refused:
        raise Refused(f"{field}: {refused}") from None


def _published(value: Any, fixes: _Fixes) -> float | None:
    """When an item came out: a time, or a year alone. What cannot be used is left out; the item stays."""
    if clean.missing(value):
        return None
    try:
        whole_year = isinstance(value, str) and _YEAR.fullmatch(value.strip())
        time = first_of(int(value)) if whole_year else moment(value, fixes)
    except Refused:
        fixes["item times left out: not understood"] += 1
        return None
    if time is None or time < 0:
        fixes["item times left out: before 1970"] += 1
        return None
    return time


def _object(given: dict[str, Any], field: str, fixes: _Fixes) -> dict[str, Any]:
    value = clean.parsed(given.get(field))
    if value is None or value == "":
        return {}
    if not isinstance(value, dict):
        raise Refused(f"{field}: no JSON object")
    found: dict[str, Any] = plain(value, fixes)
    return found


def _single(value: Any) -> Any:
    """A trait is one value: a list or an object is kept as its JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
