"""Facts: what the record of an item says, typed and in order; nothing else may be written about it.

What contradicts itself is left out, on both sides; what is missing stays missing. Reviews, and descriptions
written before, are no source of facts.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from wellread.domain import Item
from wellread.language.clean import clean
from wellread.language.describing import contradictions, kinds
from wellread.language.describing.amounts import Amount, amounts, unit_named
from wellread.language.describing.roles import BY_FIELD, NEVER_SAID, ROLES
from wellread.language.describing.suspicious import speaks_to_models
from wellread.language.describing.units import CURRENCIES, CURRENCY, UNITS
from wellread.settings import Language

VERSION = "1"
"""Part of every digest: changes when facts are read otherwise."""
LONGEST_VALUE, LONGEST_TEXT = 200, 4_000
"""Characters of a field and of a text that are read."""
_CLEAN = Language()
_YEAR_BEHIND = re.compile(r"\s*[(（](\d{4})[)）]\s*$")


class Fact(NamedTuple):
    """One thing that a field says."""

    role: str
    """Of `ROLES`, or the field's own name with spaces between its words."""
    sort: str
    """A `roles.Sort`, or `flag`."""
    value: str
    """As the record has it; of a flag "yes" or "no"."""
    amount: Amount | None = None
    """Of a number."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one item."""

    kind: kinds.Kind
    language: str
    """That of what is to be written."""
    title: str
    names: tuple[str, ...]
    """Every name it goes by, the title first."""
    table: tuple[Fact, ...]
    texts: tuple[str, ...] = ()
    """What is said of it, clean; that in `language` first."""
    left_out: tuple[str, ...] = ()
    """What contradicts itself, or speaks to language models, and so is no fact."""

    def of(self, role: str) -> list[str]:
        """The values that say `role`."""
        return [fact.value for fact in self.table if fact.role == role]

    def amount(self, role: str) -> Amount | None:
        """The number that says `role`."""
        return next((fact.amount for fact in self.table if fact.role == role and fact.amount), None)

    @property
    def digest(self) -> str:
        """Hash of all that may be said."""
        table = [(fact.role, fact.sort, fact.value) for fact in self.table]
        told = [VERSION, self.kind, self.language, self.names, table, self.texts]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[
            :32
        ]


def facts_of(item: Item, language: str) -> Facts:
    """The facts of `item` for a text in `language` (ISO 639-1)."""
    left_out: list[str] = []
    names = [
        name for raw in (item.titled(language), *item.names()) if (name := _sound("a name", raw, left_out))
    ]
    year = next((match[1] for name in names if (match := _YEAR_BEHIND.search(name))), None)
    names = list(dict.fromkeys(_YEAR_BEHIND.sub("", name) or name for name in names))
    table = [*_of_words(item, left_out), *_of_fields(item, left_out)]
    if year:
        table.append(_number("title", "year", float(year)))
    texts = [text for raw in _texts(item, language) if (text := _text(raw, left_out))]
    kind = kinds.guess(item, {fact.role.partition("\t")[0] for fact in table})
    table = contradictions.among(table, left_out)
    table, texts = contradictions.with_texts(table, texts, kind, left_out)
    table = list(dict.fromkeys(fact._replace(role=fact.role.partition("\t")[0]) for fact in table))
    order = {role: place for place, role in enumerate(ROLES)}
    table.sort(key=lambda fact: order.get(fact.role, len(order)))
    title = names[0] if names else ""
    return Facts(kind, language, title, tuple(names), tuple(table), tuple(texts), tuple(left_out))


def _texts(item: Item, language: str) -> list[str]:
    own = item.translations.get(language)
    others = (translation.text for translation in item.translations.values())
    return list(dict.fromkeys([own.text if own else "", item.text, *others]))


def _text(raw: str, left_out: list[str]) -> str:
    if speaks_to_models(raw[: 5 * LONGEST_TEXT]):  # as it came: what is hidden from people counts too
        left_out.append("a text that speaks to language models")
        return ""
    text = clean(raw[: 5 * LONGEST_TEXT], _CLEAN)
    if speaks_to_models(text):
        left_out.append("a text that speaks to language models")
        return ""
    if len(text) <= LONGEST_TEXT:
        return text
    cut = text[:LONGEST_TEXT]
    return cut[: max(cut.rfind(mark) for mark in ".!?。！？") + 1]


def _sound(name: str, raw: Any, left_out: list[str]) -> str:
    """A short text, clean; "" for what is none."""
    text = clean(str(raw)[: 2 * LONGEST_VALUE], _CLEAN)
    if speaks_to_models(str(raw)[:2000]) or speaks_to_models(text):
        left_out.append(f"{name} that speaks to language models")
        return ""
    return text if len(text) <= LONGEST_VALUE else ""


def _of_words(item: Item, left_out: list[str]) -> Iterator[Fact]:
    if category := _sound("a category", item.category, left_out):
        yield Fact("category", "word", category)
    for raw in item.tags:
        if tag := _sound("a tag", raw, left_out):
            yield Fact("tag", "word", tag)


def _of_fields(item: Item, left_out: list[str]) -> Iterator[Fact]:
    currency = str(item.attributes.get("currency") or item.attributes.get("货币") or "")
    for raw, value in item.attributes.items():
        name = re.sub(r"[\s_-]+", "_", raw.strip()).casefold()
        if name in NEVER_SAID or name.endswith(("_id", "_url")) or speaks_to_models(raw):
            continue
        role, unit = _role(name)
        for one in value if isinstance(value, list) else [value]:
            yield from _of_value(name, role, unit, one, currency, left_out)


def _role(name: str) -> tuple[str, str]:
    """Role and unit that the name of a field says."""
    if name in BY_FIELD:
        return BY_FIELD[name].name, ""
    if name in UNITS:  # lessons = 12
        return name, name
    base, _, last = name.rpartition("_")
    if base and (unit_named(name) or last in CURRENCIES):
        return (BY_FIELD[base].name if base in BY_FIELD else base.replace("_", " ")), last
    return name.replace("_", " "), ""


def _of_value(
    name: str, role: str, unit: str, value: Any, currency: str, left_out: list[str]
) -> Iterator[Fact]:
    sort = ROLES[role].sort if role in ROLES else "word"
    if isinstance(value, bool):
        yield Fact(_field(role, name), "flag", "yes" if value else "no")
    elif isinstance(value, int | float):
        yield _number(name, role, float(value), unit or (currency if role == "price" else ""))
    elif isinstance(value, str) and (text := _sound(f"'{name}'", value, left_out)):
        found = amounts(text)
        whole = len(found) == 1 and found[0].end - found[0].start >= len(text.strip(" .+"))
        if sort == "number" or whole:
            if not whole:
                return  # "call for price", "about two": no number that could be checked
            written = f"{text} {currency}" if role == "price" and not found[0].dimension else f"{text} {unit}"
            read = found[0] if found[0].dimension else (amounts(written.strip()) or found)[0]
            yield Fact(_field(role, name), "number", text, read)
        else:
            yield Fact(_field(role, name), sort, text)


def _number(name: str, role: str, value: float, unit: str = "") -> Fact:
    shown = f"{value:.12g}"
    unit = unit.casefold()
    if unit in CURRENCIES:
        amount = Amount(value, CURRENCY, CURRENCIES[unit], 0, 0)
        shown = f"{shown} {unit.upper()}"
    elif known := UNITS.get(unit) or (UNITS["page"] if role == "pages" else None):
        amount = Amount(value * known.factor, known.dimension, frozenset(), 0, 0)
        shown = f"{shown} {unit or 'pages'}"
    else:
        amount = Amount(value, "", frozenset(), 0, 0)
    return Fact(_field(role, name), "number", shown, amount)


def _field(role: str, name: str) -> str:
    """A role with the field that said it, for as long as contradictions are looked for."""
    return f"{role}\t{name}"
