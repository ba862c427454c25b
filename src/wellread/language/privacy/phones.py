"""Telephone numbers, as they are written in English and Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from wellread.language.privacy.rules import Rule, digits, joined, where

_FREE = r"(?<![\dA-Za-z])(?<!\d[.,])(?<!\d-)"
"""Nothing before a number makes it part of a longer one."""
_END = r"(?![\dA-Za-z]|[.,-]\d)"
_EXTENSION = r"(?:(?: ?(?:ext|extension|x|分机|转)[. ]{0,2}|-)\d{1,6})?"
_ANY = rf"(?:\(\+?\d{{1,5}}\) ?|\+)?\d(?:[ .\-()]{{0,2}}\d){{5,12}}{_EXTENSION}(?!\d)"
"""Six digits or more: enough behind words that announce a number."""
_CALLED = joined(r"""
    (?:tele)?phone(?=\W{0,2}\s?(?:[:=#(]|number|no\b|is\b|at\b|\+))
    (?:mobile|cell)(?: ?phone)?(?=\W{0,2}\s?(?:[:=#(]|number|no\b|is\b|at\b|\+))
    tel|fax|call|dial|ring|whatsapp|signal|sms|hotline|text me|text us|contact|reach me|reach us
""")
_WORDS = joined("""
    电话|電話|手机|手機|联系|聯繫|聯絡|致电|致電|拨打|撥打|座机|热线|熱線|传真|傳真|打给我|打我|号码|號碼|固话|☎|📞|📱
""")
_BETWEEN = (
    r"(?:\s|[:=#.,;、/()\[\]-]|numbers?\b|nos?\b|is\b|are\b|me\b|us\b|him\b|her\b|at\b|on\b|my\b|the\b|to\b|or\b"
    r"|号码?|號碼?|是|为|為|我|你|给|請|请|方式|方法|的|在|同微信|微信同[号號]|机|本人){0,8}"
)
_SPELT = "zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple"


def phones() -> Iterator[Rule]:
    """The rules for telephone numbers, the surest first."""
    yield where("phone", rf"(?<![A-Za-z0-9+])\+\(?\d(?:[ .\-/()]{{0,2}}\d){{7,14}}{_EXTENSION}(?!\d)")
    yield where(
        "phone", rf"{_FREE}(?:00)?(?:86[- ]?)?1[3-9]\d[ .-]?(?:\d{{4}}[ .-]?\d{{4}}|\d{{3}}[ -]\d{{5}}){_END}"
    )
    yield where("phone", rf"{_FREE}(?<!\d )00[1-9]\d{{0,2}}[ -]\(?\d(?:[ .\-()]{{0,2}}\d){{6,11}}{_END}")
    yield where(
        "phone",
        rf"{_FREE}(?:86[- ]?)?(?:\(0\d{{2,3}}\)[- ]?|0\d{{2,3}}[- ])[1-9]\d{{2,3}}[- ]?\d{{4}}"
        rf"{_EXTENSION}(?!\d)",
    )
    yield where("phone", rf"{_FREE}[48]00[- ]\d{{3,4}}[- ]\d{{3,4}}{_END}")
    yield where(
        "phone", rf"{_FREE}(?:1[-. ])?(?:\([2-9]\d\d\) ?|[2-9]\d\d([-.]))\d{{3}}(?(1)\1|[-. ])\d{{4}}{_END}"
    )
    yield where("phone", rf"{_FREE}1[-. ][2-9]\d\d[-. ]\d{{3}}[-. ]\d{{4}}{_END}")
    yield where(
        "phone",
        rf"{_FREE}(?<!\d )(?:\(0\d{{1,4}}\)|0\d{{1,4}}(?=[ -]))(?:[ -]?\d{{2,8}}){{1,4}}{_END}",
        _national,
    )
    yield where("phone", rf"{_FREE}0[1-9](?:([ .-])\d\d)(?:\1\d\d){{3}}{_END}")
    yield where("phone", rf"\b(?:{_CALLED}){_BETWEEN}(?P<value>{_ANY})")
    yield where("phone", rf"(?:{_WORDS}){_BETWEEN}(?P<value>{_ANY})")
    yield where("phone", rf"{_FREE}1[3-9]\d{{9}}{_END}")
    yield where("phone", rf"\b(?:(?:{_SPELT})[ ,-]{{1,2}}){{6,14}}(?:{_SPELT})\b")


def _national(number: str) -> bool:
    """Nine to eleven digits behind a trunk prefix; not a date or a row of sizes."""
    return 9 <= len(digits(number)) <= 11
