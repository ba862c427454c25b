"""Stems: what is left of a word when its inflection is cut."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Any

from wellread.language.word_set import word_set

_SNOWBALL = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish",
    "nl": "dutch", "en": "english", "eo": "esperanto", "et": "estonian", "fi": "finnish", "fr": "french",
    "de": "german", "el": "greek", "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ga": "irish",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "no": "norwegian", "fa": "persian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish",
    "ta": "tamil", "tr": "turkish",
}  # fmt: skip
_LATIN = word_set(
    """
    eu ca cs da nl en eo et fi fr de hu id ga it lt no pl pt ro es sv tr
    """
)
"""Languages with a stemmer whose words may be plain ASCII."""
_lock = threading.Lock()
"""Snowball's stemmers keep the word they work on: one thread at a time."""


def stem(word: str, language: str) -> str:
    """The Snowball stem of `word` (casefolded); ASCII words among another script are taken for English."""
    if word.isascii() and language not in _LATIN:
        language = "en"
    name = _SNOWBALL.get(language)
    stemmer = _stemmer(name) if name else None
    if stemmer is None:
        return word
    with _lock:
        return str(stemmer.stemWord(word))


@lru_cache
def _stemmer(name: str) -> Any:
    """None where the installed Snowball is too old to know the language."""
    import snowballstemmer

    return snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None
