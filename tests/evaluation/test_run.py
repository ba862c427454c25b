from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from tests.evaluation.hand_made import LATER, PAST, N, Scripted, catalogue, log, right, split, world, wrong

from wellread.catalogue import Catalogue
from wellread.errors import InvalidInput
from wellread.evaluation.baselines.markov import Markov
from wellread.evaluation.baselines.random import Random
from wellread.evaluation.contenders import ModelContender, Scorer
from wellread.evaluation.learning import joined
from wellread.evaluation.run import evaluate, hits
from wellread.models.base import Floats, Interactions
from wellread.models.item_to_item import ItemToItem
from wellread.settings import Content, Neighbourhood

METRICS = ("ndcg@10", "recall@5", "MRR@12")


def test_who_is_always_right_has_1_and_who_is_never_right_0() -> None:
    found = evaluate([Scripted("right", right), Scripted("wrong", wrong)], world(), catalogue(), METRICS)

    assert found.metrics == ("ndcg@10", "recall@5", "mrr@12")
    assert [row.name for row in found.rows] == ["right", "wrong"]
    assert all(value == (1, 1, 1) for value in found.row("right").metrics.values())
    assert all(value == (0, 0, 0) for value in found.row("wrong").metrics.values())
    assert (found.cases, found.people, found.items, found.events, found.k) == (12, 6, N, 18, 12)
    against = found.compared("wrong", "ndcg@10")
    assert against is not None
    assert against.found.difference == (-1, -1, -1)
    assert against.found.ratio == (0, 0, 0)
    assert against.adjusted < 0.01
    assert found.compared("right", "ndcg@10") is None


def test_the_values_of_every_case_are_kept_in_memory() -> None:
    place = Scripted("second", lambda s, case: [s.targets[case][0] + 1 - 12 * (s.targets[case][0] == 11),
                                                s.targets[case][0]])  # fmt: skip
    found = evaluate([place], world(), catalogue(), METRICS)

    assert np.allclose(found.rows[0].cases["ndcg@10"], 1 / np.log2(3))
    assert np.allclose(found.rows[0].cases["mrr@12"], 0.5)
    assert found.against == ()


def test_p_is_corrected_for_the_number_of_rows() -> None:
    rows = [Scripted(name, wrong) for name in ("a", "b", "c")]
    found = evaluate([Scripted("right", right), *rows], world(), catalogue(), METRICS)

    assert all(one.adjusted == pytest.approx(3 * one.found.p) for one in found.against)
    assert len(found.against) == 9


def test_a_known_pattern_is_found_by_the_method_that_can_know_it() -> None:
    found = evaluate(
        [ModelContender("markov", Markov), ModelContender("random", Random)], world(), catalogue(), METRICS
    )

    assert found.row("markov").metrics["ndcg@10"].mean > found.row("random").metrics["ndcg@10"].mean


def drifting() -> tuple[Interactions, Any]:
    """Everybody goes 0 -> 1 until the cut, and 2 -> 3 from then on."""
    past = log(*((u, item, 10.0 * u + item) for u in range(20) for item in (0, 1)))
    later = log(*((u, item, 1000.0 + 10 * u + item) for u in range(20, 40) for item in (2, 3)))
    cases = [(u, 1000.0 + 10 * u + 3, [2], [3]) for u in range(20, 40)]
    return past, split(past, cases, later)


@pytest.mark.parametrize("name", ["item_to_item", "markov"])
def test_learning_on_wins_where_the_world_changes(name: str) -> None:
    """One learns by its sums, the other is fitted anew."""
    plain = Neighbourhood(ridge=1.0, text_prior=0, text_prior_cold=0)

    def make() -> Scorer:
        return Markov() if name == "markov" else ItemToItem(plain, Content())

    items = catalogue()
    _, world = drifting()

    still, learning = (
        evaluate([ModelContender(name, make)], world, items, ("ndcg@1",), blocks) for blocks in (0, 5)
    )

    assert still.rows[0].metrics["ndcg@1"].mean == 0
    # the first of five blocks comes before anybody did both
    assert learning.rows[0].metrics["ndcg@1"].mean >= 0.75
    assert learning.rows[0].seconds["learn"] > 0
    assert learning.learning == 5


@given(st.integers(1, 12))
def test_nothing_is_learnt_before_it_happened(blocks: int) -> None:
    told: list[tuple[str, int, int]] = []
    scripted = Scripted("s", right)
    evaluate([scripted], world(), catalogue(), ("ndcg@1",), blocks, lambda *said: told.append(said))

    assert len(scripted.fitted) == 1
    assert scripted.fitted[0] is PAST
    known = PAST
    for before, after in scripted.learnt:
        assert set(before.users.tolist()) <= set(after.users.tolist())
        assert len(before) == np.isin(known.users, after.users).sum()  # just what was known of them
        kept = ~np.isin(known.users, after.users)
        known = joined(known.where(kept), after)
    starts = np.linspace(0, 12, blocks + 1).astype(int)[:-1]
    assert len(known) == 18 + (LATER.times < world().times[starts[-1]]).sum()
    assert all(done <= total for _, done, total in told)


def test_beyond_accuracy() -> None:
    """One list for all: 10 of 12 items, of which the popular one's list is just the same."""
    same = Scripted("same", lambda s, case: range(10))
    found = evaluate([same, Scripted("popular", lambda s, case: range(10))], world(), catalogue(), METRICS)
    own = found.row("same").beyond

    assert own["filled"] == 1
    assert own["coverage"] == pytest.approx(10 / 12)
    assert own["serendipity"] == 0
    assert 0 < own["diversity"] <= 1
    assert own["calibration"] < 0.5
    assert sum(found.row("same").deciles) == pytest.approx(1)


def test_serendipity_needs_a_popular_list_and_calibration_categories() -> None:
    from wellread.domain import Item
    from wellread.language.lexical import LexicalEncoder
    from wellread.settings import Language

    plain = Catalogue.of([Item(id=f"i{i}", title=f"T{i}") for i in range(N)], LexicalEncoder(Language()))
    found = evaluate([Scripted("right", right)], world(), plain, METRICS).rows[0].beyond

    assert np.isnan(found["serendipity"])
    assert np.isnan(found["calibration"])


def test_tables_hold_every_case_once() -> None:
    found = evaluate([Scripted("right", right), Scripted("wrong", wrong)], world(), catalogue(), METRICS)

    assert "language" in [table.name for table in found.tables]
    for table in found.tables:
        assert sum(bucket.cases for bucket in table.buckets) == 12
        for bucket in table.buckets:
            first, second = bucket.cells
            assert first.value.mean == 1
            assert first.difference is None
            assert second.difference is not None
            assert second.difference.mean == -1


def test_new_people_and_new_items_are_apart() -> None:
    """Person 9 comes after the fit, and chooses item 11, which nobody had."""
    past = log((0, 0, 1.0), (0, 1, 2.0))
    cases = [(0, 10.0, [1, 0], [2]), (9, 11.0, [], [0]), (9, 12.0, [0], [11])]
    found = evaluate(
        [Scripted("right", right)], split(past, cases, log((9, 0, 11.0))), catalogue(), ("ndcg@1",)
    )
    labels = {table.name: [bucket.label for bucket in table.buckets] for table in found.tables}

    assert labels["cold start"] == ["new user", "new item"]
    assert labels["arrival"] == ["in the fit", "new, first event", "new, events 2-5"]


class Broken(Markov):
    """Divides by zero."""

    def _scores(self, chosen: csr_array) -> Floats:
        return np.full(chosen.shape, np.nan, np.float32)


class Untaught(Scripted):
    """Cannot learn on."""

    def learn(self, before: Interactions, after: Interactions, catalogue: Catalogue) -> None:
        raise InvalidInput("a", "b", "c")


def test_who_cannot_learn_is_fitted_anew_on_all_that_is_known() -> None:
    one = Untaught("u", right)
    evaluate([one], world(), catalogue(), ("ndcg@1",), learning=3)

    assert [len(log) for log in one.fitted] == [18, 22, 26]


def backwards() -> Any:
    past = Interactions(PAST.users, PAST.items, PAST.weights, PAST.times[::-1].copy())
    return replace(world(), train=past)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"metrics": ("ndcg@13",)}, "at most as many places as there are items, 12"),
        ({"metrics": ()}, "no metric"),
        ({"metrics": ("accuracy@10",)}, "accuracy@10"),
        ({"contenders": []}, "nobody to evaluate"),
        ({"contenders": [Scripted("a", right), Scripted("a", wrong)]}, "a name of its own"),
        ({"contenders": [ModelContender("broken", Broken)]}, "'broken' that is no finite number"),
        ({"split": backwards()}, "time goes backwards"),
        ({"learning": 13}, "13 blocks of 12 cases"),
        ({"learning": -1}, "a number from 0"),
        ({"split": replace(world(), later=log((0, 0, 5.0))), "learning": 2}, "begin before the last"),
        ({"split": replace(world(), later=PAST.where(PAST.users < 0)), "learning": 2}, "no order in time"),
    ],
)
def test_what_cannot_be_evaluated_is_refused(change: dict[str, Any], said: str) -> None:
    asked: dict[str, Any] = {
        "contenders": [Scripted("right", right)], "split": world(), "catalogue": catalogue(),
        "metrics": METRICS, "learning": 0,
    }  # fmt: skip
    with pytest.raises(InvalidInput, match=said):
        evaluate(**(asked | change))


def test_a_split_without_cases_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no test cases"):
        world().where(np.zeros(12, bool))


def test_hits_belong_to_their_own_case() -> None:
    shown = np.array([[0, 1, -1], [1, 0, 3], [2, -1, -1]])

    found = hits(shown, [np.array([1]), np.array([3, 5]), np.array([0, 1])])

    assert found.tolist() == [[False, True, False], [False, False, True], [False, False, False]]
