"""Names in running text of scripts without spaces: substrings that are, or nearly are, a known name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import accumulate

from wellread.language.common_words import COMMON_HAN
from wellread.language.fold import fold
from wellread.language.naming.names import NameTable
from wellread.language.naming.spaced import Free, Hit
from wellread.language.scripts import HAN, HAN_RUN, JOINED, RUN
from wellread.language.segment import han_words
from wellread.language.stop_words import STOP_WORDS

_SHORT = 3
"""Characters of a name that must be words of its own; with fewer it also needs a cue before it."""
_TYPO_LENGTHS = range(12, 3, -1)
"""Characters of what may be a misspelt name."""
_MOST_ANCHORS = 12
_CUE = re.compile(
    "(?:看[过過了完]|[读讀追刷听聽玩][过過了完]|[想爱愛]看|喜[欢歡爱愛]|最[爱愛]|[讨討][厌厭]|电影|電影|影片|小说|小說|[这那][部本]"
    r"|(?:喜[欢歡爱愛]|[爱愛]|电影|電影|片子|[书書]|小[说說])[^,。!?]{0,6}是|[像叫]|[类類]似于?|推[荐薦]|比如|例如|不要|除了|:)\s*$"
)
"""What stands before a name."""
_JOINER = re.compile(r"\s*(?:以及|[还還]有|或者|[和与與跟及或、,/&]|and|or)\s*", re.IGNORECASE)
"""What stands between the names of a list."""
_BOUNDARY = re.compile(
    r"\s*(?:$|[^\w\s]|以及|[还還]有|[和与與跟及或吗嗎呢吧啊了]|[这這那]|一[样樣部]|的(?:电影|電影|影片|片子|书|書|小[说說])"
    r"|但|不[过過]|都|很|太|[A-Za-z])"
)
"""What stands behind one."""
_BREAK = re.compile(r"[。!?;…《》〈〉「」『』“”\"]")


class Squeezed:
    """A text without spaces and punctuation, folded, and where each of its characters comes from."""

    def __init__(self, text: str) -> None:
        self.text = text
        pairs = [(c, at) for at, char in enumerate(text) for c in _folded(char)]
        self.chars = "".join(char for char, _ in pairs)
        self.at = [at for _, at in pairs]

    def cut(self, i: int, j: int) -> bool:
        """jieba, too, sees a word begin at character i and one end before character j (if they are Han)."""
        if not HAN_RUN.search(self.chars, i, j):
            return True
        return i in self._cuts and (
            j in self._cuts or _BOUNDARY.match(self.text, self.at[j - 1] + 1) is not None
        )

    @cached_property
    def _cuts(self) -> set[int]:
        cuts = {0, len(self.chars)}
        for run in RUN.finditer(self.chars):
            words = han_words(run[0], drop_stop_words=False) if run.lastgroup == "han" else [run[0]]
            cuts |= {*accumulate(map(len, words), initial=run.start())}
        return cuts

    def span(self, i: int, j: int) -> tuple[int, int]:
        """Where characters i..j-1 stand in the text."""
        return self.at[i], self.at[j - 1] + 1


def exact_hits(squeezed: Squeezed, table: NameTable) -> Iterator[Hit]:
    """Every substring that is a name and is meant as one; they may overlap."""
    chars, text = squeezed.chars, squeezed.text
    ends: set[int] = set()
    for i in range(len(chars) - 1):
        for length in table.lengths(chars[i : i + 2]):
            key = chars[i : i + length]
            entries = table.entries(key)
            if i + length > len(chars) or not entries or not JOINED.search(key) or everyday(key):
                continue
            start, end = squeezed.span(i, i + length)
            if _BREAK.search(text, start, end) is None and (
                length > _SHORT
                or (length == _SHORT and squeezed.cut(i, i + length))
                or _cued(text, start, end, ends)
            ):
                ends.add(end)
                yield Hit(start, end, entries, exact=True)


def typo_hits(squeezed: Squeezed, table: NameTable, similarity: float, free: Free) -> Iterator[Hit]:
    """What stands after a cue, or in a list after one, and differs from a name in a character or so."""
    tried = 0
    ends: set[int] = set()
    for i, start in enumerate(squeezed.at):
        if not _after_cue(squeezed.text, start, ends, free) or not free(start, start + 1):
            continue
        if (tried := tried + 1) > _MOST_ANCHORS:
            return
        hit = _nearest(squeezed, i, table, similarity, free)
        if hit:
            ends.add(hit.end)
            yield hit


@lru_cache(maxsize=10_000)
def _folded(char: str) -> str:
    return fold(char) if char.isalnum() or JOINED.match(char) else ""


@lru_cache(maxsize=10_000)
def everyday(key: str) -> bool:
    """`key` is made of words that anybody uses: "我喜欢你" names a film only in 《》."""
    words = han_words(key, drop_stop_words=False) if re.fullmatch(f"[{HAN}]+", key) else [key]
    return all(word in COMMON_HAN or word in STOP_WORDS["zh"] for word in words)


def _nearest(squeezed: Squeezed, i: int, table: NameTable, similarity: float, free: Free) -> Hit | None:
    best, best_score = None, 0.0
    for length in _TYPO_LENGTHS:
        key = squeezed.chars[i : i + length]
        if len(key) < length or not JOINED.search(key) or everyday(key):
            continue
        start, end = squeezed.span(i, i + length)
        if (
            not free(start, end)
            or _BREAK.search(squeezed.text, start, end)
            or not _BOUNDARY.match(squeezed.text, end)
        ):
            continue
        found = table.nearest(key, similarity)
        if found and found[1] > best_score:
            best, best_score = Hit(start, end, table.entries(found[0]), exact=False), found[1]
    return best


def _cued(text: str, start: int, end: int, ends: set[int]) -> bool:
    """A span too short to speak for itself stands where names stand."""
    return _BOUNDARY.match(text, end) is not None and _after_cue(text, start, ends)


def _after_cue(text: str, start: int, ends: set[int], free: Free | None = None) -> bool:
    """A cue ends at `start`, or a list goes on there behind a name that ends in `ends` (or is not free)."""
    before = text[max(0, start - 16) : start]
    if _CUE.search(before):
        return True
    for back in range(1, min(5, start) + 1):
        if _JOINER.fullmatch(text, start - back, start):
            at = start - back
            return at in ends or (free is not None and at > 0 and not free(at - 1, at))
    return False
