"""Writing systems: which characters belong to which, and where words begin and end in them."""

from __future__ import annotations

import re

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"
LAO = "\u0e81-\u0eb9\u0ebb-\u0ecd\u0edc-\u0edf"
MYANMAR = "\u1000-\u103f\u1050-\u108f\uaa60-\uaa7f"
KHMER = "\u1780-\u17d3"
TIBETAN = "\u0f40-\u0fbc"
HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
UNSPACED = KANA + THAI + LAO + MYANMAR + KHMER + TIBETAN
"""Scripts that put no space between words, Han apart."""
MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u0900-\u0963\u0966-\u0dff"
)
"""Accents and vowel signs that belong to a word though Python's `\\w` does not say so."""
LETTERS = rf"(?:[^\W_{HAN}{UNSPACED}]++[{MARKS}]*+)++"
"""Letters and digits of the scripts that write words apart."""
WORD = rf"{LETTERS}(?:['’]{LETTERS})*+"
"""A word, with the apostrophes inside it."""

RUN = re.compile(
    rf"(?P<han>[{HAN}]+)|(?P<unspaced>[{UNSPACED}]+)|(?P<number>\d++(?:\.\d++)++(?![^\W_]))|(?P<word>{WORD})"
)
"""The next run of one kind of writing."""
HAN_RUN = re.compile(f"[{HAN}]+")
HANGUL_RUN = re.compile(f"[{HANGUL}]+")
JOINED = re.compile(f"[{HAN}{UNSPACED}{HANGUL}]")
"""A character of a script in which names stand without spaces around them (Korean adds its particles)."""

SCRIPTS = {
    "han": (HAN, 2.5),
    "kana": (KANA, 1.5),
    "hangul": (HANGUL, 2.0),
    "latin": ("A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff", 1.0),
    "cyrillic": ("\u0400-\u052f", 1.0),
    "greek": ("\u0370-\u03ff\u1f00-\u1fff", 1.0),
    "arabic": ("\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc", 1.0),
    "hebrew": ("\u0590-\u05ff", 1.0),
    "thai": (THAI, 1.0),
    "devanagari": ("\u0900-\u097f", 1.0),
    "bengali": ("\u0980-\u09ff", 1.0),
    "tamil": ("\u0b80-\u0bff", 1.0),
    "telugu": ("\u0c00-\u0c7f", 1.0),
    "georgian": ("\u10a0-\u10ff", 1.0),
    "armenian": ("\u0530-\u058f", 1.0),
    "khmer": (KHMER, 1.0),
    "lao": (LAO, 1.0),
    "myanmar": (MYANMAR, 1.0),
    "tibetan": (TIBETAN, 1.0),
}
"""Script -> its characters, and how many Latin letters one of them says as much as."""
_COUNTED = {name: (re.compile(f"[{chars}]"), weight) for name, (chars, weight) in SCRIPTS.items()}


def shares(text: str) -> dict[str, float]:
    """How much of `text` each script writes, in Latin letters' worth; absent scripts are left out."""
    if text.isascii():
        found = {"latin": float(sum(map(str.isalpha, text)))}
    else:
        found = {name: weight * len(chars.findall(text)) for name, (chars, weight) in _COUNTED.items()}
    return {name: amount for name, amount in found.items() if amount}
