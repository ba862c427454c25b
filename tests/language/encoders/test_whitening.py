import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wellread.language.encoders.whitening import Whitening


def vectors(n: int, d: int, seed: int = 0) -> np.ndarray:
    """Stretched, turned and moved away from 0."""
    rng = np.random.default_rng(seed)
    mixed = rng.normal(size=(n, d)) @ (rng.normal(size=(d, d)) * np.geomspace(1, 0.1, d)) + 2.0
    return mixed.astype(np.float32)


def test_directions_vary_alike_and_independently() -> None:
    given = vectors(5_000, 6)
    whitening = Whitening.fit(given)
    unit = given / np.linalg.norm(given, axis=1, keepdims=True)
    white = (unit - whitening.mean) @ whitening.matrix
    covariance = np.cov(white.T)
    np.testing.assert_allclose(covariance / np.trace(covariance) * 6, np.eye(6), atol=0.05)
    np.testing.assert_allclose(white.mean(axis=0), 0, atol=1e-3)


def test_what_all_share_no_longer_makes_them_alike() -> None:
    given = vectors(300, 8)
    unit = given / np.linalg.norm(given, axis=1, keepdims=True)
    white = Whitening.fit(given).apply(given)
    others = ~np.eye(300, dtype=bool)
    assert (unit @ unit.T)[others].mean() > 0.3
    assert abs((white @ white.T)[others].mean()) < 0.02


def test_rows_have_length_one_and_zeros_stay() -> None:
    given = vectors(50, 4)
    given[[3, 7]] = 0
    white = Whitening.fit(given).apply(given)
    assert white.dtype == np.float32
    lengths = np.linalg.norm(white, axis=1)
    np.testing.assert_allclose(np.delete(lengths, [3, 7]), 1, rtol=1e-5)
    assert not white[[3, 7]].any()


def test_zeros_play_no_part_in_fitting() -> None:
    given = vectors(50, 4)
    padded = np.concatenate([given, np.zeros((50, 4), np.float32)])
    np.testing.assert_array_equal(Whitening.fit(padded).matrix, Whitening.fit(given).matrix)


@pytest.mark.parametrize("n", [2, 3, 5, 20])
def test_fewer_items_than_numbers_do_not_explode(n: int) -> None:
    """Two that are much alike stay more alike than either is to one far off."""
    rng = np.random.default_rng(n)
    given = rng.normal(size=(n, 64)).astype(np.float32)
    near = given[:1] + 0.1 * rng.normal(size=(1, 64)).astype(np.float32)
    white = Whitening.fit(given).apply(np.concatenate([given, near]))
    assert np.isfinite(white).all()
    assert white[-1] @ white[0] > 0.8
    assert (white[-1] @ white[1:-1].T < 0.5).all()


def test_nothing_to_fit_on_changes_nothing_but_lengths() -> None:
    wanted = np.array([[0.6, 0, 0.8], [0, 0, 0]], np.float32)
    for few in (np.zeros((0, 3), np.float32), np.zeros((5, 3), np.float32), np.ones((1, 3), np.float32)):
        white = Whitening.fit(few).apply(np.array([[3, 0, 4], [0, 0, 0]], np.float32))
        np.testing.assert_allclose(white, wanted, rtol=1e-6)


def test_items_that_all_say_the_same() -> None:
    same = np.tile(np.array([[1, 2, 3]], np.float32), (10, 1))
    assert np.isfinite(Whitening.fit(same).apply(same)).all()


def test_round_trip_through_arrays() -> None:
    given = vectors(30, 5)
    whitening = Whitening.fit(given)
    again = Whitening.of(whitening.arrays())
    assert again.width == 5
    np.testing.assert_array_equal(again.apply(given), whitening.apply(given))


@settings(deadline=None, max_examples=50)
@given(arrays(np.float32, (7, 3), elements=st.floats(-1e4, 1e4, width=32)))
def test_any_vectors_give_lengths_of_one_or_zero(given: np.ndarray) -> None:
    white = Whitening.fit(given).apply(given)
    lengths = np.linalg.norm(white, axis=1)
    assert np.isfinite(white).all()
    assert ((abs(lengths - 1) < 1e-4) | (lengths == 0)).all()
    assert not lengths[~given.any(axis=1)].any()


def test_the_length_of_a_vector_plays_no_part() -> None:
    given = vectors(40, 4)
    longer = given * np.linspace(1, 9, 40, dtype=np.float32)[:, None]
    np.testing.assert_allclose(
        Whitening.fit(longer).apply(longer), Whitening.fit(given).apply(given), atol=1e-5
    )


def test_a_question_is_only_scaled() -> None:
    given = vectors(40, 4)
    whitening = Whitening.fit(given)
    np.testing.assert_allclose(whitening.ask(np.array([3, 0, 4, 0], np.float32)), [0.6, 0, 0.8, 0], rtol=1e-6)
    assert not whitening.ask(np.zeros(4, np.float32)).any()
    found = whitening.apply(given) @ whitening.ask(given[7])
    assert int(found.argmax()) == 7


@pytest.mark.parametrize("power", [0.0, 0.25, 0.5])
def test_whitened_less_or_more_afterwards_is_as_if_it_had_been_so(power: float) -> None:
    given = vectors(200, 6)
    given[3] = 0
    whole = Whitening.fit(given)
    np.testing.assert_allclose(
        whole.turned(whole.apply(given), power), whole.to(power).apply(given), atol=2e-5
    )
    back = whole.to(power).turned(whole.to(power).apply(given), 0.5)
    np.testing.assert_allclose(back, whole.apply(given), atol=2e-5)


def test_power_0_only_centres() -> None:
    given = vectors(200, 6)
    unit = given / np.linalg.norm(given, axis=1, keepdims=True)
    centred = unit - unit.mean(axis=0)
    wanted = centred / np.linalg.norm(centred, axis=1, keepdims=True)
    np.testing.assert_allclose(Whitening.fit(given).to(0.0).apply(given), wanted, atol=1e-4)
