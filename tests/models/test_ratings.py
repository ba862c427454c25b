from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.conformance import worlds

from wellread.errors import InvalidInput, SnapshotError
from wellread.models.base import Doubles, Ints
from wellread.models.ratings import Ratings, Settings

LITTLE = Settings(rank=3, sweeps=10)


def stars(seed: int = 0, n_users: int = 60) -> tuple[Ints, Ints, Doubles]:
    """Even people love even items and odd people odd ones, at 4.5 stars against 2; item 0 gets 1/2 more."""
    rng = np.random.default_rng(seed)
    users = np.repeat(np.arange(n_users), 10)
    items = np.concatenate([rng.permutation(worlds.N_ITEMS)[:10] for _ in range(n_users)])
    likes = users % 2 == items % 2
    return users, items, np.where(likes, 4.5, 2.0) + 0.5 * (items == 0)


def fitted(settings: Settings = LITTLE) -> Ratings:
    return Ratings(settings).fit(*stars(), worlds.catalogue())


def test_the_more_stars_the_surer() -> None:
    model, wanted = fitted(), np.array([4, 6, 7, 9])
    few = model.predict(np.array([2, 5]), np.array([4.5, 2]), wanted)
    many = model.predict(np.arange(10, 20), np.tile([4.5, 2], 5), wanted)
    assert (few[:2] > 3.5).all()
    assert (few[2:] < 3).all()
    np.testing.assert_allclose(many, [4.5, 4.5, 2, 2], atol=0.35)


def test_a_stranger_gets_the_items_mean() -> None:
    predicted = fitted().predict(np.zeros(0, np.int64), np.zeros(0), np.arange(20))
    np.testing.assert_allclose(predicted[1:], 3.25, atol=0.25)
    assert predicted[0] > predicted[1:].max()


def test_somebody_strict_is_predicted_low() -> None:
    model, rows = fitted(), np.arange(0, 20, 3)
    strict, kind = (model.predict(rows, np.full(len(rows), stars), np.arange(20)) for stars in (2.0, 5.0))
    assert (strict + 1 < kind).all()


def test_predictions_stay_on_the_scale() -> None:
    predicted = fitted().predict(np.arange(0, 20, 2), np.full(10, 50.0), np.arange(20))
    assert (predicted.min(), predicted.max()) >= (2.0, 5.0)
    assert predicted.max() == 5.0


def test_unknown_items() -> None:
    model = fitted()
    wanted = np.array([4, 7])
    plain = model.predict(np.array([2]), np.array([5.0]), wanted)
    np.testing.assert_array_equal(model.predict(np.array([2, 99]), np.array([5.0, 1]), wanted), plain)
    assert model.predict(np.array([2]), np.array([5.0]), np.array([99]))[0] == pytest.approx(3.4, abs=0.4)


def test_many_people_at_once_are_each_alone() -> None:
    model = fitted()
    users, rows, given = np.array([7, 7, 3]), np.array([2, 5, 4]), np.array([4.5, 2, 1])
    wanted_users, wanted = np.array([3, 9, 7, 7]), np.array([6, 6, 6, 1])
    found = model.predict_many(users, rows, given, wanted_users, wanted)
    for user, own in ((3, [0]), (7, [2, 3]), (9, [1])):
        alone = model.predict(rows[users == user], given[users == user], wanted[own])
        np.testing.assert_allclose(found[own], alone)
    assert model.predict_many(users, rows, given, wanted_users[:0], wanted[:0]).shape == (0,)


def test_of_several_ratings_of_an_item_the_last_counts() -> None:
    model = fitted()
    once = model.predict(np.array([2, 5]), np.array([4.5, 2]), np.arange(20))
    twice = model.predict(np.array([2, 5, 2]), np.array([1, 2, 4.5]), np.arange(20))
    np.testing.assert_allclose(once, twice)


def test_any_scale() -> None:
    users, items, given = stars()
    ten = Ratings(LITTLE).fit(users, items, 2 * given + 1, worlds.catalogue())
    history = np.array([2, 5]), np.array([4.5, 2.0])
    expected = 2 * fitted().predict(*history, np.arange(20)) + 1
    np.testing.assert_allclose(ten.predict(history[0], 2 * history[1] + 1, np.arange(20)), expected)


def test_texts_tell_of_items_that_nobody_rated() -> None:
    users, items, given = stars()
    seen = items != 7
    model = Ratings(LITTLE).fit(users[seen], items[seen], given[seen], worlds.catalogue())
    odd, even = (model.predict(np.array([5, 2]), np.array(own), np.array([7]))[0] for own in ([5, 2], [2, 5]))
    assert odd > even + 0.5


def test_all_stars_alike() -> None:
    model = Ratings(LITTLE).fit(np.arange(5), np.arange(5), np.full(5, 3.0), worlds.catalogue())
    assert model.predict(np.array([1]), np.array([3.0]), np.array([2, 9])).tolist() == [3, 3]


def test_no_ratings_are_refused() -> None:
    with pytest.raises(InvalidInput, match="no ratings"):
        Ratings().fit(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), worlds.catalogue())


def test_round_trip_through_files(tmp_path: Path) -> None:
    model = fitted()
    model.save(tmp_path)
    again = Ratings().load(tmp_path)
    history = np.array([2, 5]), np.array([4.5, 2.0])
    np.testing.assert_array_equal(
        again.predict(*history, np.arange(20)), model.predict(*history, np.arange(20))
    )
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(SnapshotError, match="damaged"):
        Ratings().load(tmp_path)
