"""What a message of a conversation does, beside what it wishes for."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Intent = Literal["start over", "undo", "why", "others", "talk", "wish"]
_PATTERNS: tuple[tuple[Intent, str], ...] = (
    (
        "start over",
        r"\b(?:start(?:ing)? (?:over|again|afresh|anew)|reset|from scratch|new search"
        r"|forget (?:everything|all|it all))\b"
        r"|重新开始|从头(?:再)?来|重来|清空|都忘(?:了|掉)",
    ),
    (
        "undo",
        r"\b(?:undo|take (?:that|it) back|go back|one step back|scrap that|revert)\b"
        r"|撤[销回消]|上一步|退回|收回",
    ),
    ("why", r"^(?:but |and |so )?(?:why|how come)\b|为什么|为啥|凭什么|理由是"),
    (
        "others",
        r"\b(?:(?:show|give|have|any|some|anything|something|what)[^.!?]{0,20}\b(?:others?|else|different)"
        r"|other ones|next(?: page| ones?)?$|more (?:please|options|suggestions)|show more|another one)\b"
        r"|\b(?:(?:haven't|have not|not|never|n't)(?: yet)? (?:seen|watched|read)(?: before| yet)?|unseen)\b"
        r"|换一批|换几[部个本]|换个|其他的?|别的|还有(?:吗|没有|什么|别的)|下一[页批]"
        r"|[没沒](?:有)?[看读听]过的?",
    ),
)
_COMPILED = [(intent, re.compile(pattern, re.IGNORECASE)) for intent, pattern in _PATTERNS]
_TALK = re.compile(
    r"^\W*(?:(?:hi|hello|hey|thanks?|thank you|thx|bye|goodbye|good (?:morning|evening)|ok(?:ay)?|cool"
    r"|great|nice|who are you|what (?:are|can) you(?: do)?|help(?: me)?|how are you|how does this work"
    r"|你好|您好|嗨|谢谢|多谢|再见|你是谁|你能做什么|你会什么|帮助|怎么用|早上好|晚上好|好的?|嗯|哈哈)"
    r"(?: (?:there|so much|very much|a lot|you))?\W*){1,8}$",
    re.IGNORECASE,
)
_SEEN = re.compile(r"\b(?:seen|watched|read|know|own|have) |(?:看|读|听|买|玩)过", re.IGNORECASE)


_DISLIKED = re.compile(
    r"\b(?:hated?|dislike|don't like|do not like|can't stand|awful|terrible|boring|bad)\b"
    r"|讨厌|不喜欢|难看|烂|无聊",
    re.IGNORECASE,
)


class Meant(NamedTuple):
    """What a message does."""

    intent: Intent
    rest: str
    """The message without the words that say so."""


def meant(message: str) -> Meant:
    """Tell what a message does."""
    if not message.strip() or _TALK.match(message):
        return Meant("talk", message)
    for intent, pattern in _COMPILED:
        if pattern.search(message):
            return Meant(intent, pattern.sub(" ", message).strip())
    return Meant("wish", message)


def disliked(message: str) -> bool:
    """Whether a message holds a verdict, rather than passing something over."""
    return _DISLIKED.search(message) is not None


def seen(message: str) -> bool:
    """Whether a message tells of what was seen, rather than of what is wanted."""
    return _SEEN.search(message) is not None
