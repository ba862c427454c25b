from __future__ import annotations

import pytest

from wellread.engine.strength import strength
from wellread.settings import Events

SETTINGS = Events(weights={"wave": -0.2}, rating_neutral=3, rating_high=5, default_weight=0.4)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("like", None, 1.0),
        ("dislike", None, -1.0),
        ("view", 100.0, 0.3),
        ("wave", None, -0.2),
        ("unheard of", None, 0.4),
        ("rate", 5.0, 1.0),
        ("rate", 4.0, 0.5),
        ("rate", 3.0, 0.0),
        ("rate", 2.0, -0.5),
        ("rate", 0.0, -1.0),
        ("rate", 1e300, 1.0),
        ("rate", -1e300, -1.0),
        ("rate", None, 0.4),
    ],
)
def test_strength(kind: str, value: float | None, expected: float) -> None:
    assert strength(kind, value, SETTINGS) == pytest.approx(expected)


def test_a_rating_can_have_a_weight_of_its_own_where_it_has_no_stars() -> None:
    assert strength("rate", None, Events(weights={"rate": 0.9})) == 0.9
