"""Printing what was evaluated."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from wellread.cli.output import print_json, show, talk, visible

if TYPE_CHECKING:
    from rich.table import Table

    from wellread.evaluation.bootstrap import Interval
    from wellread.evaluation.results import Results
    from wellread.evaluation.stars import StarResults


def print_results(found: Results) -> None:
    """A line for each contender: means with 95 % intervals, and how it stands beside the first."""
    metric, first = found.metrics[0], found.rows[0].name
    made = _table(f"{found.split} {found.hash}")
    for name in ("", *found.metrics, f"less {first}", "p", "seconds"):
        made.add_column(visible(name), justify="right" if name else "left", no_wrap=bool(name))
    for row in found.rows:
        beside = found.compared(row.name, metric)
        made.add_row(
            visible(row.name),
            *(_shown(row.metrics[one], between="\n") for one in found.metrics),
            _shown(beside.found.difference, "+.4f", "\n") if beside else "",
            f"{beside.adjusted:.4f}" if beside else "",
            f"{sum(row.seconds.values()):.1f}",
        )
    show(made)
    n = len(found.rows) - 1
    compared = f"; p of {metric}" + (f", corrected for {n} comparisons" if n > 1 else "") if n else ""
    show(f"95 % intervals over {found.people:,} people{compared}")


def print_stored(workspace: Path, json: bool) -> None:
    """The stored evaluations; those of the same split, which may be compared, together."""
    from wellread.evaluation import stored

    found, unread = stored.results(workspace / stored.FOLDER)
    for name in unread:
        talk(f"note: {visible(name)} cannot be read and was left out")
    if json:
        return print_json([_summary(name, own) for name, own in found.items()])
    if not found:
        return talk("nothing was evaluated yet; begin with `wellread evaluate`")
    for mark in dict.fromkeys(own.hash for own in found.values()):
        show(_together({name: own for name, own in found.items() if own.hash == mark}))


def print_stars(found: StarResults) -> None:
    """MAE and RMSE of every way to predict stars."""
    made = _table(f"ratings {found.hash}")
    for name in ("", "MAE", "RMSE", "p"):
        made.add_column(name, justify="right" if name else "left")
    for row in found.rows:
        p = "" if math.isnan(row.p) else f"{row.p:.4f}"
        made.add_row(row.name, _shown(row.mae), _shown(row.rmse), p)
    show(made)


def _together(found: dict[str, Results]) -> Table:
    """Evaluations of one split, the best line first."""
    any_one = next(iter(found.values()))
    made = _table(f"{any_one.split} {any_one.hash}: {any_one.cases:,} cases of {any_one.people:,} people")
    metric = any_one.metrics[0]
    for name in ("", metric, "learning", "evaluation"):
        made.add_column(name, justify="right" if name == metric else "left")
    lines = [
        (row.metrics[metric], row.name, own.learning, name)
        for name, own in found.items()
        for row in own.rows
        if metric in row.metrics
    ]
    for value, name, learning, file in sorted(lines, key=lambda line: -line[0].mean):
        made.add_row(visible(name), _shown(value), f"{learning} blocks" if learning else "no", visible(file))
    return made


def _summary(name: str, found: Results) -> dict[str, object]:
    return {
        "name": name, "date": found.date, "split": found.split, "hash": found.hash, "cases": found.cases,
        "learning": found.learning,
        "rows": {row.name: {metric: own.mean for metric, own in row.metrics.items()} for row in found.rows},
    }  # fmt: skip


def _table(title: str) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    return Table(box=SIMPLE_HEAD, title=visible(title), title_justify="left", title_style="bold")


def _shown(value: Interval, form: str = ".4f", between: str = " ") -> str:
    if math.isnan(value.low):
        return f"{value.mean:{form}}"
    return f"{value.mean:{form}}{between}[{value.low:{form}}, {value.high:{form}}]"
