"""`wellread costs`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wellread.cli.opening import opened
from wellread.cli.options import Folder, Json
from wellread.cli.output import print_json, show, talk, visible

if TYPE_CHECKING:
    from rich.table import Table

    from wellread.engine.costs import CostReport


def costs(
    days: Annotated[int, typer.Option(min=1, help="How many days (UTC), today among them.")] = 30,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Tell what language models cost, by day, purpose and model."""
    from wellread.engine.costs import report

    with opened(workspace) as there:
        found = report(there.store, there.settings, days)
    if json:
        return print_json(found.model_dump(mode="json"))
    if found.lines:
        show(table(found))
    limit = "without a limit" if found.limit is None else f"of {found.limit:g} a day"
    dated = f", prices of {visible(found.priced)}" if found.priced else ""
    talk(f"today {_money(found.today)} {visible(found.currency)} {limit}; {_money(found.cost)} in all{dated}")
    free = sorted({visible(line.model) for line in found.lines if not line.priced})
    if free:
        talk(f"without a price in [budget.prices], counted as free: {', '.join(free)}")


def table(found: CostReport) -> Table:
    """A line a day, purpose and model."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    made = Table("day", "purpose", "model", box=SIMPLE_HEAD)
    for column in ("calls", "kept", "refused", "failed", "tokens in", "cached", "out", found.currency, "ms"):
        made.add_column(visible(column), justify="right")
    for line in found.lines:
        counts = (
            line.calls, line.kept, line.refused, line.failed, line.input, line.cached_input, line.output,
        )  # fmt: skip
        numbers = [*(f"{count:,}" for count in counts), _money(line.cost), f"{line.ms:,.0f}"]
        made.add_row(line.day, visible(line.purpose), visible(line.model), *numbers)
    return made


def _money(amount: float) -> str:
    return f"{amount:,.2f}" if amount >= 1 or not amount else f"{amount:.6f}"
