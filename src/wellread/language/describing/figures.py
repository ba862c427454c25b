"""Figures: whether a number is borne out at the place where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wellread.language.describing import words_chinese as zh
from wellread.language.describing import words_english as en
from wellread.language.describing.bearing import clauses_of, is_neutral, roles_of, said_by, unbound, words_of
from wellread.language.describing.kinds import STORIES
from wellread.language.describing.support import Source, Support
from wellread.language.describing.tokens import Token
from wellread.language.describing.units import CURRENCY
from wellread.language.describing.word_table import Words

_NEAR, _WIDE = 2, 3
"""How many words around a number in a draft, and in the text it comes from, say what it counts."""
_LABEL_REACH, _BEHIND = 4, 2
"""How far away a word may stand that says a number's role, and what follows it in the record."""


def number(
    tokens: list[Token], place: int, support: Support
) -> tuple[bool, Callable[[Source], bool], set[str]]:
    """Whether fields bear a number out, what tells whether a sentence does, and the roles it may have."""
    token = tokens[place]
    amount = token.amount
    assert amount is not None
    bounds = token.senses - unbound(token.senses)
    own = {role for other, role in support.amounts if amount.same(other)}
    by_fields = bool(own) and not bounds and "not" not in token.senses and _about(tokens, place, own, support)
    around = _around(tokens, place, _NEAR, support.kind)

    def by_source(source: Source) -> bool:
        if amount.dimension == CURRENCY and support.kind not in STORIES:
            return False  # prices change: the field alone knows
        return any(
            other.amount is not None
            and amount.same(other.amount)
            and other.senses - unbound(other.senses) == bounds
            and ("not" in other.senses) == ("not" in token.senses)
            and _share(around, _around(source.tokens, at, _WIDE, support.kind))
            and _same_place(tokens, place, source.tokens, at, support.kind)
            for at, other in enumerate(source.tokens)
        )

    return by_fields, by_source, own


def _about(tokens: list[Token], place: int, own: set[str], support: Support) -> bool:
    """Whether the words around a number speak of the field that it comes from."""
    amount = tokens[place].amount
    assert amount is not None
    rivals = {role for other, role in support.amounts if other.dimension == amount.dimension} - own
    nearest = _nearest(tokens, place, own | rivals)
    if nearest is not None:
        return bool(nearest & own)
    if own == {"year"}:
        return _dates_the_item(tokens, place, support)
    return bool(amount.dimension) or "year" in own or "title" in own


def _dates_the_item(tokens: list[Token], place: int, support: Support) -> bool:
    """Whether a year is said of the item ("a 1922 film") and not of what happens in it ("back to 1922")."""
    behind = place + 1
    while behind < len(tokens) and tokens[behind].key in ("的", "年"):
        behind += 1
    if _is_item(tokens, behind, support):
        return True
    before = tokens[place - 1].key if place else ""
    if before in ("of", "from", "in") and _is_item(tokens, place - 2, support):
        return True
    clause = next(own for own in clauses_of(tokens) if place in own)
    return all(
        tokens[at].kind not in ("word", "run")
        or _is_item(tokens, at, support)
        or is_neutral(tokens[at].key, support.kind)
        or bool(said_by(tokens[at].key, support))
        for at in clause
    )


def _is_item(tokens: list[Token], at: int, support: Support) -> bool:
    """Whether the token at `at` names the item, its kind, or what a field says of it."""
    token = tokens[at] if 0 <= at < len(tokens) else None
    if token is None or token.kind not in ("word", "run", "name"):
        return False
    kind = token.key in en.KINDS[support.kind] or token.key in zh.KINDS[support.kind]
    return kind or token.kind == "name" or bool(roles_of(token, support.fields))


def _nearest(tokens: list[Token], place: int, roles: set[str]) -> set[str] | None:
    """The roles that the label nearest to a number says, of `roles`; None where there is no label."""
    best: tuple[int, set[str]] | None = None
    for at, token in enumerate(tokens):
        far = abs(at - place)
        said = {role for role in roles if token.key in words_of(role)}
        if token.kind == "word" and said and far <= _LABEL_REACH and (best is None or far < best[0]):
            best = far, said
    return best[1] if best else None


def _around(tokens: Sequence[Token], place: int, reach: int, kind: str) -> Words:
    """The words that say something, around a number."""
    words = Words()
    for step in (range(place - 1, -1, -1), range(place + 1, len(tokens))):
        near: list[Token] = []
        for at in step:
            token = tokens[at]
            if token.kind in ("word", "run", "name") and not is_neutral(token.key, kind):
                near.append(token)
            if len(near) == reach or token.kind == "amount":  # what is behind another number is its own
                break
        for token in near:
            words.add([token])
    return words


def _same_place(tokens: Sequence[Token], place: int, source: Sequence[Token], at: int, kind: str) -> bool:
    """Whether a number stands beside the words beside which it stands in the record."""
    here, there = _beside(tokens, place, kind, 1), _beside(source, at, kind, _BEHIND)
    if not here.empty and not there.empty:
        return _share(here, there)
    if tokens[place].amount.dimension:  # type: ignore[union-attr]
        return True
    before, behind = (_plain(tokens, place + step) == _plain(source, at + step) for step in (-1, 1))
    return before or (behind and not tokens[place].key.isascii())  # the story of 1944 is no film of 1944


def _beside(tokens: Sequence[Token], place: int, kind: str, behind: int) -> Words:
    """The word before a number, and so many behind it, where they say something."""
    words = Words()
    for at in (place - 1, *range(place + 1, place + 1 + behind)):
        said = 0 <= at < len(tokens) and tokens[at].kind in ("word", "run")
        if said and not is_neutral(tokens[at].key, kind):
            words.add([tokens[at]])
        elif at > place:
            break
    return words


def _plain(tokens: Sequence[Token], place: int) -> str:
    """The token at `place`; the edges of a sentence are as good as a break."""
    return tokens[place].key if 0 <= place < len(tokens) and tokens[place].kind != "break" else ""


def _share(one: Words, other: Words) -> bool:
    return other.empty or any(other.find(key) for key in one.keys)
