"""What languages are called in English and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_NAMES = {
    "ar": ("Arabic", "阿拉伯语"), "bn": ("Bengali", "孟加拉语"), "cs": ("Czech", "捷克语"),
    "da": ("Danish", "丹麦语"), "de": ("German", "德语|德文"), "el": ("Greek", "希腊语"),
    "en": ("English", "英语|英文"), "es": ("Spanish", "西班牙语"), "fa": ("Persian|Farsi", "波斯语"),
    "fi": ("Finnish", "芬兰语"), "fr": ("French", "法语|法文"), "he": ("Hebrew", "希伯来语"),
    "hi": ("Hindi", "印地语"), "hu": ("Hungarian", "匈牙利语"), "id": ("Indonesian", "印尼语"),
    "it": ("Italian", "意大利语"), "ja": ("Japanese", "日语|日文"), "ko": ("Korean", "韩语|韩文|朝鲜语"),
    "nl": ("Dutch", "荷兰语"), "no": ("Norwegian", "挪威语"), "pl": ("Polish", "波兰语"),
    "pt": ("Portuguese", "葡萄牙语"), "ro": ("Romanian", "罗马尼亚语"), "ru": ("Russian", "俄语|俄文"),
    "sv": ("Swedish", "瑞典语"), "th": ("Thai", "泰语"), "tr": ("Turkish", "土耳其语"),
    "uk": ("Ukrainian", "乌克兰语"), "vi": ("Vietnamese", "越南语"),
    "zh": ("Chinese|Mandarin", "中文|汉语|华语|国语|普通话"), "cn": ("Cantonese", "粤语"),
}  # fmt: skip
_CODE = {
    name.casefold(): code
    for code, names in _NAMES.items()
    for alternatives in names
    for name in alternatives.split("|")
}
_ENGLISH = "|".join(english for english, _ in _NAMES.values())
_CHINESE = "|".join(chinese for _, chinese in _NAMES.values())
_SAID = re.compile(
    rf"\b(?:(?:spoken |written |must be |be |is ){{0,3}}in (?P<a>{_ENGLISH})"
    rf"|(?P<b>{_ENGLISH})[- ](?:language|speaking|spoken))\b"
    rf"|用?(?P<c>{_CHINESE})(?:的|片|电影|书|小说|版|对白|歌曲?)?",
    re.IGNORECASE,
)


class Spoken(NamedTuple):
    """A language that something is to be in."""

    start: int
    end: int
    code: str


def spoken(text: str) -> Iterator[Spoken]:
    """The languages that a clean `text` asks for: "in French", "French-language", "法语的"."""
    for match in _SAID.finditer(text):
        name = match["a"] or match["b"] or match["c"]
        end = match.end("c") if match["c"] else match.end()
        yield Spoken(match.start(), end, _CODE[name.casefold()])


def named(code: str, language: str) -> str:
    """What the language `code` is called in `language`, "en" or "zh"."""
    names = _NAMES.get(code)
    return names[language == "zh"].split("|")[0] if names else code
