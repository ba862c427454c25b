"""The limits of a budget, held against the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from wellread.domain import Call, CallOutcome, Reserved
from wellread.errors import BudgetExceeded, ModelUnavailable, StoreError
from wellread.language.budget.prices import billionths, money
from wellread.settings import Budget


class Ledger(Protocol):
    """Keeps calls; the store is one."""

    def reserve(self, call: Call, most_day: int | None = None, most_purpose: int | None = None) -> Reserved:
        """Enter a call at its worst, unless its day's sums with it would go beyond a limit."""
        ...

    def settle(self, number: int | None, call: Call) -> None:
        """Enter what became of it."""
        ...

    def tally(self, calls: Mapping[tuple[str, str, CallOutcome], int], time: float) -> None:
        """Count calls that were not sent: (purpose, model, outcome) -> how many more."""
        ...


def reserve(ledger: Ledger, budget: Budget, call: Call) -> int | None:
    """Enters a call at its worst.

    Returns:
        Its number in the ledger; None for one that costs nothing, which is entered when it ends.

    Raises:
        BudgetExceeded: A limit of the call, the day or the purpose, or the ladder forbids it.
        ModelUnavailable: The ledger cannot be written, so nothing that costs may be sent.
    """
    if not call.cost:
        return None
    if budget.call is not None and call.cost > billionths(budget.call):
        raise _refused(call, budget, budget.call, "one call", "budget.call", None)
    share = budget.ladder.get(call.purpose, 1.0)
    of_purpose = budget.purposes.get(call.purpose)
    most_day = None if budget.day is None else billionths(budget.day, share)
    most_purpose = None if of_purpose is None else billionths(of_purpose)
    try:
        reserved = ledger.reserve(call, most_day, most_purpose)
    except StoreError as error:
        given = f"a paid call while the ledger cannot be written: {error.given}"
        raise ModelUnavailable(given, error.expected, error.do) from error
    if reserved.number is not None:
        return reserved.number
    if of_purpose is not None and reserved.purpose + call.cost > billionths(of_purpose):
        what = f"the day's calls for '{call.purpose}'"
        raise _refused(call, budget, of_purpose, what, f"budget.purposes.{call.purpose}", reserved.purpose)
    until = "" if share >= 1 else f" until {share:.0%} of it are spent, for '{call.purpose}'"
    raise _refused(call, budget, budget.day or 0.0, f"the day{until}", "budget.day", reserved.day)


def _refused(
    call: Call, budget: Budget, limit: float, what: str, key: str, spent: int | None
) -> BudgetExceeded:
    so_far = "" if spent is None else f" after {money(spent, budget.currency)}"
    return BudgetExceeded(
        f"a call that may cost {money(call.cost, budget.currency)}{so_far}",
        f"at most {limit:g} {budget.currency} for {what}",
        f"Wait for the next day (UTC), or raise {key}; `wellread costs` tells what was spent."
        if spent is not None
        else f"Ask for less, or raise {key}.",
    )
