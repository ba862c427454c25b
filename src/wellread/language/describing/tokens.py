"""Tokens of a sentence that is checked: names, amounts, words, and what turns their meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from wellread.language.describing import words_chinese as zh
from wellread.language.describing import words_english as en
from wellread.language.describing.amounts import Amount, amounts
from wellread.language.scripts import HAN
from wellread.language.segment import han_words

_HAN_RUN = re.compile(f"[{HAN}]+")
_PIECE = re.compile(
    rf"(?P<hole>\ue000+)|(?P<han>[{HAN}]+)|(?P<word>[^\W_{HAN}]+(?:[-'’.+&/][^\W_{HAN}]+)*)|(?P<break>[,;:—–()\[\]，；：、。!?！？.])"
)
_NUMERALS = frozenset("零〇一二两三四五六七八九十百千万亿")
_REACH = 5
"""Words behind a turning word that it turns, at most."""
_REACH_BACK = 2
_SHORT_HAN = 2
"""A Chinese name so short is one only between quotation marks: its characters may be a word."""


class Token(NamedTuple):
    """One piece of a sentence."""

    kind: Literal["name", "amount", "run", "word", "break"]
    """`run`: words written with capitals as names are, which no name of the facts is."""
    text: str
    key: str
    """Case-folded."""
    roles: frozenset[str] = frozenset()
    """What a name is to the item."""
    amount: Amount | None = None
    senses: frozenset[str] = frozenset()
    """How it is turned: not, perhaps, unreal, for; or bounded."""


class Names:
    """The names of an item's facts, found where they stand as they are written.

    Args:
        roles: Name -> what it is to the item.
        phrases: The same of tags and their like, case-folded: these are found in capitals and without.
    """

    def __init__(
        self, roles: Mapping[str, frozenset[str]], phrases: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        self._roles = roles
        self._phrases = phrases or {}
        patterns = [(len(name), _bounded(name, own)) for name, own in roles.items()]
        patterns += [(len(name), f"(?i:{_edged(name)})") for name in self._phrases]
        patterns.sort(key=lambda pair: -pair[0])
        self._pattern = re.compile("|".join(text for _, text in patterns) if patterns else r"(?!)")

    def roles(self, name: str) -> frozenset[str]:
        """What a name that was found is to the item."""
        return self._roles.get(name) or self._phrases.get(name.casefold()) or frozenset()

    def covers(self, start: int, end: int, text: str) -> bool:
        """Whether `text[start:end]` is a name."""
        return (start, end) in self.spans(text)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where names stand."""
        return [match.span() for match in self._pattern.finditer(text)]


def _edged(name: str) -> str:
    left, right = (f"{look}[0-9A-Za-zÀ-ɏ])" for look in ("(?<!", "(?!"))
    spaced = [not _HAN_RUN.match(char) and char.isalnum() for char in (name[0], name[-1])]
    return (left if spaced[0] else "") + re.escape(name) + (right if spaced[1] else "")


def _bounded(name: str, roles: frozenset[str]) -> str:
    """A pattern for `name`: within quotation marks where it might be mistaken for plain words."""
    words = set(re.findall(r"[\w-]+", name.casefold()))
    whole = amounts(name)
    plain = (
        words & (en.PUFFERY | en.COMMERCE | en.HEALTH)
        or any(word in name for word in zh.PUFFERY | zh.HEALTH | zh.COMMERCE if len(word) > 1)
        or (whole and whole[0].end - whole[0].start == len(name))
        or name.islower()
        or ("title" in roles and len(name) <= _SHORT_HAN and bool(_HAN_RUN.fullmatch(name)))
    )
    return rf"(?<=[“\"《「『‘'«]){re.escape(name)}(?=[”\"》」』’'»])" if plain else _edged(name)


def read(sentence: str, names: Names) -> list[Token]:
    """The tokens of a sentence.

    Args:
        sentence: Clean (NFKC, no markup).
        names: Those of the facts.
    """
    holes = {start: sentence[start:end] for start, end in names.spans(sentence)}
    masked = sentence
    for start, name in holes.items():
        masked = masked[:start] + "\ue000" * len(name) + masked[start + len(name) :]
    numbers = {amount.start: amount for amount in amounts(masked) if _counts(amount, masked)}
    found: list[Token] = []
    place = 0
    while place < len(masked):
        if amount := numbers.get(place):
            text = masked[amount.start : amount.end]
            found.append(Token("amount", text, text.casefold(), amount=amount))
            place = amount.end
            continue
        stop = min((start for start in numbers if start > place), default=len(masked))
        if not (match := _PIECE.search(masked, place, stop)):
            place = stop
            continue
        found += _pieces(match, holes, names, masked)
        place = match.end() if match.lastgroup != "hole" else match.start() + len(holes[match.start()])
    return turned(found)


def _pieces(match: re.Match[str], holes: Mapping[int, str], names: Names, masked: str) -> list[Token]:
    text = match[0]
    if match.lastgroup == "hole":
        name = holes[match.start()]
        return [Token("name", name, name.casefold(), names.roles(name))]
    if match.lastgroup == "han":
        return [Token("word", word, word) for word in han_words(text, drop_stop_words=False)]
    if match.lastgroup == "break":
        return [Token("break", text, text)]
    key = text.replace("’", "'").casefold()
    capital = text[0].isupper() and text not in ("I", "A")
    begins = (
        not masked[: match.start()].strip(" “\"'‘《«(—–-")
        or masked[: match.start()].rstrip(" “\"'‘")[-1:] in ":"
    )
    return [Token("run" if capital and not begins else "word", text, key.removesuffix("'s"))]


def _counts(amount: Amount, text: str) -> bool:
    """Whether a number is meant: "one" is a pronoun, and Han numerals are parts of words."""
    written = text[amount.start : amount.end].strip()
    if amount.dimension:
        return not (written[-1:] == "块" and not written[0].isdigit())
    if written.casefold() == "one":
        return False
    if not set(written) <= _NUMERALS | set("点多余几个年"):
        return True
    run = next(m for m in _HAN_RUN.finditer(text) if m.start() <= amount.start < m.end())
    place = run.start()
    for word in han_words(run[0], drop_stop_words=False):
        if place <= amount.start < place + len(word):
            rest = set(word) - _NUMERALS - zh.CLASSIFIERS - set("年")
            return not rest and place == amount.start and written != "一"
        place += len(word)
    return False


def turned(tokens: list[Token]) -> list[Token]:
    """The tokens with the senses that words before and behind give them, up to the next break."""
    senses: list[set[str]] = [set() for _ in tokens]
    for place, token in enumerate(tokens):
        if token.kind not in ("word", "run"):
            continue
        before = en.BEFORE.get(token.key) or zh.BEFORE.get(token.key)
        if before is None and token.key.endswith("n't"):
            before = "not"
        if before:
            _spread(senses, tokens, range(place + 1, min(place + 1 + _REACH, len(tokens))), before)
        if behind := en.BEHIND.get(token.key) or zh.BEHIND.get(token.key):
            _spread(senses, tokens, range(place - 1, max(place - 1 - _REACH_BACK, -1), -1), behind)
    return [token._replace(senses=frozenset(own)) for token, own in zip(tokens, senses, strict=True)]


def _spread(senses: list[set[str]], tokens: list[Token], places: Iterable[int], sense: str) -> None:
    for place in places:
        if tokens[place].kind == "break":
            return
        senses[place].add(sense)
