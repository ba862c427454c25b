from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wellread.errors import InvalidInput
from wellread.evaluation import bootstrap
from wellread.evaluation.bootstrap import DRAWS, apart, holm, interval, paired, rate
from wellread.models.base import Doubles, Ints

USERS = np.array([7, 7, 7, 3])
VALUES = np.array([1.0, 1.0, 1.0, 0.0])


def people(random: np.random.Generator, n_users: int, own: float = 1.0) -> tuple[Doubles, Ints]:
    """One to ten cases a person, around the person's own level; the mean is 0 for cases and people alike."""
    users = np.repeat(np.arange(n_users), random.integers(1, 11, n_users))
    return random.normal(0, own, n_users)[users] + random.normal(0, 1, len(users)), users


def test_the_mean_over_cases_or_over_people() -> None:
    assert interval(VALUES, USERS).mean == 0.75
    assert interval(VALUES, USERS, by_user=True).mean == 0.5


def test_two_people_are_both_drawn_or_one_twice() -> None:
    assert interval(VALUES, USERS) == (0.75, 0.0, 1.0)


def test_a_share_of_people_is_binomial() -> None:
    """Each of 200 people has one case and succeeds or not: drawn again, the sum is Binomial(200, .3)."""
    values = (np.arange(200) < 60).astype(float)
    found = interval(values, np.arange(200), draws=20_000)
    np.testing.assert_allclose(found[1:], stats.binom.ppf([0.025, 0.975], 200, 0.3) / 200, atol=0.0051)


def test_as_scipy_where_everybody_has_one_case() -> None:
    values = np.random.default_rng(0).exponential(size=300)
    found = interval(values, np.arange(300), draws=10_000)
    other = stats.bootstrap((values,), np.mean, n_resamples=10_000, method="percentile", rng=1)
    low, high = other.confidence_interval
    np.testing.assert_allclose(found[1:], (low, high), atol=0.04 * (high - low))


def test_copies_of_a_persons_case_tell_nothing_new() -> None:
    values = np.random.default_rng(0).random(50)
    once, often = interval(values, np.arange(50)), interval(np.repeat(values, 9), np.repeat(np.arange(50), 9))
    np.testing.assert_allclose(often, once)
    alone = interval(np.repeat(values, 9), np.arange(450))
    assert alone.high - alone.low < 0.5 * (once.high - once.low)


def test_by_user_is_the_interval_of_peoples_means() -> None:
    values, users = people(np.random.default_rng(0), 40)
    means = np.array([values[users == user].mean() for user in range(40)])
    np.testing.assert_allclose(interval(values, users, by_user=True), interval(means, np.arange(40)))


def test_the_order_of_cases_and_the_names_of_people_do_not_matter() -> None:
    values, users = people(np.random.default_rng(0), 30)
    order = np.random.default_rng(1).permutation(len(values))
    np.testing.assert_allclose(interval(values[order], 1000 + 7 * users[order]), interval(values, users))


def test_a_seed_decides() -> None:
    values, users = people(np.random.default_rng(0), 30)
    assert interval(values, users, seed=5) == interval(values, users, seed=5)
    assert interval(values, users, seed=5) != interval(values, users, seed=6)


def test_of_one_person_nothing_is_known() -> None:
    found = interval(np.array([0.2, 0.4]), np.array([1, 1]))
    assert found.mean == pytest.approx(0.3)
    assert np.isnan(found[1:]).all()
    compared = paired(np.array([0.2, 0.4]), np.array([0.1, 0.1]), np.array([1, 1]))
    assert compared.difference.mean == pytest.approx(0.2)
    assert compared.ratio.mean == pytest.approx(3)
    assert np.isnan([*compared.difference[1:], *compared.ratio[1:]]).all()
    assert compared.p == 1


@pytest.mark.parametrize("by_user", [False, True])
def test_a_model_does_not_differ_from_itself(by_user: bool) -> None:
    values, users = people(np.random.default_rng(0), 30)
    found = paired(values + 9, values + 9, users, by_user=by_user)
    assert found == ((0, 0, 0), (1, 1, 1), 1)


def test_a_steady_advantage_is_certain_however_much_people_differ() -> None:
    values, users = people(np.random.default_rng(0), 30, own=5)
    found = paired(values + 100.1, values + 100, users)
    np.testing.assert_allclose(found.difference, 0.1)
    assert found.p == 2 / (DRAWS + 1)
    assert 1 < found.ratio.low <= found.ratio.mean <= found.ratio.high < 1.002


def test_each_side_sees_the_other_with_the_sign_turned() -> None:
    random = np.random.default_rng(0)
    theirs, users = people(random, 30)
    theirs = theirs + 20
    ours = theirs + random.normal(0.1, 1, len(theirs))
    here, there = paired(ours, theirs, users), paired(theirs, ours, users)
    np.testing.assert_allclose(here.difference, [-there.difference[i] for i in (0, 2, 1)])
    np.testing.assert_allclose(here.ratio, [1 / there.ratio[i] for i in (0, 2, 1)], rtol=1e-3)
    assert here.p == there.p


def test_the_difference_is_that_of_the_values() -> None:
    random = np.random.default_rng(0)
    theirs, users = people(random, 60)
    theirs = theirs + 1
    ours = theirs + random.normal(0, 1, len(theirs))
    found = paired(ours, theirs, users)
    np.testing.assert_allclose(found.difference, interval(ours - theirs, users))
    assert found.difference.low < 0 < found.difference.high
    assert 0.05 < found.p < 1
    assert found.ratio.mean == pytest.approx(ours.mean() / theirs.mean())


def test_a_ratio_to_nothing_is_not_known() -> None:
    users = np.arange(20)
    nothing, something = np.zeros(20), (users == 0).astype(float)
    assert np.isnan(paired(something, nothing, users).ratio).all()
    found = paired(nothing, something, users)
    assert found.ratio.mean == 0
    assert np.isnan(found.ratio[1:]).all()


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_value_that_is_no_number_is_refused(bad: float) -> None:
    with pytest.raises(InvalidInput, match="metric is defined"):
        interval(np.array([0.5, bad]), np.array([0, 1]))
    with pytest.raises(InvalidInput, match="metric is defined"):
        paired(np.zeros(2), np.array([0.5, bad]), np.array([0, 1]))


def test_values_and_users_belong_together() -> None:
    with pytest.raises(InvalidInput, match="3 values and the users of 2 cases"):
        interval(np.zeros(3), np.arange(2))
    with pytest.raises(InvalidInput, match="2 and 1 values and the users of 2 cases"):
        paired(np.zeros(2), np.zeros(1), np.arange(2))
    with pytest.raises(InvalidInput, match="0 values and the users of 0 cases"):
        interval(np.zeros(0), np.zeros(0, np.int64))


@given(st.integers(0, 2**32 - 1), st.integers(2, 12), st.booleans())
def test_the_interval_lies_within_the_values(seed: int, n: int, by_user: bool) -> None:
    values, users = people(np.random.default_rng(seed), n)
    found = interval(values, users, by_user=by_user, draws=50)
    assert values.min() - 1e-9 <= found.low <= found.high <= values.max() + 1e-9


@pytest.mark.slow
def test_nineteen_of_twenty_intervals_hold_the_truth() -> None:
    """In 400 worlds of 60 people with own levels: standard error .011. Drawn by case, far fewer would do."""
    random = np.random.default_rng(0)
    held, naive, wrong = 0, 0, 0
    for world in range(400):
        values, users = people(random, 60)
        found = interval(values, users, draws=300, seed=world)
        held += found.low <= 0 <= found.high
        alone = interval(values, np.arange(len(values)), draws=300, seed=world)
        naive += alone.low <= 0 <= alone.high
        wrong += paired(values, np.zeros(len(values)), users, draws=300, seed=world).p < 0.05
    assert 0.92 <= held / 400 <= 0.97
    assert naive / 400 < 0.75
    assert 0.03 <= wrong / 400 <= 0.08


def test_a_rate_is_the_interval_of_the_single_cases() -> None:
    values, users = people(np.random.default_rng(0), 300)
    totals, cases = np.bincount(users, values).astype(np.float64), np.bincount(users).astype(np.float64)
    one, other = rate(totals, cases), interval(values, users)
    assert one.mean == pytest.approx(other.mean)
    np.testing.assert_allclose(one, other, atol=0.02)


def test_a_rate_in_parts_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    totals = np.linspace(0, 5, 50)
    cases = np.floor(totals) + 1
    whole = rate(totals, cases)
    monkeypatch.setattr(bootstrap, "AT_ONCE", 1000)
    assert rate(totals, cases) == whole


def test_groups_apart_by_normal_theory() -> None:
    """Two groups of 400 with one case each: the difference has the standard error sqrt(2 / 400)."""
    random = np.random.default_rng(0)
    ours, theirs, ones = random.normal(1, 1, 400), random.normal(0, 1, 400), np.ones(400)
    found, error = apart((ours, ones), (theirs, ones)), np.sqrt((ours.var() + theirs.var()) / 400)
    assert found.mean == pytest.approx(ours.mean() - theirs.mean())
    np.testing.assert_allclose(found[1:], [found.mean - 1.96 * error, found.mean + 1.96 * error], atol=0.02)
    assert np.isnan(apart((ours, ones), (theirs[:1], ones[:1])).low)


def test_of_rates_everybody_has_a_case() -> None:
    with pytest.raises(InvalidInput, match="without a case"):
        rate(np.ones(2), np.array([1.0, 0.0]))
    with pytest.raises(InvalidInput, match="0 and 0 values"):
        rate(np.zeros(0), np.zeros(0))
    with pytest.raises(InvalidInput, match="nan or infinite"):
        apart((np.array([np.nan]), np.ones(1)), (np.ones(1), np.ones(1)))


def test_holm_by_hand() -> None:
    """.005 x 4, .01 x 3, .03 x 2, and .04 x 1 raised to what came before."""
    np.testing.assert_allclose(holm([0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.7]).tolist() == [1.0, 1.0]
    assert holm([0.03]).tolist() == [0.03]
    assert holm([]).tolist() == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_lies_between_the_raw_value_and_bonferroni(p_values: list[float]) -> None:
    raw, adjusted = np.array(p_values), holm(p_values)
    assert (adjusted >= raw).all()
    assert (adjusted <= np.minimum(raw * len(raw), 1)).all()
    assert adjusted[raw.argmin()] == min(raw.min() * len(raw), 1)
    assert (np.diff(adjusted[raw.argsort()]) >= 0).all()
