"""`wellread experiment`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wellread.cli.opening import opened
from wellread.cli.options import Folder, Json
from wellread.cli.output import print_json, show, talk, visible, warn

if TYPE_CHECKING:
    from rich.table import Table

    from wellread.evaluation.experiments import Arm, Estimate, ExperimentReport

DAY = 86_400.0


def experiment(
    name: Annotated[str, typer.Argument(help="As in the settings.")],
    since: Annotated[
        float | None, typer.Option(min=0, help="Days back from which on answers count; default: all.")
    ] = None,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Compare the arms of an experiment: outcomes per answer and per user, with 95 % intervals over users."""
    from wellread.evaluation.experiments import report

    begin = 0.0 if since is None else max(time.time() - since * DAY, 0.0)
    with opened(workspace) as there:
        found = report(there.store, there.settings, name, begin)
    if json:
        return print_json(found.model_dump(mode="json"))
    show(table(found))
    for note in found.notes:
        warn(visible(note))
    if not found.notes:
        talk("An interval holds for one look, at a time that was fixed beforehand.")


def table(found: ExperimentReport) -> Table:
    """The arms, and how each differs from the first."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    made = Table(box=SIMPLE_HEAD)
    made.add_column("arm", overflow="fold")
    for column in (
        "share", "users", "answers", "impressions", "outcomes", "per answer", "difference", "per user",
        "difference",
    ):  # fmt: skip
        made.add_column(column, justify="right")
    for arm in found.arms:
        made.add_row(*row(arm))
    return made


def row(arm: Arm) -> list[str]:
    """What the table says of an arm."""
    counts = (arm.users, arm.answers, arm.impressions, arm.outcomes)
    return [
        visible(arm.pipeline), f"{arm.share:.0%}", *(f"{count:,}" for count in counts),
        told(arm.per_answer), told(arm.difference_per_answer, "+"), told(arm.per_user),
        told(arm.difference_per_user, "+"),
    ]  # fmt: skip


def told(estimate: Estimate | None, sign: str = "") -> str:
    """A number over its interval."""
    if estimate is None:
        return ""
    if estimate.low is None or estimate.high is None:
        return f"{estimate.mean:{sign}.4f}"
    return f"{estimate.mean:{sign}.4f}\n{estimate.low:{sign}.4f} to {estimate.high:{sign}.4f}"
