"""Who is said to have done what: names must stand with the role that the record gives them."""

from __future__ import annotations

from collections.abc import Sequence

from wellread.language.describing import words_chinese as zh
from wellread.language.describing import words_english as en
from wellread.language.describing.kinds import STORIES
from wellread.language.describing.roles import MAKERS, NAMED, ROLES
from wellread.language.describing.support import Support
from wellread.language.describing.tokens import Token
from wellread.language.scripts import HAN_RUN
from wellread.language.word_set import word_set

_OF_WORD: dict[str, frozenset[str]] = {
    word: frozenset(r.name for r in ROLES.values() if r.sort in NAMED and word in r.english | r.chinese)
    for role in ROLES.values()
    if role.sort in NAMED
    for word in role.english | role.chinese
}
"""Word -> the roles of people and makers that it says."""
_PEOPLE = frozenset(role.name for role in ROLES.values() if role.sort in NAMED)
_LINKS = word_set("and by is was are were the a an with of s from in also 是 为 和 与 及 的 所 来 自 等")
_COPULAS = word_set("is was are were has had gets becomes a an the then also")
_BREAKS = frozenset(",、,:：")


def misplaced(tokens: list[Token], support: Support) -> list[tuple[str, str]]:
    """Names said to be what the record does not say they are."""
    found = _characters(tokens, support) if support.kind in STORIES else []
    for name, said in governed(tokens, support.kind):
        if name.roles & said:
            continue
        if name.kind == "name" and not name.roles & _PEOPLE:
            continue  # a title, a place
        if name.kind == "word" and _in_fields(name, support):
            continue
        told = [pair for source in support.sources for pair in governed(source.tokens, support.kind)]
        if not any(other.text == name.text and roles & said for other, roles in told):
            found.append((name.text, f"is not said to be {' or '.join(sorted(said))}"))
    return found


def _characters(tokens: list[Token], support: Support) -> list[tuple[str, str]]:
    """Makers of a story who are said to do what happens in it: "Zemeckis is stranded on an island"."""
    found = []
    for place, token in enumerate(tokens):
        if token.kind != "name" or not token.roles & _PEOPLE or "title" in token.roles:
            continue
        behind = [other for other in tokens[place + 1 :] if other.key not in _COPULAS]
        after = behind[0] if behind else None
        if after is None or after.kind != "word" or after.key in _OF_WORD or _in_fields(after, support):
            continue
        if not (after.key in en.NEUTRAL or after.key in zh.NEUTRAL or after.key in en.KINDS[support.kind]):
            found.append((token.text, f"is not said to be what '{after.text}' tells"))
    return found


def governed(tokens: Sequence[Token], kind: str) -> list[tuple[Token, frozenset[str]]]:
    """Each name, or what stands where one is expected, with the roles that words around say it has."""
    found: list[tuple[Token, frozenset[str]]] = []
    current: frozenset[str] | None = None
    taken = False
    for place, token in enumerate(tokens):
        if token.kind in ("name", "run"):
            if current:
                found.append((token, current))
                taken = True
        elif token.kind == "break":
            current = current if token.key in _BREAKS and (not taken or _goes_on(tokens, place)) else None
        elif token.kind == "word":
            if said := _OF_WORD.get(token.key):
                current, taken = said, False
                found += [(left, said) for left in _left_of(tokens, place)]
                found += [(right, said) for right in _right_of(tokens, place)]
            elif token.key == "by":
                current = current or frozenset(MAKERS[kind])
            elif token.key == "由" or (taken and token.key not in _LINKS):
                current = None
    return found


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """Whether a list of names goes on behind a comma."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return after is not None and (after.kind in ("name", "run") or after.key in ("and", "和", "与"))


def _left_of(tokens: Sequence[Token], place: int) -> list[Token]:
    """Who did it, where that stands before the word: "Murnau directs", 由茂瑙执导."""
    after = tokens[place + 1].key if place + 1 < len(tokens) else ""
    if after in ("by", ":", "is", "was"):
        return []
    at = place - 1
    while at >= 0 and tokens[at].key in ("s", "also", "所", "来", "亲自"):
        at -= 1
    if at < 0:
        return []
    left = tokens[at]
    if left.kind in ("name", "run"):
        return [] if "title" in left.roles else [left]
    through = [token.key for token in tokens[:at]]
    if left.kind == "word" and HAN_RUN.fullmatch(left.key) and "由" in through and left.key not in zh.NEUTRAL:
        return [left]
    return []


def _right_of(tokens: Sequence[Token], place: int) -> list[Token]:
    """Who it is, in Chinese, where no name of the facts stands behind the word: 导演是张三."""
    if not HAN_RUN.fullmatch(tokens[place].key):
        return []
    at = place + 1
    while at < len(tokens) and tokens[at].key in ("是", "为", ":", "："):
        at += 1
    if at >= len(tokens) or tokens[at].kind != "word" or not HAN_RUN.fullmatch(tokens[at].key):
        return []
    right = tokens[at]
    plain = (
        right.key in zh.NEUTRAL or any(right.key in own for own in zh.KINDS.values()) or right.key in _OF_WORD
    )
    return [] if plain or right.key in en.NEUTRAL else [right]


def _in_fields(token: Token, support: Support) -> bool:
    return bool(support.fields.find(token.key))
