"""What language models cost: the ledger, told in the currency of the budget."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from pydantic import BaseModel

from wellread.language.budget.prices import BILLION
from wellread.settings import Settings
from wellread.store import Cost, Store


class CostLine(BaseModel):
    """The calls of a day to one model for one purpose."""

    day: str
    """UTC."""
    purpose: str
    model: str
    calls: int
    """Sent; those that failed are among them."""
    failed: int
    refused: int
    """Not sent: beyond a limit, too late, or the model was left alone."""
    kept: int
    """Not sent: the answer was remembered."""
    input: int
    """Tokens; calls under way, or whose process died, count at their most."""
    cached_input: int
    output: int
    cost: float
    """In the currency, by the prices that held when the calls were made."""
    priced: bool
    """Whether the settings have a price of the model now."""
    ms: float
    """Mean of the calls that ended."""


class CostReport(BaseModel):
    """What language models cost."""

    currency: str
    priced: str
    """Date of the prices, as the settings say it."""
    today: float
    """Spent since midnight (UTC)."""
    limit: float | None
    """Most that a day may cost; None: no limit."""
    cost: float
    """Of all lines."""
    lines: list[CostLine]
    """Newest day first."""


def report(store: Store, settings: Settings, days: int) -> CostReport:
    """What language models cost today and on the days before.

    Args:
        store: Has the ledger.
        settings: Currency, prices and limits.
        days: How many days (UTC), today among them.
    """
    today = datetime.fromtimestamp(time.time(), UTC).date()
    since = today - timedelta(days=min(days - 1, today.toordinal() - 1))
    found = store.costs(since.isoformat())
    budget = settings.budget
    return CostReport(
        currency=budget.currency,
        priced=budget.priced,
        today=_amount([cost for cost in found if cost.day == today.isoformat()]),
        limit=budget.day,
        cost=_amount(found),
        lines=[_line(cost, settings) for cost in found],
    )


def _line(cost: Cost, settings: Settings) -> CostLine:
    own = {**cost._asdict(), "cost": cost.cost / BILLION}
    return CostLine(**own, priced=cost.model in settings.budget.prices)


def _amount(costs: list[Cost]) -> float:
    return sum(cost.cost for cost in costs) / BILLION
