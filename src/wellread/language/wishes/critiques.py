"""Critiques: what is to be more, less or otherwise than it was ("shorter", "funnier", "少一点暴力")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from wellread.language.scripts import HAN
from wellread.language.segment import han_words
from wellread.language.wishes.cues import NAME
from wellread.language.wishes.fields import Attribute
from wellread.language.word_set import word_set

_ENGLISH: dict[str, tuple[Attribute, int]] = {
    "shorter|briefer": ("length", -1), "longer|lengthier": ("length", 1),
    "cheaper|less expensive|less pricey|more affordable|less costly": ("price", -1),
    "pricier|dearer|more expensive|more costly": ("price", 1),
    "newer|more recent|more modern|fresher": ("year", 1), "older|earlier": ("year", -1),
    "higher[- ]rated|better[- ]rated": ("rating", 1), "lower[- ]rated|worse[- ]rated": ("rating", -1),
    "thinner": ("pages", -1), "thicker": ("pages", 1),
}  # fmt: skip
_TOO: dict[str, tuple[Attribute, int]] = {
    "long|lengthy": ("length", -1), "short": ("length", 1), "expensive|pricey|costly": ("price", -1),
    "cheap": ("price", 1), "old|dated": ("year", 1), "new|recent|modern": ("year", -1),
}  # fmt: skip
_CHINESE: dict[str, tuple[Attribute, int]] = {
    "短": ("length", -1), "长|長": ("length", 1), "便宜|实惠|實惠": ("price", -1), "贵|貴": ("price", 1),
    "新|近": ("year", 1), "老|旧|舊|早": ("year", -1), "评分高|高分": ("rating", 1),
    "薄": ("pages", -1), "厚": ("pages", 1),
}  # fmt: skip
_BASES = {
    "funnier": "funny", "scarier": "scary", "darker": "dark", "lighter": "light", "sadder": "sad",
    "happier": "happy", "warmer": "warm", "slower": "slow", "deeper": "deep", "smarter": "smart",
    "weirder": "weird", "gentler": "gentle", "quieter": "quiet", "calmer": "calm", "sweeter": "sweet",
    "bloodier": "bloody", "simpler": "simple", "creepier": "creepy", "sillier": "silly", "wilder": "wild",
    "grittier": "gritty", "cozier": "cozy", "cosier": "cosy", "faster": "fast-paced", "spookier": "spooky",
    "stranger": "strange",
}  # fmt: skip
"""Comparative -> the word that texts hold."""
_NO_WORDS = word_set(
    """
    than of like or and info information please film films movie movies book books one ones stuff things thing
    time recent expensive modern affordable pricey costly so often items products songs to in with for the a
    """
)
_A_BIT = r"(?:(?:a (?:bit|little|lot)|much|slightly|somewhat|even|but|and|way|rather) ){0,4}"
_POINT = "(?:一点点?|一些|点儿?|些|一丢丢)(?:的|儿)?"
_ADJECTIVES = "|".join(_CHINESE)
_REPEATED = "(?:更|再|要|稍微|稍|比较|还要|得|能|想看|想要){0,3}"


_COMPARING = re.compile(r"er\b|\b(?:more|less|fewer|too|overly|not|nothing|[a-z]+-rated)\b", re.IGNORECASE)
_COMPARING_HAN = re.compile("[点些更再比太少多过]|那么|这么")
"""Most texts hold none of it, and are looked at no further."""


class Critique(NamedTuple):
    """One thing that is to be otherwise."""

    start: int
    end: int
    kind: Literal["lean", "more", "less"]
    attribute: Attribute | None = None
    direction: int = 0
    """1: more of the attribute, -1: less."""
    than: int = -1
    """Where the name starts that it is compared with; -1: none is given, -2: it is compared with nothing."""
    word: str = ""
    replaces: bool = False
    """Whether `word` stands for what was written ("funny" for "funnier")."""


def critiques(text: str) -> Iterator[Critique]:
    """Every critique in a clean `text` whose names are masked by `NAME`."""
    if _COMPARING.search(text):
        yield from _english_leans(text)
        yield from _english_words(text)
    if _COMPARING_HAN.search(text):
        yield from _chinese_leans(text)
        yield from _chinese_words(text)


def _english_leans(text: str) -> Iterator[Critique]:
    for words, (attribute, direction) in _ENGLISH.items():
        for match in re.finditer(
            rf"\b{_A_BIT}(?:{words})\b(?: than (?P<name>{NAME})?)?", text, re.IGNORECASE
        ):
            yield _lean(match, attribute, direction)
    for words, (attribute, direction) in _TOO.items():
        pattern = rf"(?:\b(?:not|nothing|isn't|wasn't|never) )?\b(?:too|overly|so|that|very) (?:{words})\b"
        for match in re.finditer(pattern, text, re.IGNORECASE):
            if re.match("too|overly|not|nothing", match[0], re.IGNORECASE):
                yield _lean(match, attribute, direction)._replace(than=-2)


def _lean(match: re.Match[str], attribute: Attribute, direction: int) -> Critique:
    than = match.start("name") if "name" in match.re.groupindex else -1
    return Critique(match.start(), match.end(), "lean", attribute, direction, than)


def _chinese_leans(text: str) -> Iterator[Critique]:
    for words, (attribute, direction) in _CHINESE.items():
        compared = rf"比(?P<name>{NAME}){NAME}* ?(?:更|要|还|再|来得){{0,2}}(?:{words})(?:{_POINT})?的?"
        for match in re.finditer(compared, text):
            yield _lean(match, attribute, direction)
        alone = rf"{_REPEATED}(?:{words}){_POINT}|(?:更|再)(?:{words})(?:的|些|(?![{HAN}]))"
        for match in re.finditer(alone, text):
            yield _lean(match, attribute, direction)
        for match in re.finditer(
            rf"(?:不要|别|不想要?|不能|不)?(?:太|那么|这么|过于)(?:{words})(?:了|的)?", text
        ):
            if match[0].startswith(("不", "别", "太", "过于")):
                yield _lean(match, attribute, -direction)._replace(than=-2)


def _english_words(text: str) -> Iterator[Critique]:
    for match in re.finditer(r"\b(?P<how>more|less|fewer) (?P<word>[a-z][a-z'-]+)", text, re.IGNORECASE):
        word = match["word"].casefold()
        if word not in _NO_WORDS:
            yield Critique(*match.span(), "more" if match["how"].casefold() == "more" else "less", word=word)
    for match in re.finditer(rf"\b{_A_BIT}(?P<word>{'|'.join(_BASES)})\b(?: than\b)?", text, re.IGNORECASE):
        yield Critique(*match.span(), "more", word=_BASES[match["word"].casefold()], replaces=True)


def _chinese_words(text: str) -> Iterator[Critique]:
    for match in re.finditer(rf"(?P<how>少|多)(?:{_POINT})(?P<word>[{HAN}]{{1,6}})", text):
        yield _said(match, "less" if match["how"] == "少" else "more", first=True)
    for match in re.finditer(rf"(?P<word>[{HAN}]{{2,6}})(?P<how>少|多)(?:{_POINT})", text):
        yield _said(match, "less" if match["how"] == "少" else "more", first=False)
    for match in re.finditer(rf"更(?P<word>[{HAN}]{{2,4}})", text):
        if not re.match(_ADJECTIVES, match["word"]):
            yield _said(match, "more", first=True)
    for match in re.finditer(rf"(?P<word>[{HAN}]{{2,6}}){_POINT}", text):
        if not re.search(f"(?:{_ADJECTIVES}|少|多|有|早|晚)$", match["word"]):
            yield _said(match, "more", first=False)


def _said(match: re.Match[str], kind: Literal["more", "less"], first: bool) -> Critique:
    """The word next to the critique: the first of what follows, or the last of what precedes it."""
    words = han_words(match["word"], drop_stop_words=True) or [match["word"]]
    word = words[0] if first else words[-1]
    start = match.start() if first else match.start("word") + match["word"].rindex(word)
    end = match.start("word") + match["word"].index(word) + len(word) if first else match.end()
    return Critique(start, end, kind, word=word.lstrip("更再") or word, replaces=kind == "less")
