"""What is wanted after a message: what was wanted before, with the newer words first in a contradiction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.conversation import Wanted
from wellread.language.fold import fold
from wellread.language.wishes.constraints import tightened
from wellread.language.wishes.fields import label
from wellread.language.wishes.wish import Wish

MOST = {"words": 200, "avoid": 100, "more": 100, "less": 100, "hidden": 2_000, "likes": 200, "dislikes": 200}
"""Entries that are kept, the newest."""
MILDLY = 0.3
"""What speaks against an item that was passed over, "not that one": the items like it may still be right."""


def merged(
    wanted: Wanted,
    wish: Wish,
    rows: Mapping[int, int],
    seen: bool,
    catalogue: Catalogue,
    mild: Collection[str] = (),
) -> Wanted:
    """What is wanted now.

    Args:
        wanted: Before.
        wish: What the message asks for.
        rows: Row that a name led to -> row that is meant by it.
        seen: Whether items that are only mentioned were seen before.
        catalogue: Names the items.
        mild: Items of the list before that are only passed over, where the message is against them.
    """
    likes, dislikes, hidden = dict(wanted.likes), dict(wanted.dislikes), list(wanted.hidden)
    for row, _, weight in wish.likes:
        item = catalogue.ids[rows.get(row, row)]
        hidden.append(item)
        if weight < 1 and seen:
            continue
        dislikes.pop(item, None)
        likes[item] = max(likes.pop(item, 0.0), weight)
    for row, _, weight in wish.dislikes:
        item = catalogue.ids[rows.get(row, row)]
        hidden.append(item)
        likes.pop(item, None)
        dislikes[item] = MILDLY if item in mild else weight
    new, against = wish.words.split(), list(wish.avoid)
    return Wanted(
        likes=_newest_items(likes, "likes"),
        dislikes=_newest_items(dislikes, "dislikes"),
        avoid=_newest([*_without(wanted.avoid, new), *against], "avoid"),
        words=_newest([*_without(wanted.words, against), *new], "words"),
        more=_newest([*_without(wanted.more, wish.less), *wish.more], "more"),
        less=_newest([*_without(wanted.less, wish.more), *wish.less], "less"),
        filter=narrower(_allowed(wanted.filter, [*new, *wish.more]), wish.filter),
        leans={**wanted.leans, **dict(wish.leans)},
        hidden=_newest(hidden, "hidden"),
    )


def narrower(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """Both filters; on one column the newer bound where both cannot hold.

    What is required of a column is no longer excluded from it, and what is excluded no longer required.
    """
    joined = {column: test for column, test in before.items() if column != "not"}
    for column, tests in now.items():
        if column == "not":
            continue
        held = joined.get(column)
        numeric = isinstance(held, dict) and isinstance(tests, dict) and not ("eq" in held or "eq" in tests)
        joined[column] = tightened(held, tests)[0] if numeric and isinstance(held, dict) else tests
    parts = [part for own in (before, now) if own.get("not") for part in own["not"].get("any", [own["not"]])]
    excluded: list[dict[str, Any]] = []
    for part in parts:
        for column, test in part.items():
            same = next((own for own in excluded if column in own and _lists(own[column], test)), None)
            if same is None:
                excluded.append({column: dict(test) if isinstance(test, dict) else test})
            else:
                same[column]["in"] = list(dict.fromkeys([*same[column]["in"], *test["in"]]))
    for column, test in now.get("not", {}).items():
        held = joined.get(column)
        if isinstance(held, dict) and isinstance(test, dict) and held.get("eq") in test.get("in", []):
            del joined[column]
    if excluded:
        joined["not"] = excluded[0] if len(excluded) == 1 else {"any": excluded}
    return joined


def _allowed(filter: dict[str, Any], words: Iterable[str]) -> dict[str, Any]:
    """The filter without what it excluded and `words` now ask for."""
    if "not" not in filter:
        return filter
    asked = {label(word) for word in words}
    parts: list[dict[str, Any]] = []
    for part in filter["not"].get("any", [filter["not"]]):
        for column, test in part.items():
            if isinstance(test, dict) and isinstance(test.get("in"), list):
                kept = [value for value in test["in"] if label(str(value)) not in asked]
                parts += [{column: {**test, "in": kept}}] if kept else []
            else:
                parts.append({column: test})
    rest = {column: test for column, test in filter.items() if column != "not"}
    return rest | ({"not": parts[0] if len(parts) == 1 else {"any": parts}} if parts else {})


def _lists(held: Any, test: Any) -> bool:
    return isinstance(held, dict) and isinstance(test, dict) and "in" in held and "in" in test


def bounded(wish: Wish, last: Iterable[str], catalogue: Catalogue) -> Wish:
    """The wish with its leans as bounds: "newer" is newer than half of what was shown."""
    rows, filter, left = catalogue.rows(last), dict(wish.filter), []
    for name, direction in wish.leans:
        column = catalogue.columns.get(name)
        values = column.values(rows) if column is not None and len(rows) else []
        numbers = [min(own) for own in (_numbers(each) for each in values) if own]
        if not numbers:
            left.append((name, direction))
            continue
        middle = float(np.median(numbers))
        bound = int(middle) if middle == int(middle) else middle
        filter[name] = {"gt" if direction > 0 else "lt": bound}
    return replace(wish, filter=filter, leans=tuple(left))


def _numbers(values: Iterable[Any]) -> list[float]:
    return [value for value in values if isinstance(value, float)]


def _without(words: Iterable[str], gone: Iterable[str]) -> list[str]:
    folded = {fold(word) for word in gone}
    return [word for word in words if fold(word) not in folded]


def _newest(values: Iterable[str], field: str) -> list[str]:
    unique = list(dict.fromkeys(value[:200] for value in reversed(list(values)) if value))
    return list(reversed(unique[: MOST[field]]))


def _newest_items(values: dict[str, float], field: str) -> dict[str, float]:
    return dict(list(values.items())[-MOST[field] :])
