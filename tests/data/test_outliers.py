"""Ratings off the scale."""

from __future__ import annotations

from wellread.data.outliers import RatingScale
from wellread.domain import Event


def rating(value: float) -> Event:
    return Event(user="u", item="i", kind="rate", value=value, time=1)


def test_a_rating_far_above_the_others() -> None:
    scale = RatingScale()
    scale.learn(rating(stars) for stars in (0, 1, 2, 3, 4, 5) * 4)
    assert scale.fits(rating(5))
    assert scale.fits(rating(10))
    assert not scale.fits(rating(500))
    assert scale.fits(Event(user="u", item="i", kind="watch", value=500, time=1))
    scale.learn(rating(1000) for _ in range(50))
    assert not scale.fits(rating(500))


def test_a_few_ratings_say_nothing_of_the_scale() -> None:
    scale = RatingScale()
    scale.learn(rating(stars) for stars in (1, 2, 3))
    assert scale.fits(rating(500))
