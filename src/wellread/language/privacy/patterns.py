"""What personal data looks like: the rules of de-identification, in the order in which they are tried."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from wellread.language.privacy import checksums
from wellread.language.privacy.phones import phones
from wellread.language.privacy.rules import Rule, Span, bare, digits, joined, where
from wellread.language.privacy.tokens import secrets

_LATIN = "A-Za-z0-9\u00c0-\u024f"
_HAN = "\u4e00-\u9fff"
_LOCAL = rf"(?<![{_LATIN}._%+-])[{_LATIN}_%+-][{_LATIN}._%+'-]{{0,63}}+"
_LABEL = rf"[{_LATIN}](?:[{_LATIN}-]{{0,61}}[{_LATIN}])?"
_HOST = (
    rf"(?:(?:{_LABEL}\.){{1,8}}(?:[A-Za-z]{{2,24}}|xn--[A-Za-z0-9-]{{2,59}})"
    rf"|[{_HAN}A-Za-z0-9-]{{1,40}}\.[{_HAN}]{{2,6}})"
)
_PROVIDERS = joined("""
    gmail|googlemail|outlook|hotmail|live|yahoo|icloud|proton(?:mail)?|gmx|aol
    qq|foxmail|163|126|sina|sohu|aliyun
""")
_AT = r"(?: ?[\[({<] ?(?:at|@) ?[\])}>] ?|(?: ?艾特 ?| ?#(?=[a-z0-9]{2,20}\.(?:com|cn|net))))"
_DOT = r"(?: ?[\[({<] ?(?:dot|\.) ?[\])}>] ?| dot | ?点 ?|\.)"
_SPELT_DOT = r"(?: ?[\[({<] ?(?:dot|\.) ?[\])}>] ?| dot | ?点 ?)"
_NAME = (
    rf"(?<![{_LATIN}._%+-])[{_LATIN}][{_LATIN}._%+-]{{0,40}}+"
    rf"(?:(?: dot | underscore | dash )[{_LATIN}]{{1,30}}+){{0,3}}"
)
_PRODUCT = joined(r"""
    isbn(?:-?1[03])?|issn|ean(?:-?(?:13|8))?|upc(?:-a)?|gtin|asin|sku|mpn|p/n|barcode
    firmware|version|ver\.?|v(?=\.? ?\d)
    (?:part|model|item|serial|order|catalog|article|product|lot)(?: ?(?:no\b\.?|number|code|id|\#)|(?=:))
    型号|型號|货号|貨號|书号|書號|条形?码|條形?碼|编号|編號|款号|款號|订单号?|訂單號?|序列号|序列號|批号|版本号?|固件(?:版本)?
""")
_IS = r"(?:\s|[:=#.,()-]|number\b|no\b|id\b|is\b|was\b|号码?|號碼?|是|为|為|码|:){0,8}"


def _ipv4(text: str) -> bool:
    return all(len(part) == 1 or part[0] != "0" for part in text.split(".")) and _address(text)


def _ipv6(text: str) -> bool:
    groups = [group for group in text.partition("%")[0].split(":") if group]
    sure = len(groups) >= 4 or (len(groups) >= 2 and bool(digits(text)))  # "C::D" is a name in a program
    return _address(text) and (sure or text == "::1")


def _address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


_IBAN_START = re.compile(r"(?<![A-Za-z0-9])(?=([A-Za-z]{2})\d{2}[ -]?[A-Za-z0-9])")


def _ibans(text: str) -> Iterator[Span]:
    """Account numbers of exactly their country's length, in groups or not."""
    done = 0
    for start in _IBAN_START.finditer(text):
        wanted = checksums.iban_length(start[1]) if start.start() >= done else 0
        end, taken = start.start(), ""
        while len(taken) < wanted and end < len(text):
            if text[end].isascii() and text[end].isalnum():
                taken += text[end]
            elif text[end] not in " -" or text[end - 1] in " -":
                break
            end += 1
        if wanted and checksums.iban(taken) and not (end < len(text) and re.match("[A-Za-z0-9]", text[end])):
            yield start.start(), end
            done = end


def _isbn(text: str) -> bool:
    code = bare(text)
    return checksums.isbn10(code) or (len(code) == 13 and checksums.gtin(code))


def _card(text: str) -> bool:
    code = digits(text)
    return checksums.card(code) and not (
        len(code) == 14 and code == bare(text) == text and checksums.gtin(code)
    )


def _mails() -> Iterator[Rule]:
    yield where("email", rf"{_LOCAL}(?<!\.)@{_HOST}(?![{_LATIN}-])")
    yield where("email", rf"{_NAME}{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{1,4}}")
    yield where("email", rf"{_NAME}(?: at |@ ?){_LABEL}(?:{_SPELT_DOT}{_LABEL}){{1,4}}")
    yield where("email", rf"{_NAME} at (?:{_PROVIDERS})\.(?:com|cn|net|me|de|fr|co\.uk)(?![{_LATIN}-])")


def _machines() -> Iterator[Rule]:
    yield where(
        "mac",
        r"(?<![0-9A-Za-z])(?<![0-9A-Za-z][:-])(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![0-9A-Za-z]|[:-]\w)",
    )
    yield where(
        "mac",
        r"(?<![0-9A-Za-z.])(?=[0-9.]{0,13}[a-f])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![0-9A-Za-z]|\.\w)",
    )
    yield where(
        "ip",
        r"(?<![0-9A-Za-z])(?<![0-9A-Za-z][:.])(?:::(?=[0-9a-f])|[0-9a-f]{1,4}:)[0-9a-f:]{1,37}(?<!(?<!:):)(?:\.\d{1,3}\.\d{1,3}\.\d{1,3})?"
        r"(?:%[0-9a-z]{1,15})?(?![0-9A-Za-z]|:\w)",
        _ipv6,
    )


def _ipv4s() -> Iterator[Rule]:
    yield where("ip", r"(?<![0-9A-Za-z.])(?:\d{1,3}\.){3}\d{1,3}(?![0-9A-Za-z]|\.\d)", _ipv4)


def _papers() -> Iterator[Rule]:
    """Cards, accounts and identity numbers."""
    yield where(
        "card",
        r"(?<![0-9A-Za-z])(?<!\d[.,-])(?:\d{4}([ .-])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?"
        r"|\d{4}[ .-]\d{6}[ .-]\d{4,5}|\d{6}[ -]\d{10,13}|\d{14,19})(?![0-9A-Za-z])",
        _card,
    )
    cue = r"(?:ssn|social security|社会安全[号號]码?)"
    yield where("ssn", rf"{cue}{_IS}(?P<value>\d{{3}}[ .-]?\d{{2}}[ .-]?\d{{4}})(?!\d)")
    yield where(
        "ssn",
        r"(?<![0-9A-Za-z])(?<!\d[.,-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![0-9A-Za-z]|[.-]\d)",
    )
    yield where(
        "passport", rf"(?:passport|护照|護照){_IS}(?P<value>[A-Z]{{0,2}}\d{{6,9}}[A-Z]?)(?![0-9A-Za-z])"
    )
    yield where(
        "id",
        rf"(?:身份[证證]|公民身份){_IS}(?P<value>\d{{15}}|\d{{17}}[\dX]|\d{{6}}[ -]\d{{8}}[ -]\d{{3}}[\dX])"
        r"(?![0-9A-Za-z])",
    )


def _handles() -> Iterator[Rule]:
    """Accounts of chats, behind a word that says what they are."""
    yield where(
        "qq",
        rf"(?:\bqq|扣扣|企鹅号|q(?=[号群:])){_IS}(?:群|加|我|\s|:|号){{0,4}}(?P<value>[1-9]\d{{4,11}})(?![0-9A-Za-z]|[.-]\d)",
    )
    chat = r"(?:微信|薇信|威信|v信|加v|\bvx|\bwx|\bwechat|\bweixin)"
    handle = r"[A-Za-z][A-Za-z0-9_-]{5,19}(?![A-Za-z0-9_-])"
    yield where(
        "wechat",
        rf"{chat}(?:号码?|號碼?| ?id| account| no\.?)?\s?(?:[:=是]|is ){{1,2}}\s?"
        rf"(?P<value>(?=\S{{0,19}}[\d_-]){handle})",
    )
    yield where(
        "wechat", rf"{chat}(?:(?:号码?|號碼?| ?id\b)\s?[:=是]?|\s?[:=])\s?(?:is )?(?P<value>{handle})"
    )
    yield where("wechat", rf"{chat}\s?(?:我|加|私聊|\s){{0,3}}(?P<value>(?=\S{{0,19}}[\d_]){handle})")
    yield where("wechat", rf"{chat}(?:号码?|號碼?| ?id\b)?\s?[:=是]\s?(?P<value>\d{{6,10}})(?!\d)")


def rules() -> tuple[Rule, ...]:
    """All rules, the surest first; where two would match, the earlier one has it.

    The rules without a kind stand between what a check digit or an unmistakable form tells and what only
    looks like personal data: a trade number or a version is left alone by what follows them.
    """
    return (
        *secrets(),
        *_mails(),
        *_machines(),
        Rule("iban", _ibans),
        where(
            "id",
            r"(?<![0-9A-Za-z])[1-9]\d{5}[ -]?(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
            r"[ -]?\d{3}[\dX](?![0-9A-Za-z])",
            lambda text: checksums.resident_id(bare(text)),
        ),
        where("", r"(?<![0-9A-Za-z-])97[89][ -]?\d(?:[ -]?\d){9}(?![0-9A-Za-z])", _isbn),
        where("", r"(?<![0-9A-Za-z-])\d{1,5}([ -])\d{1,7}\1\d{1,7}\1[\dX](?![0-9A-Za-z]|-\d)", _isbn),
        where("", rf"(?<![A-Za-z0-9])(?:{_PRODUCT}){_IS}(?P<value>[A-Za-z0-9][A-Za-z0-9./-]{{3,24}})"),
        *_papers(),
        *_ipv4s(),
        *_handles(),
        *phones(),
    )
