from __future__ import annotations

import numpy as np

from wellread.catalogue.columns import Column, Mask


def column(*values: object) -> Column:
    made = Column()
    for row, value in enumerate(values):
        made.put(row, value)
    return made


def at_least_two(numbers: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Mask:
    return numbers >= 2


def test_numbers() -> None:
    own = column(1, 2.5, None, 3)
    assert own.where_number(at_least_two, 4).tolist() == [False, True, False, True]
    assert own.where_number(at_least_two, 6).tolist() == [False, True, False, True, False, False]
    assert own.where_number(at_least_two, 2).tolist() == [False, True]
    assert own.values([0, 2, 1]) == [{1.0}, set(), {2.5}]


def test_an_integer_beyond_all_doubles_is_infinite() -> None:
    assert column(10**400, -(10**400)).values([0, 1]) == [{np.inf}, {-np.inf}]


def test_texts_and_truth_values() -> None:
    own = column("a", True, "b", False, "a")
    assert own.where_value(lambda held: held == "a", 5).tolist() == [True, False, False, False, True]
    assert own.where_value(lambda held: held is True, 5).tolist() == [False, True, False, False, False]
    assert own.values([1, 4]) == [{True}, {"a"}]


def test_true_is_not_the_number_one() -> None:
    own = column(True, 1)
    assert own.where_value(lambda held: held is True, 2).tolist() == [True, False]
    assert own.where_number(lambda numbers: numbers == 1, 2).tolist() == [False, True]


def test_a_list_counts_as_its_elements() -> None:
    own = column(["a", "b"], ("b",), {"c"}, [], "b")
    assert own.where_value(lambda held: held == "b", 5).tolist() == [True, True, False, False, True]
    assert own.values([0, 2, 3]) == [{"a", "b"}, {"c"}, set()]


def test_what_is_neither_text_nor_number_is_left_out() -> None:
    own = column({"deep": 1}, None, [None, {"x": 1}], float("nan"))
    assert not own.exists(4).any()


def test_a_new_value_replaces_the_old_one() -> None:
    own = column("a", ["b", "c"], 5)
    own.put(0, 7)
    own.put(1, "a")
    own.put(2, "b")
    assert own.values([0, 1, 2]) == [{7.0}, {"a"}, {"b"}]
    assert own.where_value(lambda held: held == "b", 3).tolist() == [False, False, True]
    assert not own.where_number(lambda numbers: numbers == 5, 3).any()


def test_clearing_forgets() -> None:
    own = column("a", 2, ["b"])
    for row in (0, 1, 2, 99):
        own.clear(row)
    assert not own.exists(3).any()
    assert own.values([0, 1, 2]) == [set(), set(), set()]


def test_rows_in_any_order() -> None:
    own = Column()
    own.put(5, "late")
    own.put(0, "early")
    own.put(3, 4)
    assert own.exists(6).tolist() == [True, False, False, True, False, True]
    assert own.values([5, 3, 0, 1]) == [{"late"}, {4.0}, {"early"}, set()]
    assert own.exists(3).tolist() == [True, False, False]


def test_several_codes_at_once_and_none() -> None:
    own = column("a", "b", "c", "a")
    codes = [own.vocabulary["a"], own.vocabulary["c"]]
    assert own.where_codes(codes, 4).tolist() == [True, False, True, True]
    assert not own.where_codes([], 4).any()


def test_a_list_of_numbers_counts_as_each_of_them() -> None:
    column = Column()
    column.put(0, [1, 5])
    column.put(1, [3])
    assert column.where_number(lambda numbers: numbers == 1, 2).tolist() == [True, False]
    assert column.where_number(lambda numbers: numbers > 4, 2).tolist() == [True, False]
    assert column.values([0, 1]) == [{1.0, 5.0}, {3.0}]
    column.put(0, 2)
    assert column.where_number(lambda numbers: numbers > 4, 2).tolist() == [False, False]
    assert column.exists(2).tolist() == [True, True]


def test_a_column_of_known_entries_is_as_one_that_was_put() -> None:
    put, made = Column(), Column.of(np.array([0, 0, 3]), codes=np.array([0, 1, 0]), vocabulary=["a", "b"])
    put.put(0, ["a", "b"])
    put.put(3, "a")
    for column in (put, made):
        assert column.values([0, 1, 3]) == [{"a", "b"}, set(), {"a"}]
        column.put(0, "c")
        assert column.values([0, 3]) == [{"c"}, {"a"}]
    numbers = Column.of(np.array([2, 5]), np.array([1.5, -1.0]))
    assert numbers.where_number(lambda values: values > 0, 6).tolist() == [False, False, True] + [False] * 3
