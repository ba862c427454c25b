"""What all accuracy metrics have in common, and how they are asked for by name."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluation.metrics.lists import Cases, cases

from wellread.errors import InvalidInput
from wellread.evaluation.metrics import ACCURACY, Accuracy, parse

EVERY = pytest.mark.parametrize("metric", ACCURACY.values(), ids=ACCURACY)


@EVERY
@given(lists=cases())
def test_between_0_and_1_and_0_only_without_a_hit(metric: Accuracy, lists: Cases) -> None:
    found = metric(lists.hits, lists.relevant, lists.k)
    assert found.shape == lists.relevant.shape
    assert found.dtype == np.float64
    assert ((found >= 0) & (found <= 1)).all()
    np.testing.assert_array_equal(found > 0, lists.hits[:, : lists.k].any(axis=1))


@EVERY
@given(lists=cases(), data=st.data())
def test_each_case_stands_for_itself(metric: Accuracy, lists: Cases, data: st.DataObject) -> None:
    order = np.array(data.draw(st.permutations(range(len(lists.hits)))))
    found = metric(lists.hits, lists.relevant, lists.k)
    np.testing.assert_array_equal(metric(lists.hits[order], lists.relevant[order], lists.k), found[order])


@EVERY
@given(lists=cases())
def test_what_stands_beyond_k_does_not_count(metric: Accuracy, lists: Cases) -> None:
    beyond = lists.hits.copy()
    beyond[:, lists.k :] = False
    np.testing.assert_array_equal(
        metric(beyond, lists.relevant, lists.k), metric(lists.hits, lists.relevant, lists.k)
    )


@EVERY
@given(lists=cases(), data=st.data())
def test_a_hit_moved_up_costs_nothing(metric: Accuracy, lists: Cases, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, lists.hits.shape[1] - 1))
    better = lists.hits.copy()
    better[:, : place + 1] = -np.sort(-better[:, : place + 1].astype(int), axis=1)
    after, before = (metric(hits, lists.relevant, lists.k) for hits in (better, lists.hits))
    assert (after >= before - 1e-12).all()


@EVERY
@given(lists=cases())
def test_one_hit_more_costs_nothing(metric: Accuracy, lists: Cases) -> None:
    spare = lists.relevant > lists.hits.sum(axis=1)
    first_gap = lists.hits.argmin(axis=1)
    better = lists.hits.copy()
    better[np.flatnonzero(spare), first_gap[spare]] = True
    after, before = (metric(hits, lists.relevant, lists.k) for hits in (better, lists.hits))
    assert (after >= before - 1e-12).all()


@pytest.mark.parametrize("name", ["ndcg", "map", "mrr", "hit"])
@pytest.mark.parametrize("relevant", [1, 3, 7])
def test_the_best_possible_list_is_worth_1(name: str, relevant: int) -> None:
    hits = np.arange(5)[None] < relevant
    for k in range(1, 6):
        assert ACCURACY[name](hits, np.array([relevant]), k)[0] == pytest.approx(1)


@EVERY
def test_a_cutoff_beyond_the_list_is_refused(metric: Accuracy) -> None:
    with pytest.raises(InvalidInput, match="k between 1 and 3"):
        metric(np.ones((1, 3), bool), np.array([3]), 4)


@pytest.mark.parametrize(
    ("text", "expected"), [("ndcg@10", ("ndcg", 10)), (" Recall@20 ", ("recall", 20)), ("MRR@1", ("mrr", 1))]
)
def test_metrics_are_asked_for_by_name(text: str, expected: tuple[str, int]) -> None:
    assert parse(text) == expected


def test_an_unknown_name_gets_the_nearest_known_one() -> None:
    with pytest.raises(
        InvalidInput, match="'ndgc@10' \\(did you mean 'ndcg'\\?\\); expected one of ndcg, recall"
    ):
        parse("ndgc@10")


@pytest.mark.parametrize("text", ["ndcg", "ndcg@", "ndcg@0", "ndcg@-5", "ndcg@ten", "ndcg@1.5", "ndcg@²"])
def test_without_a_cutoff_there_is_no_metric(text: str) -> None:
    with pytest.raises(InvalidInput, match="whole number of at least 1, behind ndcg@"):
        parse(text)


@given(st.text(max_size=12))
def test_any_other_text_is_an_error_that_explains_itself(text: str) -> None:
    try:
        name, k = parse(text)
    except InvalidInput as error:
        assert "@" in str(error)
    else:
        assert name in ACCURACY
        assert k > 0
