"""How much an event says for or against its item."""

from __future__ import annotations

from wellread.settings import Events


def strength(kind: str, value: float | None, settings: Events) -> float:
    """Signed weight of an event before it fades: 1 a clear yes, -1 a clear no, 0 nothing.

    A `rate` event counts by its stars: `rating_neutral` is 0, `rating_high` is 1.
    """
    if kind == "rate" and value is not None:
        reach = settings.rating_high - settings.rating_neutral
        return max(-1.0, min(1.0, (value - settings.rating_neutral) / reach))
    return settings.weights.get(kind, settings.default_weight)
