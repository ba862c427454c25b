"""What a text says of the things it names: for them, against them, or nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wellread.language.naming.quotes import quotes
from wellread.language.wishes.cues import EVENT, NAME, PHRASES, TAIL

LIKED, DISLIKED, MENTIONED = 1.0, -1.0, 0.5
"""MENTIONED: named without a verdict, or only said to have been seen."""
_VALUES = {
    "also": LIKED, "like": LIKED, "good": LIKED, "dislike": DISLIKED, "unlike": DISLIKED, "bad": DISLIKED,
    "want": MENTIONED, "seen": MENTIONED, "weak": MENTIONED,
}  # fmt: skip


class Clause(NamedTuple):
    """A stretch of text of one polarity; the cues themselves belong to no clause."""

    start: int
    end: int
    polarity: float


def clauses(text: str, names: Iterable[tuple[int, int]] = ()) -> list[Clause]:
    """Split a clean `text` by what its cues say.

    Args:
        text: As `clean` leaves it.
        names: Spans in which names stand: their words are no cues.

    Returns:
        Clauses in order; what is in none is a cue or punctuation.
    """
    masked = _masked(text, names)
    walk = _Walk(masked)
    for event in EVENT.finditer(masked):
        walk.turn(event)
    return walk.finish()


def polarities(text: str, names: Sequence[tuple[int, int]]) -> list[float]:
    """What `text` says of each of the spans `names`: LIKED, DISLIKED or MENTIONED."""
    found = clauses(text, names)
    starts = [clause.start for clause in found]
    return [found[bisect_right(starts, start) - 1].polarity for start, _ in names]


def _masked(text: str, names: Iterable[tuple[int, int]]) -> str:
    spans = [*names, *((quote.start, quote.end) for quote in quotes(text) if quote.title)]
    chars = list(text.replace("’", "'"))
    for start, end in spans:
        chars[start:end] = NAME * (end - start)
    return "".join(chars)


class _Walk:
    """The present clause and what it may turn into as cues come by."""

    def __init__(self, masked: str) -> None:
        self._text = masked
        self._done: list[Clause] = []
        self._start = 0
        self._now = MENTIONED
        self._until: int | None = None  # where a phrase ends, and what holds again behind it
        self._after = MENTIONED
        self._since_cue = self._since_comma = 0  # indices into _done

    def turn(self, event: re.Match[str]) -> None:
        """Close the clause before `event` and open the next."""
        kind = event.lastgroup or ""
        self._close(event.start())
        self._start = event.end()
        if kind in ("stop", "contrast"):
            self._begin(MENTIONED)
        elif kind == "comma":
            self._since_comma = len(self._done)
        elif kind in PHRASES:
            self._negate(kind)
        elif kind == "similar":
            self._begin(self._now if self._now < 0 else LIKED)  # "I hate films like ..."
        elif kind in ("good", "bad"):
            self._look_back(_VALUES[kind])
        elif kind == "alike":
            self._look_back(self._now if self._now < 0 else LIKED)  # "不要《A》那样的"
        elif kind == "want" or not (TAIL.match(self._text, self._start) and self._look_back(_VALUES[kind])):
            self._begin(_VALUES[kind])

    def finish(self) -> list[Clause]:
        """Every clause, the last one closed."""
        self._close(len(self._text))
        return self._done

    def _begin(self, polarity: float) -> None:
        self._now, self._until = polarity, None
        self._since_cue = self._since_comma = len(self._done)

    def _negate(self, kind: str) -> None:
        """Be against a list of names to the next cue, or else against a few words."""
        reach = PHRASES[kind].match(self._text, self._start)
        before = self._after if self._until is not None else self._now
        self._begin(DISLIKED)
        if reach and NAME not in reach[0]:
            self._until, self._after = reach.end(), before

    def _look_back(self, polarity: float) -> bool:
        """Judge what came before: since the last cue or, where that was a verdict, the last comma."""
        first = self._since_comma if abs(self._now) == LIKED else self._since_cue
        if not any(NAME in self._text[clause.start : clause.end] for clause in self._done[first:]):
            self._since_cue = self._since_comma = len(self._done)
            return False
        self._done[first:] = [clause._replace(polarity=polarity) for clause in self._done[first:]]
        self._begin(self._now)
        return True

    def _close(self, end: int) -> None:
        if self._until is not None and self._until <= end:
            self._add(self._until)
            self._start, self._now, self._until = self._until, self._after, None
        self._add(end)

    def _add(self, end: int) -> None:
        if end > self._start:
            self._done.append(Clause(self._start, end, self._now))
