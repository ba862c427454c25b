"""Printing an answer: the list, its reasons, what was understood, how long it took."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wellread.cli.output import show, talk, visible

if TYPE_CHECKING:
    from rich.table import Table

    from wellread.domain import Recommendation, Recommended, Understood


def table(answer: Recommendation, offset: int = 0, title: str | None = None) -> Table:
    """The list with each item's strongest reasons."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    made = Table(box=SIMPLE_HEAD, title=title, title_justify="left", title_style="bold")
    made.add_column("#", justify="right")
    for name in ("title", "id"):
        made.add_column(name, overflow="fold")
    made.add_column("score", justify="right")
    made.add_column("why", overflow="fold")
    for place, item in enumerate(answer.items, offset + 1):
        made.add_row(str(place), visible(item.title), visible(item.id), f"{item.score:.3f}", why(item))
    return made


def why(item: Recommended) -> str:
    """The reasons of an item on one line, as the language model words them where it was asked to."""
    if item.words:
        return visible(item.words)
    return " · ".join(dict.fromkeys(visible(reason.text) for reason in item.reasons))


def explained(answer: Recommendation, offset: int = 0) -> str:
    """Every term of every score, the terms' sum, and the milliseconds of each step."""
    lines = []
    for place, item in enumerate(answer.items, offset + 1):
        lines.append(f"{place}. {visible(item.title)} ({visible(item.id)})  score {item.score:.4f}")
        lines += [f"    {r.value:+9.4f}  {r.source:<13} {visible(r.text)}" for r in item.reasons]
        lines.append(f"    {sum(r.value for r in item.reasons):9.4f}  sum of {len(item.reasons)} terms")
    lines.append("steps: " + ", ".join(f"{step.name} {step.ms:.2f} ms" for step in answer.trace))
    return "\n".join(lines)


def print_answer(answer: Recommendation, offset: int, explain: bool) -> None:
    """An answer as people read it."""
    talk_about(answer)
    show(explained(answer, offset) if explain else table(answer, offset))


def talk_about(answer: Recommendation) -> None:
    """What was understood, and what the asker should know."""
    if answer.wish is not None:
        talk(f"understood: {understood(answer.wish)}")
    for note in answer.notes:
        talk(f"note: {visible(note)}")


def understood(wish: Understood) -> str:
    """A wish on one line."""
    parts = [
        (name, ", ".join(found))
        for name, found in (
            ("likes", [named.name for named in wish.likes]),
            ("dislikes", [named.name for named in wish.dislikes]),
            ("avoids", wish.avoid),
            ("words", [wish.words[:200]] if wish.words else []),
            ("more", wish.more),
            ("less", wish.less),
            ("bounds", [json.dumps(wish.filter, ensure_ascii=False)] if wish.filter else []),
        )
        if found
    ]
    said = "; ".join(f"{name} {visible(text)}" for name, text in parts) or "nothing to go by"
    return f"({wish.language or 'language unknown'}) {said}"
