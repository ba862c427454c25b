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
        raise _refused(call, budget, "a call that may cost too much", budget.call, "budget.call", None)
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
        given, key = f"the day's budget of '{call.purpose}' is spent", f"budget.purposes.{call.purpose}"
        raise _refused(call, budget, given, of_purpose, key, reserved.purpose)
    given = "the day's budget is spent"
    if share < 1:
        given = f"{share:.0%} of the day's budget are spent, where '{call.purpose}' is given up"
    raise _refused(call, budget, given, budget.day or 0.0, "budget.day", reserved.day)


def _refused(
    call: Call, budget: Budget, given: str, limit: float, key: str, spent: int | None
) -> BudgetExceeded:
    """The amounts are in what is expected: notes of answers repeat what is given."""
    most = f"at most {limit:g} {budget.currency}; this call may cost {money(call.cost, budget.currency)}"
    if spent is None:
        return BudgetExceeded(given, most, f"Ask for less, or raise {key}.")
    return BudgetExceeded(
        given,
        f"{most}, after {money(spent, budget.currency)}",
        f"Wait for the next day (UTC), or raise {key}; `wellread costs` tells what was spent.",
    )
