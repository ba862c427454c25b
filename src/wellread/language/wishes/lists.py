"""Where a sentence lists names: "i liked toy story and fight club" needs no capitals to be understood."""

from __future__ import annotations

from enum import IntEnum

from wellread.language.common_words import GENERIC
from wellread.language.naming.titles import ARTICLES
from wellread.language.wishes.evidence import Words
from wellread.language.word_set import word_set

_DONE = word_set("liked loved enjoyed watched seen saw adored hated")
"""Said of particular works, not of topics: "i like robots" names no film, "i loved inception" does."""
_CUES = _DONE | word_set("like love enjoy adore hate dislike similar")
_JOINERS = word_set("and or")
_BEHIND = word_set(
    """
    a very so too because when since more most but which as especially really also not
    """
)
"""What may follow a name without being part of it."""

Run = tuple[int, int]
"""From a word to one past the last."""


class Place(IntEnum):
    """How surely the members of a list are names."""

    TEXT = 0
    """The text begins with the list."""
    TASTE = 1
    """It follows a word like "like"."""
    WORKS = 2
    """It follows a word like "loved" or "watched"."""


def listed(words: Words) -> dict[Run, Place]:
    """The members of the lists in a text."""
    found = dict.fromkeys(_members(words, 0), Place.TEXT)
    for cue, token in enumerate(words.tokens):
        if token.key in _CUES:
            found |= dict.fromkeys(
                _members(words, cue + 1), Place.WORKS if token.key in _DONE else Place.TASTE
            )
    return found


def _members(words: Words, k: int) -> list[Run]:
    """The members of the list that begins at word k."""
    found: list[Run] = []
    while True:
        k = _first(words, k)
        end = _end(words, k)
        if end == k:
            return found
        found += [(k, at) for at in range(k + 1, end) if words.tokens[at].key in _BEHIND]
        found.append((k, end))
        if end == len(words.tokens) or words.gap(end).strip() not in ("", ","):
            return found
        k = end


def _first(words: Words, k: int) -> int:
    """Where a member begins, behind "and", "similar to", "the film"."""
    tokens = words.tokens
    while k < len(tokens) and tokens[k].key in _JOINERS | {"to"} | GENERIC:
        k += 1
    if k + 1 < len(tokens) and tokens[k].key in ARTICLES and tokens[k + 1].key in GENERIC:
        return k + 2
    return k


def _end(words: Words, k: int) -> int:
    """Where the member that begins at word k ends: before punctuation, a joiner or the next cue."""
    tokens = words.tokens
    end = k
    while end < len(tokens) and tokens[end].key not in _JOINERS | _CUES:
        if end > k and words.gap(end).strip(" -:'’"):
            break
        end += 1
    return end
