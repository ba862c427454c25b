"""Keys, passwords and credentials."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from wellread.language.privacy.rules import Rule, joined, where

_PREFIXED = joined(r"""
    sk-(?:proj-|ant-|or-)?[\w-]{16,200}|[sprw]k_(?:live|test)_[A-Za-z0-9]{10,100}|whsec_[A-Za-z0-9+/=]{16,80}
    gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255}|glpat-[\w-]{20,64}
    npm_[A-Za-z0-9]{36}|pypi-[\w-]{16,255}
    xox[abeprs]-[A-Za-z0-9-]{10,250}|xapp-[A-Za-z0-9-]{10,250}|hf_[A-Za-z0-9]{20,60}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}
    (?:AKIA|ASIA|AGPA|AIDA|AROA)[0-9A-Z]{16}|AIza[\w-]{35}|ya29\.[\w.-]{20,300}|LTAI[A-Za-z0-9]{12,30}|AKID[A-Za-z0-9]{13,48}
    SG\.[\w-]{16,32}\.[\w-]{16,64}|dop_v1_[a-f0-9]{64}|EAA[A-Za-z0-9]{40,300}|key-[0-9a-f]{32}|sq0[a-z]{3}-[\w-]{22,50}
    eyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]{0,1000}
""")
"""How the tokens of well-known services begin."""
_CALLED = joined(r"""
    pass(?:word|wd|code|phrase)|pwd|api[_ -]?key|(?:access|secret|private|client)[_ -]?(?:key|secret|token)
    (?:auth )?token|secret
    密码|密碼|口令|密钥|密鑰|令牌|验证码|驗證碼|访问密?钥
""")
_IN_URLS = joined(r"""
    access_token|refresh_token|id_token|token|api[_-]?key|apikey|key|sig|signature|secret|client_secret
    password|passwd|pwd|auth|session(?:_?id)?|sid|jwt|code|X-Amz-(?:Signature|Credential|Security-Token)|ticket|sign|passphrase
""")
_CLASS = re.compile(r"[a-z]+|[A-Z]+|[0-9]+")
_BITS = 3.4
"""Bits a character that a random token has at least."""


def secrets() -> Iterator[Rule]:
    """The rules for keys, passwords and credentials."""
    yield where(
        "key",
        r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----[^-]{0,20000}"
        r"(?:-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----)?",
        flags=0,
    )
    yield where("credentials", r"(?<=://)(?P<value>[^\s/@:?#\ue000]{1,64}:[^\s/@\ue000]{1,128})(?=@)")
    yield where("token", rf"(?<=[?&#;])(?:{_IN_URLS})=(?P<value>[!$%(-+./0-:=?-~-]{{6,2000}}+)")
    yield where("token", r"\b(?:Bearer|Basic|Token) (?P<value>[\w.~+/-]{16,2000}={0,2})(?![\w])", _mixed)
    yield where("key", rf"(?<![A-Za-z0-9_])(?:{_PREFIXED})(?![A-Za-z0-9])", flags=0)
    yield where(
        "key",
        rf"(?:{_CALLED})['\"]?\s?(?:[:=]|是|为){{1,2}}\s?['\"]?(?P<value>[!-&(-~]{{4,128}}(?<![,.;)]))",
        _no_word,
    )
    yield where("key", rf"(?:{_CALLED}) is:? ['\"]?(?P<value>[!-&(-~]{{4,128}}(?<![,.;)]))", _no_word)
    yield where("key", r"(?<![\w+/=.-])[A-Za-z0-9_+/-]{20,512}={0,2}(?![\w+/=-])", random)


def _mixed(token: str) -> bool:
    return any(char.isdigit() for char in token) and any(char.isalpha() for char in token)


def _no_word(token: str) -> bool:
    """What follows "password is" is one when it is no mere word."""
    return bool(re.search(r"[0-9!@#$%^&*_+=~]", token.rstrip("!.,;?")))


def random(token: str) -> bool:
    """Whether a long token looks drawn rather than written: all kinds of characters in quick change.

    Args:
        token: At least 20 letters, digits, `_`, `-`, `+` or `/`.
    """
    runs = _CLASS.findall(token)
    kinds = {("0" if run[0].isdigit() else "a" if run[0].islower() else "A") for run in runs}
    if sum(map(str.isdigit, token)) < 2 or len(kinds) < 2:
        return False
    if re.fullmatch(r"[0-9a-f]{32,}|[0-9A-F]{32,}", token):
        return len(runs) >= 8
    changes = sum(1 for run in runs if len(run) <= 3)
    return len(kinds) == 3 and changes >= len(token) / 5 and bits(token) >= _BITS


def bits(token: str) -> float:
    """Shannon entropy of the characters of `token`, bits a character."""
    counts = Counter(token)
    return -sum(n / len(token) * math.log2(n / len(token)) for n in counts.values())
