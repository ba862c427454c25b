"""What reasons say of the titles in them (liked, chosen, alike), and whether a sentence says the same."""

from __future__ import annotations

from collections.abc import Sequence

from wellread.language.describing.tokens import Token
from wellread.language.naming.quotes import quotes
from wellread.language.word_set import word_set

FRIENDLY = word_set(
    """
    because since as so given might may could should perhaps maybe enjoy suit suits try thought think pick
    picked
    suggest suggested suggestion next list if like well kind kinds one's another also too much of again worth
    match
    因为 由于 既然 所以 因此 也许 可能 或许 大概 会 想必 适合 试试 试 推荐 给你 为你 你 您 想到 这部 也 喜欢
    能 可以 不妨 觉得
    合 你的 胃口 口味 之 选 它 正好 又
    """
)
"""Words of somebody who recommends, which say nothing of the item."""
_FAMILIES = {
    word: family
    for family, words in {
        "liked": "liked loved enjoyed like love",
        "used": "chose chosen picked",
        "named": "named mentioned",
        "similar": "similar resembles alike",
        "unlike": "unlike disliked different",
        "fits": "matches match matching fits",
        "zh liked": "喜欢 喜爱",
        "zh used": "选过 选",
        "zh named": "提到 提及",
        "zh similar": "相似 类似 像",
        "zh unlike": "不同于 不同",
        "zh fits": "符合",
    }.items()
    for word in words.split()
}
"""Word -> what it says of a title; "like" is told from "liked" by where it stands."""
_AHEAD = 4
"""Words behind a title within which what is said of it may stand: 与《X》相似."""


def names_of(titles: Sequence[str], reasons: Sequence[str]) -> dict[str, str]:
    """The names that may be said: those of the item, and what reasons quote, and which of these they are."""
    found = {quote.inner: "about" for reason in reasons for quote in quotes(reason)}
    return {**dict.fromkeys((title for title in titles if title), "item"), **found}


def relations(rows: Sequence[Sequence[Token]]) -> dict[str, set[str]]:
    """What the reasons say of each name."""
    found: dict[str, set[str]] = {}
    for row in rows:
        for name, said in _said(row):
            found.setdefault(name, set()).add(said)
    return found


def misrelated(tokens: Sequence[Token], right: dict[str, set[str]]) -> bool:
    """Whether a sentence says something else of a name than the reasons do."""
    return any(said and said not in right.get(name, {said}) for name, said in _said(tokens))


def _said(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """Each name that is not the item's own, with the family of the word that speaks of it; "" for none."""
    found = []
    for place, token in enumerate(tokens):
        if token.kind == "name" and "about" in token.roles:
            before = [_family(tokens, at) for at in range(place - 1, -1, -1)]
            after = [_family(tokens, at) for at in range(place + 1, min(place + 1 + _AHEAD, len(tokens)))]
            han = any(_family(tokens, at).startswith("zh") for at in range(len(tokens)))
            near = next(
                filter(None, [*after, *before] if han and _with(tokens, place) else [*before, *after]), ""
            )
            found.append((token.text, near))
    return found


def _with(tokens: Sequence[Token], place: int) -> bool:
    """Whether a Chinese name stands behind 与 or 和, so that what is said of it comes after."""
    before = [token.key for token in tokens[max(place - 2, 0) : place]]
    return any(key in ("与", "和", "跟", "同") for key in before)


def _family(tokens: Sequence[Token], at: int) -> str:
    token = tokens[at]
    if token.kind not in ("word", "run"):
        return ""
    family = _FAMILIES.get(token.key, "")
    if (
        token.key == "like"
        and at
        and tokens[at - 1].key in ("is", "something", "it", "one", "much", "a", "lot")
    ):
        family = "similar"
    if family.endswith("liked") and "not" in token.senses:
        return "unlike"
    return family.removeprefix("zh ") if family else ""
