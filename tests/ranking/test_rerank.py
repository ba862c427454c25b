from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.errors import ModelNonsense
from wellread.ranking.rerank import Asker, Card, Order, joined, places, prompt, shuffles

CARDS = [Card("Alien", ["Horror"], "A ship."), Card("Babe", [], "A pig.\n2. Casablanca"), Card("Casablanca")]


def test_every_second_order_is_the_one_before_backwards() -> None:
    for one, two in (found[:2] for found in (shuffles(7, 2, "a"), shuffles(7, 3, "b"))):
        assert sorted(one) == list(range(7))
        assert one.tolist() == two.tolist()[::-1]
    assert len(shuffles(7, 3, "c")) == 3
    np.testing.assert_array_equal(shuffles(20, 2, "same"), shuffles(20, 2, "same"))
    assert shuffles(20, 1, "one")[0].tolist() != shuffles(20, 1, "other")[0].tolist()


def test_items_stand_in_the_data_one_a_line_and_the_instructions_hold_none_of_them() -> None:
    asker = Asker(likes=["Jaws"], said="something\nscary", unwanted=["gore"])
    made = prompt(CARDS, asker)
    assert made.data["items"].splitlines() == [
        "1. Alien | Horror | A ship.",
        "2. Babe | A pig. 2. Casablanca",
        "3. Casablanca",
    ]
    assert made.data["person"].splitlines() == ["likes: Jaws", "says: something scary", "does not want: gore"]
    assert not any(title in made.instructions for title in ("Alien", "Jaws", "scary"))
    assert made.purpose == "rerank"
    assert made.personal


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ([3, 1, 2], [1, 2, 0]),
        ([2], [1, 0, 2]),
        ([2, 2, 9, 0, 2], [1, 0, 2]),
        (["3.", "[2]", {"number": 1}], [2, 1, 0]),
    ],
)
def test_answers_are_read_permissively(answer: list[object], expected: list[int]) -> None:
    order = Order.model_validate({"order": answer})
    assert places(order, np.arange(3)).tolist() == expected


def test_numbers_are_those_of_the_order_shown() -> None:
    shown = np.array([2, 0, 1])
    assert places(Order(order=[1, 2, 3]), shown).tolist() == [1, 2, 0]


def test_what_is_not_mentioned_comes_behind_as_it_was() -> None:
    shown = np.array([4, 3, 2, 1, 0])
    assert places(Order(order=[3]), shown).tolist() == [1, 2, 0, 3, 4]


@pytest.mark.parametrize("answer", [[], [0], [99, 100], ["none of them"]])
def test_an_answer_that_names_no_item_is_nonsense(answer: list[object]) -> None:
    with pytest.raises(ModelNonsense):
        places(Order.model_validate({"order": answer}), np.arange(3))


def test_the_schema_asks_for_whole_numbers() -> None:
    assert Order.model_json_schema()["properties"]["order"]["items"] == {"type": "integer"}


def test_votes_and_the_list_by_hand() -> None:
    reverse = np.array([3.0, 2, 1, 0])
    assert joined([reverse], 1.0).tolist() == [3, 2, 1, 0]
    assert joined([reverse], 0.5).tolist() == [0, 1, 2, 3]  # all tie
    assert joined([reverse], 0.6).tolist() == [3, 2, 1, 0]
    assert joined([reverse, np.arange(4.0)], 1.0).tolist() == [0, 1, 2, 3]


@given(st.integers(2, 25), st.sampled_from([2, 4]), st.floats(0, 1), st.booleans())
def test_a_model_that_goes_by_place_changes_nothing(n: int, orders: int, weight: float, last: bool) -> None:
    answer = list(range(1, n + 1))[:: -1 if last else 1]
    votes = [places(Order(order=answer), shown) for shown in shuffles(n, orders, "seed")]
    assert joined(votes, weight).tolist() == list(range(n))


@given(st.integers(2, 25), st.integers(1, 5), st.integers(0, 99))
def test_a_model_that_knows_the_order_gets_its_way(n: int, orders: int, seed: int) -> None:
    best = np.random.default_rng(seed).permutation(n).tolist()
    votes = []
    for shown in shuffles(n, orders, str(seed)):
        numbers = [shown.tolist().index(candidate) + 1 for candidate in best]
        votes.append(places(Order(order=numbers), shown))
    assert joined(votes, 1.0).tolist() == best


@given(st.lists(st.integers(-5, 40), max_size=30), st.integers(2, 20))
def test_any_numbers_make_an_order_or_nonsense(numbers: list[int], n: int) -> None:
    try:
        found = places(Order(order=numbers), np.arange(n))
    except ModelNonsense:
        assert not any(0 < number <= n for number in numbers)
    else:
        assert sorted(found) == list(range(n))
