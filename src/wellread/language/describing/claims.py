"""Claims: whether the words, numbers and names of one sentence are borne out, together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from wellread.language.describing.bearing import clauses_of, fits, in_company, is_neutral, roles_of, said_by
from wellread.language.describing.figures import number
from wellread.language.describing.governing import misplaced
from wellread.language.describing.kinds import STORIES
from wellread.language.describing.support import Source, Support
from wellread.language.describing.tokens import Token

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
    for clause in clauses_of(tokens):
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
    seen: set[tuple[str, frozenset[str]]] = set()
    place = clause.start
    while place < clause.stop:
        token = tokens[place]
        if token.kind == "name":
            roles |= token.roles
            if "not" in token.senses and "title" not in token.roles:
                demands.append(_denied(token))
        elif token.kind == "amount":
            by_fields, by_source, own = number(tokens, place, support)
            demands.append(Demand(token.text, "is a number that is not in the record", by_fields, by_source))
            roles |= own
        elif token.kind == "run":
            length = _run_length(tokens, place)
            demand, own = _run(tokens[place : place + length], support)
            demands.append(demand)
            roles |= own
            place += length - 1
        elif token.kind == "word" and (token.key, token.senses) in seen:
            pass
        elif token.kind == "word" and not is_neutral(token.key, support.kind):
            seen.add((token.key, token.senses))
            own = roles_of(token, support.fields)
            roles |= own
            if own or not said_by(token.key, support):
                demands.append(_word(token, bool(own), tokens, support))
        place += 1
    return demands, roles


def _labels(tokens: list[Token], roles: set[str], support: Support) -> list[tuple[str, str]]:
    """Words of roles of which the sentence gives no value, unless the text has them."""
    found = []
    for token in tokens:
        said = said_by(token.key, support) if token.kind == "word" else frozenset[str]()
        if not said or is_neutral(token.key, support.kind):
            continue
        if said & roles or roles_of(token, support.fields):
            continue
        if not any(fits(source.words, token) for source in support.sources):
            found.append((token.text, "says what the record does not hold"))
    return found


def _word(token: Token, by_fields: bool, tokens: list[Token], support: Support) -> Demand:
    def by_source(source: Source) -> bool:
        if not fits(source.words, token):
            return False
        return support.kind in STORIES or in_company(token, tokens, source, support)

    return Demand(token.text, "is not in the record, or not of this", by_fields, by_source)


def _denied(token: Token) -> Demand:
    return Demand(token.text, "is denied", False, lambda source: fits(source.words, token))


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
    roles = set.union(*(roles_of(token, support.fields) for token in run)) if by_fields else set()
    demand = Demand(
        " ".join(written),
        "is a name that is not in the record",
        by_fields and bool(roles),
        lambda source: has_run(source.tokens, written) and all(fits(source.words, t) for t in run),
    )
    return demand, roles


def has_run(row: Sequence[Token], written: list[str]) -> bool:
    """Whether the words stand in `row` one behind the other, as they are written."""
    texts = [word for token in row for word in token.text.replace("’", "'").removesuffix("'s").split()]
    return any(texts[at : at + len(written)] == written for at in range(len(texts) - len(written) + 1))
