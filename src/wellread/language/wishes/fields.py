"""What constraints can be on: the columns of a catalogue, under the names that sentences use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from wellread.language.fold import fold
from wellread.language.scripts import HAN_RUN

Attribute = Literal["year", "price", "length", "pages", "rating"]
"""What people bound by numbers; a length is in minutes."""
_SYNONYMS = {
    "sci-fi": "science fiction", "scifi": "science fiction", "sf": "science fiction", "cartoon": "animation",
    "animated": "animation", "romantic": "romance", "doc": "documentary", "romcom": "romance",
}  # fmt: skip
_HAN_ENDING = re.compile("(?<=..)(?:类型片?|类|片子?|电影|影片|小说|书籍?|的)$")


class Number(NamedTuple):
    """A column of numbers."""

    column: str
    scale: float = 1.0
    """Units of the column in one of the attribute's: 60 for seconds, where a length is in minutes."""


def _nothing(column: str, row: int) -> float | None:
    return None


@dataclass(frozen=True)
class Fields:
    """The columns of a catalogue that sentences can bound."""

    numbers: Mapping[Attribute, Number] = field(default_factory=dict)
    values: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Tag or category, as `label` writes it -> the columns that hold it, with the value there."""
    languages: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """ISO 639-1 code -> the column of the items' languages and its value for this one."""
    look: Callable[[str, int], float | None] = _nothing
    """(column, row) -> the number there, if there is one."""


def label(words: str) -> str:
    """The form in which labels compare equal: "Comedies" and "comedy", "恐怖片" and "恐怖"."""
    plain = " ".join(fold(words).replace("_", " ").split())
    if HAN_RUN.fullmatch(plain):
        return _HAN_ENDING.sub("", plain)
    one = " ".join(_singular(word) for word in plain.split())
    return _SYNONYMS.get(one, one)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
