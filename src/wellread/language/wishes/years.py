"""Years in sentences: "before 2000", "the late 90s", "2005年到2010年", as half-open intervals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from wellread.language.wishes.quantities import NUMBER, number

Interval = tuple[float | None, float | None]
"""First year, and the first year behind; None: open."""
_YEAR = r"(?:1[5-9]|20)\d\d(?!\d|[.,]\d| ?(?:dollars|euros|pages|元|块|页|分|minutes))(?:年)?"
_NAMED = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
}  # fmt: skip
_HAN_TENS = dict(zip("零一二三四五六七八九", range(0, 100, 10), strict=True))
_DECADE = (
    r"(?:(?:\b(?:the|of|in) ){0,3}(?:early|mid|late)?[- ]?(?:the )?"
    rf"(?:(?:1[5-9]|20)\d0'?s|'?\d0'?s|{'|'.join(_NAMED)})\b"
    r"|(?:上个?世纪|20世纪|二十世纪)?(?:(?:1[5-9]|20)\d0|\d0|[二三四五六七八九]?[一二三四五六七八九零]十?)年代"
    r"(?:初|中期|末|后期|早期)?)"
)
_HAN_DECADE = re.compile("([二三四五六七八九])?([一二三四五六七八九零])十?年代")
_WHEN = rf"(?:{_DECADE}|(?:the year |year )?{_YEAR})"
_MADE = (
    r"(?:\b(?:made|released|published|produced|filmed|shot|written|from|in|of|out|came|dating|dated) ){0,5}"
)


class Years(NamedTuple):
    """A statement about years."""

    start: int
    end: int
    interval: Interval


def _decade(text: str) -> Interval | None:
    plain = text.casefold()
    if found := re.search(r"(?:1[5-9]|20)\d0", plain):
        first = int(found[0])
    elif found := re.search(r"\d0", plain.replace("20世纪", "")):
        first = 1900 + int(found[0]) if int(found[0]) >= 20 else 2000 + int(found[0])
    elif name := next((name for name in _NAMED if name in plain), ""):
        first = 1900 + _NAMED[name]
    elif found := _HAN_DECADE.search(plain.replace("二十世纪", "")):
        first = 1900 + _HAN_TENS[found[1] or found[2]]
        if found[1]:
            return first, 1910 + _HAN_TENS[found[2]]
    else:
        return None
    if re.search("early|初|早期", plain):
        return first, first + 4
    if re.search("mid|中期", plain):
        return first + 4, first + 7
    return (first + 7 if re.search("late|末|后期", plain) else first), first + 10


def _when(text: str) -> Interval:
    if decade := _decade(text) if re.search("s\\b|年代|ties", text) else None:
        return decade
    year = int(re.findall(r"\d{4}", text)[0])
    return year, year + 1


def _between(match: re.Match[str]) -> Interval:
    first, last = sorted([_when(match["a"]), _when(match["b"])], key=lambda pair: pair[0] or 0)
    return first[0], last[1]


def _before(match: re.Match[str]) -> Interval:
    return None, _when(next(filter(None, match.groups())))[0]


def _until(match: re.Match[str]) -> Interval:
    return None, _when(match["a"])[1]


def _after(match: re.Match[str]) -> Interval:
    return _when(match["a"])[1], None


def _since(match: re.Match[str]) -> Interval:
    return _when(match["a"])[0], None


def _in(match: re.Match[str]) -> Interval:
    return _when(match["a"])


def _lately(match: re.Match[str]) -> Interval:
    return _now() - number(match["n"]), None


def _now() -> int:
    return datetime.now(UTC).year


_TO = "and|to|till|until|through|-|–|到|至|~"
_LATER, _EARLIER = "(?:later|newer|after|onwards?)", "(?:earlier|older|before)"
_RULES: tuple[tuple[str, Callable[[re.Match[str]], Interval]], ...] = (
    (rf"{_MADE}(?:between |from )?(?P<a>{_WHEN}) ?(?:{_TO}) ?(?P<b>{_WHEN})(?:之间|间)?", _between),
    (rf"{_MADE}(?:before|prior to|older than|earlier than|pre-?|早于) ?(?P<a>{_WHEN})", _before),
    (rf"(?P<a>{_WHEN})(?:以前|之前|前)|比(?P<b>{_YEAR})[早老旧]", _before),
    (rf"{_MADE}(?:until|till|up to|by) (?P<a>{_WHEN})", _until),
    (rf"(?P<a>{_WHEN}),? (?:or|and) {_EARLIER}", _until),
    (rf"{_MADE}(?:after|newer than|later than|more recent than|post-?|晚于) ?(?P<a>{_WHEN})", _after),
    (rf"{_MADE}(?:since|starting (?:in|from)) (?P<a>{_WHEN})", _since),
    (rf"(?:from )?(?P<a>{_WHEN}),? (?:on\b|onwards?\b|(?:or|and) {_LATER})", _since),
    (rf"(?P<a>{_WHEN})(?:以后|之后|以来|后|起|开始)", _since),
    (rf"(?:(?:in|over|of|from) )?(?:the )?(?:last|past|recent) (?P<n>{NUMBER}) years", _lately),
    (rf"(?:最近|近|过去)(?P<n>{NUMBER})年(?:来|以?内)?", _lately),
    (r"(?:of |from )?this century|本世纪|21世纪|二十一世纪", lambda _: (2000, None)),
    (r"(?:of |from )?(?:the )?last century|上个?世纪(?!\d|[一二三四五六七八九])", lambda _: (None, 2000)),
    (
        r"\b(?:of|from|released|out|published) this year\b|\bthis year's\b|今年(?:的|上映|出)",
        lambda _: (_now(), _now() + 1),
    ),
    (
        r"\b(?:of|from|released|published) last year\b|\blast year's\b|去年(?:的|上映|出)",
        lambda _: (_now() - 1, _now()),
    ),
    (rf"{_MADE}(?P<a>{_DECADE})", _in),
    (
        r"(?<!set )(?<!place )\b(?:made |released |published |came out |from |of |in ){1,4}"
        rf"(?P<a>(?:the year )?{_YEAR})(?![\d'])",
        _in,
    ),
    (r"(?P<a>(?:1[5-9]|20)\d\d年)(?:的|拍|上映|出版|出品)", _in),
)
_COMPILED = [(re.compile(pattern, re.IGNORECASE), read) for pattern, read in _RULES]


_ABOUT = re.compile(
    r"\b(?:sets?|takes? place|happens?|about|during|(?:hi)?story of|life|growing up|lived)(?: \w+){0,2} ?$"
    r"|(?:关于|发生在|讲述?|背景是?|反映|描写)[^,。;]{0,4}$",
    re.IGNORECASE,
)
_BACKGROUND = re.compile("(?:的)?(?:背景|故事|生活|历史|战争)")
_TIMELY = re.compile(r"\d|ties\b|\byears?\b|\bcentury|[年世]", re.IGNORECASE)
"""Most texts hold none of it, and are looked at no further."""


def years(text: str) -> Iterator[Years]:
    """Every statement about years in a clean `text`; of those that overlap the longest is meant."""
    if not _TIMELY.search(text):
        return
    for pattern, read in _COMPILED:
        for match in pattern.finditer(text):
            if read is not _in or not _told_of(text, match):
                yield Years(match.start(), match.end(), read(match))


def _told_of(text: str, match: re.Match[str]) -> bool:
    """Whether a year or decade is what something is about: "set in the 60s", "90年代背景"."""
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 6]
    return bool(_ABOUT.search(before) or _BACKGROUND.match(after))
