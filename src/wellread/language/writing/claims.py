"""Claims: whether the words, numbers and names of one sentence are borne out, together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from wellread.language.scripts import HAN_RUN
from wellread.language.writing import words_chinese as zh
from wellread.language.writing import words_english as en
from wellread.language.writing.governing import misplaced
from wellread.language.writing.kinds import STORIES
from wellread.language.writing.roles import ROLES
from wellread.language.writing.support import Said, Source, Support, Words
from wellread.language.writing.tokens import Token
from wellread.language.writing.units import CURRENCY

_NEAR, _WIDE = 2, 3
"""How many words around a number in a draft, and in the text it comes from, say what it counts."""
_LABEL_REACH = 4
_CLAUSE = 2
"""Words that a part of a sentence borrows from the item's text to be a claim of its own."""


class Complaint(NamedTuple):
    """Something that the facts do not bear out."""

    sentence: str
    what: str
    why: str


class Demand(NamedTuple):
    """Something that must be borne out."""

    what: str
    why: str
    by_fields: bool
    by_source: Callable[[Source], bool]


def claims(sentence: str, tokens: list[Token], support: Support) -> list[Complaint]:
    """What a sentence claims that the facts do not bear out."""
    demands, roles = list[list[Demand]](), set[str]()
    for clause in _clauses(tokens):
        own, said = _demands(clause, tokens, support)
        demands.append([demand for demand in own if not demand.by_fields])
        roles |= said
    found = [Complaint(sentence, what, why) for what, why in _labels(tokens, roles, support)]
    found += [Complaint(sentence, what, why) for what, why in misplaced(tokens, support)]
    for together in _joined(demands):
        if any(all(demand.by_source(source) for demand in together) for source in support.sources):
            continue
        lone = [d for d in together if not any(d.by_source(source) for source in support.sources)]
        joins = [together[-1]._replace(why="is joined with what another sentence of the record says")]
        found += [Complaint(sentence, demand.what, demand.why) for demand in (lone or joins)]
    return found


def _clauses(tokens: list[Token]) -> list[range]:
    """Where the clauses of a sentence stand."""
    ends = [place for place, token in enumerate(tokens) if token.kind == "break"] + [len(tokens)]
    return [range(start, end) for start, end in zip([0, *(end + 1 for end in ends)], ends, strict=False)]


def _joined(clauses: list[list[Demand]]) -> list[list[Demand]]:
    """What must be borne out by one sentence: a clause, with the pieces of lists around it."""
    found: list[list[Demand]] = []
    for demands in filter(None, clauses):
        if found and min(len(demands), len(found[-1])) < _CLAUSE:
            found[-1] = found[-1] + demands
        else:
            found.append(demands)
    return found


def _demands(clause: range, tokens: list[Token], support: Support) -> tuple[list[Demand], set[str]]:
    """Everything in a clause that must be borne out, and the roles of fields that it gives values of."""
    demands: list[Demand] = []
    roles: set[str] = set()
    place = clause.start
    while place < clause.stop:
        token = tokens[place]
        if token.kind == "name":
            roles |= token.roles
            if "not" in token.senses and "title" not in token.roles:
                demands.append(_denied(token))
        elif token.kind == "amount":
            demand, own = _number(tokens, place, support)
            demands.append(demand)
            roles |= own
        elif token.kind == "run":
            length = _run_length(tokens, place)
            demand, own = _run(tokens[place : place + length], support)
            demands.append(demand)
            roles |= own
            place += length - 1
        elif token.kind == "word" and not is_neutral(token.key, support.kind):
            own = _roles_of(token, support.fields)
            roles |= own
            if own or not said_by(token.key, support):
                demands.append(_word(token, bool(own)))
        place += 1
    return demands, roles


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
    own = {role for role in support.roles if role not in ROLES and key in _words_of(role)}
    return LABELS.get(key, frozenset()) | own


def _labels(tokens: list[Token], roles: set[str], support: Support) -> list[tuple[str, str]]:
    """Words of roles of which the sentence gives no value, unless the text has them."""
    found = []
    for token in tokens:
        said = said_by(token.key, support) if token.kind == "word" else frozenset[str]()
        if not said or is_neutral(token.key, support.kind):
            continue
        if said & roles or _roles_of(token, support.fields):
            continue
        if not any(_fits(source.words, token) for source in support.sources):
            found.append((token.text, "says what the record does not hold"))
    return found


def compatible(said: Said, token: Token) -> bool:
    """Whether a word is turned as it is where it is borne out."""
    source, draft = _unbound(said.senses), _unbound(token.senses)
    return ("not" in source) == ("not" in draft) and source <= draft


def _unbound(senses: frozenset[str]) -> frozenset[str]:
    return frozenset(sense for sense in senses if not sense.startswith("bound"))


def _fits(words: Words, token: Token) -> bool:
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


def _roles_of(token: Token, words: Words) -> set[str]:
    return {said.role for said in _said(words, token)}


def _word(token: Token, by_fields: bool) -> Demand:
    return Demand(token.text, "is not in the record", by_fields, lambda source: _fits(source.words, token))


def _denied(token: Token) -> Demand:
    return Demand(token.text, "is denied", False, lambda source: _fits(source.words, token))


def _run_length(tokens: list[Token], place: int) -> int:
    end = place
    while end < len(tokens) and tokens[end].kind == "run":
        end += 1
    return end - place


def _run(run: list[Token], support: Support) -> tuple[Demand, set[str]]:
    """Words in capitals: a name must stand in the record as it is written; others are words like any."""
    if all(is_neutral(token.key, support.kind) for token in run):
        return Demand("", "", True, lambda source: True), set()
    written = [token.text.removesuffix("'s").removesuffix("’s") for token in run]
    by_fields = any(has_run(row, written) for row in support.runs)
    roles = set.union(*(_roles_of(token, support.fields) for token in run)) if by_fields else set()
    demand = Demand(
        " ".join(written),
        "is a name that is not in the record",
        by_fields and bool(roles),
        lambda source: has_run(source.tokens, written) and all(_fits(source.words, t) for t in run),
    )
    return demand, roles


def has_run(row: Sequence[Token], written: list[str]) -> bool:
    """Whether the words stand in `row` one behind the other, as they are written."""
    texts = [word for token in row for word in token.text.replace("’", "'").removesuffix("'s").split()]
    return any(texts[at : at + len(written)] == written for at in range(len(texts) - len(written) + 1))


def _number(tokens: list[Token], place: int, support: Support) -> tuple[Demand, set[str]]:
    token = tokens[place]
    amount = token.amount
    assert amount is not None
    bounds = token.senses - _unbound(token.senses)
    own = {role for other, role in support.amounts if amount.same(other)}
    by_fields = bool(own) and not bounds and "not" not in token.senses and _about(tokens, place, own, support)
    around = _around(tokens, place, _NEAR, support.kind)

    def by_source(source: Source) -> bool:
        if amount.dimension == CURRENCY and support.kind not in STORIES:
            return False  # prices change: the field alone knows
        return any(
            other.amount is not None
            and amount.same(other.amount)
            and other.senses - _unbound(other.senses) == bounds
            and ("not" in other.senses) == ("not" in token.senses)
            and _share(around, _around(source.tokens, at, _WIDE, support.kind))
            and _same_place(tokens, place, source.tokens, at, support.kind)
            for at, other in enumerate(source.tokens)
        )

    return Demand(token.text, "is a number that is not in the record", by_fields, by_source), own


def _about(tokens: list[Token], place: int, own: set[str], support: Support) -> bool:
    """Whether the words around a number speak of the field that it comes from."""
    amount = tokens[place].amount
    assert amount is not None
    rivals = {role for other, role in support.amounts if other.dimension == amount.dimension} - own
    nearest = _nearest(tokens, place, own | rivals)
    if nearest is not None:
        return bool(nearest & own)
    return bool(amount.dimension) or "year" in own or "title" in own


def _nearest(tokens: list[Token], place: int, roles: set[str]) -> set[str] | None:
    """The roles that the label nearest to a number says, of `roles`; None where there is no label."""
    best: tuple[int, set[str]] | None = None
    for at, token in enumerate(tokens):
        far = abs(at - place)
        said = {role for role in roles if token.key in _words_of(role)}
        if token.kind == "word" and said and far <= _LABEL_REACH and (best is None or far < best[0]):
            best = far, said
    return best[1] if best else None


def _words_of(role: str) -> frozenset[str]:
    known = ROLES.get(role)
    if known is not None:
        return known.english | known.chinese
    words = role.casefold().split()
    return frozenset([*words, *(word.removesuffix("s") for word in words), role])


def _around(tokens: Sequence[Token], place: int, reach: int, kind: str) -> Words:
    """The words that say something, around a number."""
    words = Words()
    for step in (range(place - 1, -1, -1), range(place + 1, len(tokens))):
        near: list[Token] = []
        for at in step:
            token = tokens[at]
            if token.kind in ("word", "run", "name") and not is_neutral(token.key, kind):
                near.append(token)
            if len(near) == reach:
                break
        for token in near:
            words.add([token])
    return words


def _same_place(tokens: Sequence[Token], place: int, source: Sequence[Token], at: int, kind: str) -> bool:
    """Whether a number stands beside the words beside which it stands in the record."""
    here, there = (_beside(own, where, kind) for own, where in ((tokens, place), (source, at)))
    if not here.empty and not there.empty:
        return _share(here, there)
    if tokens[place].amount.dimension:  # type: ignore[union-attr]
        return True
    before, behind = (_plain(tokens, place + step) == _plain(source, at + step) for step in (-1, 1))
    return before or (behind and not tokens[place].key.isascii())  # the story of 1944 is no film of 1944


def _beside(tokens: Sequence[Token], place: int, kind: str) -> Words:
    words = Words()
    for at in (place - 1, place + 1):
        if (
            0 <= at < len(tokens)
            and tokens[at].kind in ("word", "run")
            and not is_neutral(tokens[at].key, kind)
        ):
            words.add([tokens[at]])
    return words


def _plain(tokens: Sequence[Token], place: int) -> str:
    """The token at `place`; the edges of a sentence are as good as a break."""
    return tokens[place].key if 0 <= place < len(tokens) and tokens[place].kind != "break" else ""


def _share(one: Words, other: Words) -> bool:
    return other.empty or any(other.find(key) for key in one.keys)
