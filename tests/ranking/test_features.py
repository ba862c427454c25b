from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.catalogue import Catalogue
from wellread.catalogue.columns import Column
from wellread.domain import Item
from wellread.language.lexical import LexicalEncoder
from wellread.models.base import Profile
from wellread.ranking.features import FADE, SPREAD, STRONGEST, Features
from wellread.settings import Language

N = 20
ROWS = np.arange(N)


def items(scale: float = 1.0) -> list[Item]:
    """Prices climb; even items are red, odd ones blue, the last has neither; the first half is English."""
    return [
        Item(
            id=f"i{i}", category=("red", "blue")[i % 2] if i < N - 1 else "",
            tags=["round"] if i % 4 == 0 else [], language=("en", "zh")[i >= N // 2],
            attributes={"price": scale * 2.0**i, "few": i % 2, **({"rare": i} if i < 5 else {})},
        )
        for i in range(N)
    ]  # fmt: skip


def features(scale: float = 1.0) -> Features:
    return Features.of(Catalogue.of(items(scale), LexicalEncoder(Language())), np.arange(N, dtype=float))


ONE = features()


def profile(*rows: int, weights: tuple[float, ...] = ()) -> Profile:
    return Profile(np.array(rows, np.int64), np.array(weights or (1.0,) * len(rows), np.float32))


def column(name: str, person: Profile, own: Features = ONE) -> list[float]:
    return [float(value) for value in own.columns(person, ROWS, [name])[:, 0]]


def test_what_most_items_have_on_a_scale_is_compared() -> None:
    """`few` has two values and `rare` five items: neither is a scale."""
    assert ONE.names == ("popularity", "price", "category", "language")


def test_the_fit_of_a_price_by_hand() -> None:
    """One event: its rank .125 and the middle share the mean, and the variance is shrunk to that of all."""
    rank = (2 + 0.5) / N
    mean, variance = (rank + 0.5) / 2, ((rank - (rank + 0.5) / 2) ** 2 + SPREAD) / 2
    wanted = 0.5 * np.log(SPREAD / variance) - ((ROWS + 0.5) / N - mean) ** 2 / (2 * variance)
    assert column("price", profile(2)) == pytest.approx(wanted.tolist(), rel=1e-5)


def test_what_lies_close_to_the_history_fits_best_and_far_off_counts_to_a_bound() -> None:
    found = column("price", profile(9, 10, 9, 10, 9, 10, 9, 10))
    assert int(np.argmax(found)) in (9, 10)
    assert found[9] > 0 > found[0] >= -STRONGEST


def test_kinds_by_hand() -> None:
    """Row 0 is red and round, row 1 blue: the newest counts most."""
    found = column("category", profile(1, 0))
    taste = np.array([FADE / np.sqrt(2), FADE / np.sqrt(2), 1])
    taste /= np.linalg.norm(taste)
    assert found[1] == pytest.approx(taste[2])
    assert found[2] == pytest.approx(taste[0])
    assert found[4] == pytest.approx((taste[0] + taste[1]) / np.sqrt(2))
    assert found[N - 1] == 0


def test_languages_by_hand() -> None:
    found = column("language", profile(1, 15))
    assert (found[0], found[19]) == pytest.approx((1 / (1 + FADE), FADE / (1 + FADE)))


def test_an_item_that_nobody_chose_has_no_popularity_to_compare() -> None:
    assert column("popularity", profile(5))[0] == 0
    assert column("popularity", profile(0)) == [0] * N


def test_a_scale_is_read_by_rank_so_no_unit_matters() -> None:
    dollars, cents = features(), features(100)
    for name in dollars.names:
        assert column(name, profile(3, 8), dollars) == column(name, profile(3, 8), cents)


def test_newer_items_are_zero_and_newer_ones_of_the_history_are_left_out() -> None:
    rows = np.array([0, N, N + 5])
    found = ONE.columns(profile(N + 1, 3), rows, ONE.names)
    assert not found[1:].any()
    np.testing.assert_array_equal(found[0], ONE.columns(profile(3), rows, ONE.names)[0])
    assert not ONE.columns(profile(N + 1), rows, ONE.names).any()


def test_columns_come_as_they_are_asked_for() -> None:
    """A ranker that was taught on other attributes reads nothing of them, not something else."""
    found = ONE.columns(profile(3), ROWS, ["language", "weight", "price"])
    assert found[:, 0].tolist() == column("language", profile(3))
    assert not found[:, 1].any()
    assert found[:, 2].tolist() == column("price", profile(3))


def test_an_item_put_again_without_a_value_has_none() -> None:
    catalogue = Catalogue.of(items(), LexicalEncoder(Language()))
    catalogue.put([(3, Item(id="i3"))])
    own = Features.of(catalogue, np.arange(N, dtype=float))
    assert column("price", profile(5), own)[3] == column("category", profile(5), own)[3] == 0
    assert column("language", profile(5), own)[3] == 0


def test_nothing_known_is_zero() -> None:
    for person in (profile(), profile(3, weights=(-1.0,)), profile(3, weights=(0.0,))):
        assert not ONE.columns(person, ROWS, ONE.names).any()
    empty = Features.of(Catalogue.of([], LexicalEncoder(Language())), np.zeros(0))
    assert empty.names == ()
    assert empty.columns(profile(), np.zeros(0, np.int64), ["price"]).shape == (0, 1)


@given(
    st.lists(
        st.tuples(st.integers(0, N + 3), st.floats(-1, 1, width=32)),
        max_size=30,
        unique_by=lambda pair: pair[0],
    )
)
def test_every_number_is_finite_and_bounded(events: list[tuple[int, float]]) -> None:
    person = profile(*(row for row, _ in events), weights=tuple(weight for _, weight in events))
    found = ONE.columns(person, np.arange(N + 2), ONE.names)
    assert np.isfinite(found).all()
    assert (np.abs(found) <= STRONGEST).all()


def test_what_was_read_counts_where_an_item_brings_nothing() -> None:
    catalogue = Catalogue.of(items(), LexicalEncoder(Language()))
    catalogue.put_read(
        {"read_category": Column.of(np.array([N - 1]), codes=np.array([0]), vocabulary=["red"])}
    )
    own = Features.of(catalogue, np.arange(N, dtype=float))
    assert own.names == ONE.names
    fits = column("category", profile(2), own)
    assert fits[N - 1] == fits[6] > 0 == column("category", profile(2))[N - 1]


def liked(values: list[float]) -> Features:
    catalogue = Catalogue.of(items(), LexicalEncoder(Language()))
    reviewed = Column.of(np.arange(len(values)), np.array(values)), Column.of(ROWS[:3], np.ones(3))
    catalogue.put_read({"sentiment": reviewed[0], "reviews": reviewed[1]})
    return Features.of(catalogue, np.zeros(N))


def test_sentiment_needs_no_history_and_grows_with_praise() -> None:
    own = liked([0.5, -0.2, 0.1])
    assert "sentiment" in own.names
    assert "reviews" not in own.names
    assert column("sentiment", profile(), own)[:4] == pytest.approx([0.5, -0.2, 0.1, 0.0])
    both = own.columns(profile(), ROWS, ["price", "sentiment"])
    assert not both[:, 0].any()


def test_sentiment_of_before_is_what_lessons_see() -> None:
    then = liked([0.5, -0.2, 0.1]).before(np.array([0.3]))
    assert column("sentiment", profile(), then)[:2] == pytest.approx([0.3, 0.0])
    assert "sentiment" not in liked([0.5]).before(None).names
