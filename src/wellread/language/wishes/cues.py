"""The phrases by which people say what they like, dislike, have seen, want and do not want, in all languages.

also, like: for what follows. dislike, unlike: against it ("unlike": a like, negated). weak, seen: neither
for nor against ("I don't hate", "I watched"). similar: for what follows, or against it if that was being
said ("I hate films like"). want: a new request. no, not, bu: against a few words, or a list of names.
good, bad, alike: of what came before. contrast, stop: what was said before says nothing of what follows.
comma: a list goes on.
"""

from __future__ import annotations

import re

from wellread.language.wishes import cues_chinese, cues_english

NAME = "\ue000"
"""Stands for each character of a name: a title's own words ("Love Actually", "No Country") are no cues."""

_LANGUAGES = (cues_english, cues_chinese)
_KINDS = (
    "stop", "also", "weak", "unlike", "dislike", "like", "want", "seen", "similar", "no", "not", "bu", "bad",
    "good", "alike", "contrast", "comma",
)  # fmt: skip
"""In the order in which they are tried where several begin at one place."""


def _merged(kind: str) -> str:
    return "|".join(language.CUES[kind] for language in _LANGUAGES if kind in language.CUES)


EVENT = re.compile("|".join(f"(?P<{kind}>{_merged(kind)})" for kind in _KINDS), re.IGNORECASE)
"""The next thing that changes what is said of names and words."""
TAIL = re.compile(
    rf" ?(?:(?:{'|'.join(language.TAIL for language in _LANGUAGES)}) ?)*(?=$|[,.!?;。…]|but\b|但)",
    re.IGNORECASE,
)
"""Nothing follows a cue, so it is about what came before: "Titanic I hated", "《泰坦尼克号》我不喜欢"."""
PHRASES = {
    kind: re.compile(pattern, re.IGNORECASE)
    for language in _LANGUAGES
    for kind, pattern in language.PHRASES.items()
}
"""How far each negation reaches when no name follows."""
