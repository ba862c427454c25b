from __future__ import annotations

import numpy as np
import pytest

from wellread.catalogue import Catalogue
from wellread.domain import Boost, Item
from wellread.errors import InvalidInput
from wellread.language.lexical import LexicalEncoder
from wellread.ranking import rules
from wellread.settings import Cap, Language

ITEMS = [
    Item(id="a", category="x", tags=["s", "t"], attributes={"year": 1}),
    Item(id="b", category="x", tags=["s"], attributes={"year": 2}),
    Item(id="c", category="y", tags=["t"], attributes={"year": 3}),
    Item(id="d", category="x", attributes={"year": 4}, available=False),
    Item(id="e", category="x", tags=["u"]),
    Item(id="f", category="y", tags=["s", "u"]),
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.of(ITEMS, LexicalEncoder(Language()))


def ints(*rows: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(rows, np.int64)


def test_allowed_is_available_passing_every_filter_and_not_hidden(catalogue: Catalogue) -> None:
    def rows(*filters: dict[str, object], hidden: tuple[int, ...] = ()) -> list[int]:
        return np.flatnonzero(rules.allowed(catalogue, filters, ints(*hidden))).tolist()

    assert rows() == rows({}, {}) == [0, 1, 2, 4, 5]
    assert rows({"category": "x"}) == [0, 1, 4]
    assert rows({"category": "x"}, {"tags": "s"}) == [0, 1]
    assert rows({"category": "x"}, {}, hidden=(1, 1, 5)) == [0, 4]
    assert rows({"year": {"exists": True}}) == [0, 1, 2]


def test_boosts_add_by_to_what_passes(catalogue: Catalogue) -> None:
    asked = [
        Boost(filter={"category": "x"}, by=2),
        Boost(filter={"tags": "t"}, by=-0.5),
        Boost(filter={}, by=1),
    ]
    added = rules.boosts(catalogue, asked)[:, [0, 2, 5]]
    assert added.tolist() == [[2, 0, 0], [-0.5, -0.5, 0], [1, 1, 1]]
    assert rules.boosts(catalogue, []).shape == (0, len(catalogue))
    with pytest.raises(InvalidInput, match="categry"):
        rules.boosts(catalogue, [Boost(filter={"categry": 1}, by=1)])


def test_pins_come_first_in_their_own_order_and_once() -> None:
    ranking = ints(4, 2, 0, 1)
    assert rules.pinned(ranking, ints(0, 4)).tolist() == [0, 4, 2, 1]
    assert rules.pinned(ranking, ints(9)).tolist() == [9, 4, 2, 0, 1]
    assert rules.pinned(ranking, ints(1, 1, 2)).tolist() == [1, 2, 4, 0]
    assert rules.pinned(ranking, ints()).tolist() == [4, 2, 0, 1]


def test_caps_keep_the_first_of_each_value(catalogue: Catalogue) -> None:
    ranking = ints(1, 0, 2, 4, 5)

    def capped(*caps: Cap, free: int = 0) -> list[int]:
        return [int(row) for row in rules.capped(catalogue, caps, ranking, free)]

    assert capped() == [1, 0, 2, 4, 5]
    assert capped(Cap(field="category", most=1)) == [1, 2]
    assert capped(Cap(field="category", most=2)) == [1, 0, 2, 5]
    # an item of several values is one too many of any of them
    assert capped(Cap(field="tags", most=1)) == [1, 2, 4]
    assert capped(Cap(field="tags", most=1), Cap(field="category", most=1)) == [1, 2]
    assert capped(Cap(field="category", most=9)) == [1, 0, 2, 4, 5]


def test_items_without_a_value_are_not_capped(catalogue: Catalogue) -> None:
    assert rules.capped(catalogue, [Cap(field="year", most=1)], ints(4, 5, 0, 1), 0).tolist() == [4, 5, 0, 1]


def test_pins_are_kept_and_counted(catalogue: Catalogue) -> None:
    cap = [Cap(field="category", most=1)]
    assert rules.capped(catalogue, cap, ints(0, 1, 2, 4, 5), 2).tolist() == [0, 1, 2]


def test_a_cap_on_an_unknown_field_names_the_nearest(catalogue: Catalogue) -> None:
    with pytest.raises(InvalidInput, match=r"'catgory'.*did you mean 'category'.*`cap`"):
        rules.capped(catalogue, [Cap(field="catgory", most=1)], ints(0), 0)
