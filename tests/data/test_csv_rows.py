"""Rows of CSV files."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from wellread.data.csv_rows import csv_rows, sniff
from wellread.data.intake import Intake, Row
from wellread.data.quarantine import Quarantine
from wellread.errors import InvalidInput


def rows_of(path: Path, encoding: str = "utf-8") -> tuple[list[Row], list[tuple[int, str, str]]]:
    """The rows of a file, and line, cause and text of those refused."""
    bad = path.parent / "bad.jsonl"
    with Quarantine(bad) as quarantine:
        rows = list(csv_rows(Intake(path, quarantine, encoding=encoding)))
    found = [json.loads(line) for line in bad.read_text().splitlines()] if bad.exists() else []
    return rows, [(row["line"], row["cause"], row["row"]) for row in found]


def file_of(folder: Path, content: bytes | str, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    path = file_of(tmp_path, f'id{delimiter}"a, b; c"\n1{delimiter}"x{delimiter}y"\n')
    rows, bad = rows_of(path)
    assert rows == [Row(2, {"id": "1", "a, b; c": f"x{delimiter}y"})]
    assert not bad


def test_a_header_of_one_column_has_commas() -> None:
    assert sniff("id\n") == ","


def test_line_numbers_are_physical(tmp_path: Path) -> None:
    path = file_of(tmp_path, '\nid,text\r\n1,"two\r\nlines"\r\n\r\n2,b\r\n')
    rows, _ = rows_of(path)
    assert [row.line for row in rows] == [3, 6]
    assert rows[0].cells["text"] == "two\r\nlines"


def test_a_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    rows, _ = rows_of(file_of(tmp_path, b"\xef\xbb\xbfid,t\n1,a\n"))
    assert rows[0].cells == {"id": "1", "t": "a"}


def test_broken_rows_cost_themselves_alone(tmp_path: Path) -> None:
    rows, bad = rows_of(file_of(tmp_path, "id,t\n1,a\n2\n3,c,d\n4,e\n"))
    assert [row.cells["id"] for row in rows] == ["1", "4"]
    assert bad == [
        (3, "wrong number of fields (1, the header has 2)", "2"),
        (4, "wrong number of fields (3, the header has 2)", "3,c,d"),
    ]


def test_a_quote_that_does_not_close_swallows_nothing(tmp_path: Path) -> None:
    rows, bad = rows_of(file_of(tmp_path, 'id,t\n1,"open\n2,b\n3,"closed, well"\n4,"open\n5,e'))
    assert [(row.line, row.cells["id"]) for row in rows] == [(3, "2"), (4, "3"), (6, "5")]
    assert bad == [
        (2, "a quote that does not close", '1,"open'),
        (5, "a quote that does not close", '4,"open'),
    ]


def test_a_text_that_is_too_long(tmp_path: Path) -> None:
    path = file_of(tmp_path, f"id,t\n1,{'x' * 2_100_000}\n2,{'y' * 1_900_000}\n")
    rows, bad = rows_of(path)
    assert [row.cells["id"] for row in rows] == ["2"]
    assert bad[0][:2] == (2, "a text that is too long")


def test_bytes_in_another_encoding_cost_one_row(tmp_path: Path) -> None:
    rows, bad = rows_of(file_of(tmp_path, b"id,t\n1,a\n2,\xff\xfe\n3,caf\xc3\xa9\n4,d\n"))
    assert [row.cells["id"] for row in rows] == ["1", "3", "4"]
    assert bad == [(3, "bytes that are not utf-8", "2,\udcff\udcfe")]


def test_nul_is_passed_on(tmp_path: Path) -> None:
    rows, bad = rows_of(file_of(tmp_path, b"id,t\n1,a\x00b\n2,cdefgh\n"))
    assert rows[0].cells["t"] == "a\x00b"
    assert not bad


def test_columns_without_a_name_are_called_after_their_place(tmp_path: Path) -> None:
    rows, _ = rows_of(file_of(tmp_path, ",id\n0,a\n"))
    assert rows[0].cells == {"column_1": "0", "id": "a"}


def test_two_columns_of_one_name(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="several columns called 'id'"):
        rows_of(file_of(tmp_path, "id,id\n1,2\n"))


def test_gz(tmp_path: Path) -> None:
    rows, _ = rows_of(file_of(tmp_path, gzip.compress(b"id,t\n1,a\n"), "a.csv.gz"))
    assert rows == [Row(2, {"id": "1", "t": "a"})]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "gb18030"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    word = "书" if encoding == "gb18030" else "é"
    rows, _ = rows_of(file_of(tmp_path, f"id,t\n1,{word}\n".encode(encoding)), encoding)
    assert rows[0].cells["t"] == word


def test_a_header_in_another_encoding(tmp_path: Path) -> None:
    path = file_of(tmp_path, b"id,caf\xe9\n" + b"1,a\n" * 9)
    with pytest.raises(InvalidInput, match="latin-1"):
        rows_of(path)
