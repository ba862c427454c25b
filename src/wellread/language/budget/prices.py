"""What calls cost, in whole billionths of the currency: sums of them are exact."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal

from wellread.language.writing.writer import Usage
from wellread.settings import Price

BILLION = 1_000_000_000
_PER_TOKEN = Decimal(1_000)
"""Billionths for a token, of an amount for a million tokens."""


class Prices:
    """Knows what a call costs.

    Args:
        prices: Model -> its price; a model that is not named costs nothing.
    """

    def __init__(self, prices: Mapping[str, Price]) -> None:
        self._prices = prices

    def __contains__(self, model: str) -> bool:
        return model in self._prices

    def cost(self, model: str, usage: Usage) -> int:
        """The cost of a call in billionths, rounded up."""
        price = self._prices.get(model)
        if price is None:
            return 0
        cached = min(usage.cached_input, usage.input)
        cached_price = price.input if price.cached_input is None else price.cached_input
        parts = (
            (usage.input - cached, price.input),
            (cached, cached_price),
            (usage.output, price.output),
        )
        whole = sum((_exact(amount) * _PER_TOKEN * tokens for tokens, amount in parts), Decimal(0))
        return int(whole.to_integral_value(ROUND_CEILING))

    def most(self, model: str, usage: Usage) -> int:
        """The same where none of the input is known to be cached, or where caching costs more."""
        plain = usage._replace(cached_input=0)
        return max(self.cost(model, plain), self.cost(model, usage._replace(cached_input=usage.input)))


def billionths(amount: float, share: float = 1.0) -> int:
    """A share of an amount of the settings, rounded down: no limit is ever exceeded for it."""
    return int(_exact(amount) * _exact(share) * BILLION)


def money(billionths: int, currency: str) -> str:
    """For people to read: as many digits as it takes to see that it is not nothing."""
    amount = Decimal(billionths) / BILLION
    digits = 2 if abs(amount) >= 1 or not billionths else 6
    return f"{amount:,.{digits}f} {currency}"


def _exact(amount: float) -> Decimal:
    """What was written in the settings: 0.1 and not the binary fraction next to it."""
    return Decimal(str(amount))
