"""The first step of reading: text as people meant it, without what machines put around it."""

from __future__ import annotations

import html
import re
import unicodedata

from wellread.settings import Language

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ud800-\udfff\ufff0-\uffff"
    "\U000e0000-\U000e0fff]+"
)
"""Characters of no width, halves of characters, and what is no character at all."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
"""Comments, scripts and styles; one that is never closed reaches to the end, as in a browser."""
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_URL = re.compile(r"(?:\b(?:https?|ftp)://|\bwww\.)[!-~]*[\w/]", re.ASCII | re.IGNORECASE)
_HUGE_ENTITY = re.compile(r"&#x?[0-9a-f]{8,};?", re.IGNORECASE)
"""Names no character; Python refuses to read numbers of thousands of digits."""
_MARKUP = str.maketrans("<&", "  ")
_PASSES = 3
"""How deep markup inside escaped markup is followed ("&amp;lt;b&amp;gt;")."""


def clean(text: str, settings: Language) -> str:
    """Normalise `text` (NFKC), strip what is not language, put single spaces.

    Linear in `settings.max_chars`, the longest text returned; never raises; a second time changes nothing.
    """
    text = text[: settings.max_chars]
    for _ in range(_PASSES):
        before, text = text, _once(text, settings)
        if text == before:
            return text
    return _once(text.translate(_MARKUP) if settings.strip_markup else text, settings)


def _once(text: str, settings: Language) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    text = _CONTROL.sub(" ", text)
    if settings.strip_markup:
        text = _without_markup(text)
    return " ".join(text.split())[: settings.max_chars].rstrip()


def _without_markup(text: str) -> str:
    """A space in place of each tag, entity and URL, so that nothing new can form across the gap."""
    if "&" in text:
        text = html.unescape(_HUGE_ENTITY.sub(" ", text))
    if "<" in text:
        text = _TAG.sub(" ", _HIDDEN.sub(" ", text))
    return _URL.sub(" ", text)
