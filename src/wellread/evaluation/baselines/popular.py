"""What many people did, ever and of late: our own `popular`, by two half-lives."""

from __future__ import annotations

from wellread.models.popular import Popular
from wellread.settings import Popular as Settings

EVER = 1e6
"""Half-life, days, over which nothing fades."""


def popular() -> Popular:
    """Every event counts the same."""
    return Popular(Settings(half_life_days=EVER))


def recently_popular(half_life_days: float = 7.0) -> Popular:
    """An event counts half after so many days."""
    return Popular(Settings(half_life_days=half_life_days))
