"""The table of names: kept, replaced, chosen among."""

from __future__ import annotations

from wellread.language.naming.names import NameTable, choose
from wellread.settings import Language


def rows(table: NameTable, key: str) -> list[int]:
    return [entry.row for entry in table.entries(key)]


def test_names_of_a_row_are_replaced() -> None:
    table = NameTable(Language())
    table.put(0, ["Old Name (1990)", "Older"])
    table.put(1, ["Old Name"])
    table.put(0, ["New Name"])
    assert rows(table, "old name") == [1]
    assert rows(table, "older") == []
    assert rows(table, "new name") == [0]
    assert list(table.lengths("older")) == []
    assert list(table.lengths("new")) == [2]
    assert table.nearest("oldeer", 80) is None
    table.put(1, [])
    table.put(0, [])
    assert rows(table, "old name") == rows(table, "new name") == []


def test_lengths_count_words_or_characters() -> None:
    table = NameTable(Language())
    table.put(0, ["Toy Story", "Toy Story 2", "盗梦空间", "盗梦"])
    assert sorted(table.lengths("toy")) == [2, 3]
    assert sorted(table.lengths("盗梦")) == [2, 4]


def test_one_entry_for_an_item_with_one_name_in_two_spellings() -> None:
    table = NameTable(Language())
    table.put(3, ["Amélie (2001)", "Amelie"])
    assert rows(table, "amelie") == [3]
    assert table.entries("amelie")[0].name == "Amélie (2001)"


def test_the_year_chooses_then_the_full_name_then_the_lowest_row() -> None:
    table = NameTable(Language())
    table.put(5, ["Sabrina (1954)"])
    table.put(2, ["Sabrina (1995)"])
    table.put(1, ["Star Wars: A New Hope (1977)"])
    table.put(7, ["Star Wars"])
    entries = table.entries("sabrina")
    assert choose(entries, 1954)[0].row == 5
    assert choose(entries, 1995)[0].row == 2
    assert choose(entries, 2000)[0].row == 2
    assert choose(entries, None)[1] == (5,)
    assert choose(table.entries("star wars"), None)[0].row == 7
