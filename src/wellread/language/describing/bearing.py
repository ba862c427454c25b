"""Whether a word is borne out: by what says nothing, by a field, by a sentence of the item's text."""

from __future__ import annotations

from collections.abc import Sequence

from wellread.language.describing import words_chinese as zh
from wellread.language.describing import words_english as en
from wellread.language.describing.roles import ROLES
from wellread.language.describing.support import Source, Support
from wellread.language.describing.tokens import Token
from wellread.language.describing.word_table import Said, Words
from wellread.language.scripts import HAN_RUN

_COMPANY = 5
"""Words on each side within which another word of the draft must stand."""


def clauses_of(tokens: Sequence[Token]) -> list[range]:
    """Where the clauses of a sentence stand."""
    ends = [place for place, token in enumerate(tokens) if token.kind == "break"] + [len(tokens)]
    return [range(start, end) for start, end in zip([0, *(end + 1 for end in ends)], ends, strict=False)]


def is_neutral(key: str, kind: str) -> bool:
    """Whether a word claims nothing of an item of that kind."""
    if key in en.NEUTRAL or key in zh.NEUTRAL or key in en.KINDS[kind] or key in zh.KINDS[kind]:
        return True
    return len(key) > 1 and key[0] in zh.POINTING and is_neutral(key[1:], kind)


LABELS: dict[str, frozenset[str]] = {
    word: frozenset(role.name for role in ROLES.values() if word in role.english | role.chinese)
    for own in ROLES.values()
    for word in own.english | own.chinese
}
"""Word -> the roles that it says."""


def said_by(key: str, support: Support) -> frozenset[str]:
    """The roles that a word says: those that everybody knows, and fields of the item's own."""
    own = {role for role in support.roles if role not in ROLES and key in words_of(role)}
    return LABELS.get(key, frozenset()) | own


def words_of(role: str) -> frozenset[str]:
    """The words that say a role."""
    known = ROLES.get(role)
    if known is not None:
        return known.english | known.chinese
    words = role.casefold().split()
    return frozenset([*words, *(word.removesuffix("s") for word in words), role])


def compatible(said: Said, token: Token) -> bool:
    """Whether a word is turned as it is where it is borne out."""
    source, draft = unbound(said.senses), unbound(token.senses)
    return ("not" in source) == ("not" in draft) and source <= draft


def unbound(senses: frozenset[str]) -> frozenset[str]:
    """The senses that turn words: without those that bound numbers."""
    return frozenset(sense for sense in senses if not sense.startswith("bound"))


def fits(words: Words, token: Token) -> bool:
    """Whether `words` bear a word out."""
    return bool(_said(words, token))


def _said(words: Words, token: Token) -> list[Said]:
    found = [said for said in words.find(token.key) if compatible(said, token)]
    if found or not HAN_RUN.fullmatch(token.key):
        return found
    for cut in range(1, len(token.key)):  # 恐怖片: 恐怖, and 片
        parts = [token._replace(key=part) for part in (token.key[:cut], token.key[cut:])]
        sides = [_said_or_plain(words, part) for part in parts]
        if all(side is not None for side in sides) and any(sides):
            return [said for side in sides if side for said in side]
    return []


def _said_or_plain(words: Words, token: Token) -> list[Said] | None:
    found = [said for said in words.find(token.key) if compatible(said, token)]
    plain = token.key in zh.NEUTRAL or any(token.key in own for own in zh.KINDS.values())
    return found or ([] if plain else None)


def roles_of(token: Token, words: Words) -> set[str]:
    """The roles of the fields that bear a word out."""
    return {said.role for said in _said(words, token)}


def in_company(token: Token, tokens: Sequence[Token], source: Source, support: Support) -> bool:
    """Whether a word stands, in the sentence that bears it out, near another word of the draft.

    A lid of bamboo is no bottle of bamboo.
    """

    def says(other: Token) -> bool:
        plain = is_neutral(other.key, support.kind) or bool(said_by(other.key, support))
        return other.kind in ("word", "run", "name") and not plain

    singles = [words for other, words in source.each if says(other)]
    others = {other.key for other in tokens if says(other)} - {token.key}
    for place, words in enumerate(singles):
        if words.find(token.key):
            near = [*singles[max(place - _COMPANY, 0) : place], *singles[place + 1 : place + 1 + _COMPANY]]
            if not near or any(own.find(key) for own in near for key in others):
                return True
    return not any(words.find(token.key) for words in singles)  # parts of several words in one
