"""References to what was shown: "the second", "that one", "最后一部"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "top": 1,
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
}  # fmt: skip
_UNIT = "(?:个|部|本|条|首|款|项|张|集)"
_REFERENCE = re.compile(
    r"\b(?:the |your |that |number |no\. ?|# ?|item ){0,3}"
    r"(?P<a>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th))"
    r"(?: (?:one|film|movie|book|item|song|suggestion|result)\b)?(?! (?:time|world|hour|half|person))"
    r"|(?:\bnumber |\bno\. ?|# ?|\bitem )(?P<b>\d{1,2}|one|two|three|four|five)\b"
    rf"|第(?P<c>\d{{1,2}}|[一二两三四五六七八九十]){_UNIT}"
    rf"|(?P<last>\b(?:the )?last (?:one|film|movie|book|item)\b|最后(?:那)?一?{_UNIT})"
    r"|(?P<it>\b(?:that|this) (?:one|film|movie|book|item)\b|\bthat\b(?=\W*$)"
    rf"|[这那這]{_UNIT})",
    re.IGNORECASE,
)


class Referred(NamedTuple):
    """A message in which names stand for references."""

    text: str
    items: tuple[str, ...]
    """Ids of the items that were referred to."""
    missing: tuple[str, ...]
    """References to places that the list does not have."""


def resolve(message: str, last: Sequence[str], focus: str | None, title: Callable[[str], str]) -> Referred:
    """Put titles for references to the last list.

    Args:
        message: What was said.
        last: Ids of the items shown last, in order.
        focus: The item last spoken of, which "that one" means; None: the first shown.
        title: Id -> title.
    """
    items: list[str] = []
    missing: list[str] = []

    def named(match: re.Match[str]) -> str:
        found = _item(match, last, focus)
        if found is None:
            if match["it"] is None:
                missing.append(match[0].strip())
                return " "
            return match[0]
        items.append(found)
        return f" 《{title(found)}》 " if match[0].isascii() else f"《{title(found)}》"

    text = " ".join(_REFERENCE.sub(named, message).split()) if last else message
    return Referred(text, tuple(items), tuple(missing))


def _item(match: re.Match[str], last: Sequence[str], focus: str | None) -> str | None:
    if match["last"]:
        return last[-1]
    if match["it"]:
        return focus if focus in last else last[0]
    said = (match["a"] or match["b"] or match["c"]).casefold()
    digits = re.match(r"\d+", said)
    place = int(digits[0]) if digits else _WORDS[said]
    return last[place - 1] if 1 <= place <= len(last) else None
