"""Contradictions: fields that deny one another, and texts that deny fields. Neither side is a fact then."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from wellread.language.describing.amounts import amounts
from wellread.language.describing.kinds import STORIES
from wellread.language.describing.roles import NAMED, ROLES
from wellread.language.describing.sentences import sentences
from wellread.language.describing.units import CURRENCY

if TYPE_CHECKING:
    from wellread.language.describing.facts import Fact

_RELEASED = re.compile(
    r"\b(?:released|published|premiered|launched|issued|first aired|came out)\b[^.\d]{0,25}(\d{4})\b"
    r"|\b(\d{4})\s+(?:[a-z-]+\s+){0,2}(?:film|movie|novel|book|edition|release|model|album|song)\b"
    r"|(\d{4})年?(?:\d+月)?(?:\d+日)?(?:上映|出版|发行|发布|首映|上市|推出)|(?:上映|出版|发行|首映)[^\d。]{0,6}(\d{4})"
    r"|(\d{4})年的?(?:电影|影片|小说|专辑|歌曲|图书)",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(?:first|last|each|every|per|another|other|next)\W*$|[前后每第]$", re.IGNORECASE)
_NAME = r"((?:[A-Z][\w.'’-]*[ ]?){1,4})"
_BY = {
    "director": re.compile(rf"\b[Dd]irected by {_NAME}|(?:由|导演[::是为]?)\s*([^,，。.;；]{{2,20}}?)执导"),
    "author": re.compile(rf"\b(?:[Ww]ritten|[Aa]uthored) by {_NAME}|作者[::是为]\s*([^,，。.;；]{{2,20}})"),
    "artist": re.compile(rf"\b(?:[Ss]ung|[Pp]erformed) by {_NAME}|由([^,，。.;；]{{2,20}}?)演唱"),
    "instructor": re.compile(rf"\b[Tt]aught by {_NAME}|由([^,，。.;；]{{2,20}}?)主讲"),
}


def among(table: list[Fact], left_out: list[str]) -> list[Fact]:
    """The facts without roles to which two fields, or a field and the title, give different values."""
    said: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in table:
        role, _, field = fact.role.partition("\t")
        if field:
            said[role][field].append(fact)
    bad = {role for role, fields in said.items() if len(fields) > 1 and _differ(fields)}
    left_out += [f"'{role}', of which the record says different things" for role in sorted(bad)]
    return [fact for fact in table if fact.role.partition("\t")[0] not in bad]


def _differ(fields: dict[str, list[Fact]]) -> bool:
    facts = [fact for own in fields.values() for fact in own]
    if found := [fact.amount for fact in facts if fact.amount]:
        return any(not one.same(found[0]) for one in found)
    if facts[0].sort not in (*NAMED, "place", "flag"):
        return False  # two fields of topics add up
    values = [{fact.value.casefold() for fact in own} for own in fields.values()]
    return not set.intersection(*values)


def with_texts(
    table: list[Fact], texts: list[str], kind: str, left_out: list[str]
) -> tuple[list[Fact], list[str]]:
    """Facts and texts without the facts and sentences that deny one another."""
    denied: set[str] = set()
    kept: list[str] = []
    for text in texts:
        sound: list[str] = []
        for sentence in sentences(text):
            roles = {fact.role for fact in table if _denies(sentence, fact, table, kind)}
            denied |= roles
            if not roles:
                sound.append(sentence)
        kept.append("".join(_spaced(sound)).strip())
    names = sorted({role.partition("\t")[0] for role in denied})
    left_out += [f"'{name}', of which field and text say different things" for name in names]
    return [fact for fact in table if fact.role not in denied], [text for text in kept if text]


def _spaced(sound: list[str]) -> list[str]:
    return [one + (" " if one[-1:].isascii() else "") for one in sound]


def _denies(sentence: str, fact: Fact, table: list[Fact], kind: str) -> bool:
    role = fact.role.partition("\t")[0]
    if fact.sort == "flag":
        return _denies_flag(sentence, role, fact.value == "yes")
    if role in _BY:
        return _names_another(sentence, role, [other.value for other in table if other.role == fact.role])
    if fact.amount is None:
        return False
    if role == "year":
        years = {year for match in _RELEASED.finditer(sentence) for year in match.groups() if year}
        return bool(years) and f"{fact.amount.value:g}" not in years
    if role == "price":
        if kind in STORIES and not _mentions(sentence, role):
            return False
        prices = [amount for amount in amounts(sentence) if amount.dimension == CURRENCY]
        return bool(prices) and not any(abs(p.value - fact.amount.value) < 1e-9 for p in prices)
    dimension = fact.amount.dimension
    if role not in ROLES or not dimension or not (dimension == "page" or _mentions(sentence, role)):
        return False
    measured = [a for a in amounts(sentence) if a.dimension == dimension and not _partial(sentence, a.start)]
    return bool(measured) and not any(amount.same(fact.amount) for amount in measured)


def _partial(sentence: str, start: int) -> bool:
    """Whether the number at `start` counts a part only: the first two of many."""
    return bool(_PART.search(sentence[max(start - 12, 0) : start]))


def _mentions(sentence: str, role: str) -> bool:
    known = ROLES.get(role)
    if known is None:
        return role.casefold() in sentence.casefold()
    words = set(re.findall(r"[a-z]+", sentence.casefold()))
    return bool(words & known.english) or any(len(word) > 1 and word in sentence for word in known.chinese)


def _denies_flag(sentence: str, name: str, yes: bool) -> bool:
    pattern = re.escape(name).replace(r"\ ", r"[\s-]")
    if not (found := re.search(rf"(?<![A-Za-z]){pattern}(?![A-Za-z])", sentence, re.IGNORECASE)):
        return False
    before = sentence[max(found.start() - 24, 0) : found.start()]
    negative = bool(re.search(r"\b(?:not|isn't|never|non|no|without)\b|n't\b|[不非无没]", before.casefold()))
    return negative == yes


def _names_another(sentence: str, role: str, values: list[str]) -> bool:
    for match in _BY[role].finditer(sentence):
        words = {word.casefold() for word in re.findall(r"\w+", next(g for g in match.groups() if g))}
        known = {word.casefold() for value in values for word in re.findall(r"\w+", value)}
        if not words & known:
            return True
    return False
