"""Two lists beside each other."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from wellread.cli.output import visible

if TYPE_CHECKING:
    from rich.table import Table

    from wellread.domain import Recommendation


def side_by_side(left: Recommendation, right: Recommendation, names: tuple[str, str]) -> Table:
    """A table of both lists, with the places that the items of the right one have moved."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    before = {item.id: place for place, item in enumerate(left.items)}
    made = Table(box=SIMPLE_HEAD)
    made.add_column("#", justify="right")
    for name in names:
        made.add_column(name, overflow="fold")
    made.add_column("moved")
    for place, (one, other) in enumerate(zip_longest(left.items, right.items)):
        move = moved(before.get(other.id), place) if other else ""
        titles = [visible(item.title) if item else "" for item in (one, other)]
        made.add_row(str(place + 1), *titles, move)
    return made


def moved(before: int | None, now: int) -> str:
    """How an item's place changed, in a word."""
    if before is None:
        return "new"
    return "=" if before == now else f"up {before - now}" if now < before else f"down {now - before}"


def shared(left: Recommendation, right: Recommendation) -> int:
    """How many items are in both lists."""
    return len({item.id for item in left.items} & {item.id for item in right.items})
