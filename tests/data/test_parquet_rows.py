"""Rows of Parquet files."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wellread.data.intake import Intake
from wellread.data.parquet_rows import parquet_rows
from wellread.errors import InvalidInput, MissingExtra

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def test_row_groups_are_the_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write_table(pyarrow.table({"id": ["a", "b", "c"]}), path, row_group_size=2)
    told: list[tuple[int, int]] = []
    rows = list(parquet_rows(Intake(path, progress=lambda done, total: told.append((done, total)))))
    assert [(row.line, row.cells["id"]) for row in rows] == [(0, "a"), (0, "b"), (1, "c")]
    assert told[-1] == (path.stat().st_size, path.stat().st_size)


def test_time_stamps_in_nanoseconds(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    plain = pyarrow.array([1_577_836_800_000_000_123], pyarrow.timestamp("ns"))
    zoned = pyarrow.array([1_577_836_800_000], pyarrow.timestamp("ms", tz="Asia/Shanghai"))
    parquet.write_table(pyarrow.table({"plain": plain, "zoned": zoned}), path)
    (row,) = parquet_rows(Intake(path))
    assert row.cells["plain"] == datetime(2020, 1, 1, tzinfo=UTC)
    assert row.cells["zoned"] == datetime(2020, 1, 1, tzinfo=UTC)


def test_a_file_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 and nothing more")
    with pytest.raises(InvalidInput, match="cannot be read as Parquet"):
        list(parquet_rows(Intake(path)))


def test_pyarrow_is_an_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingExtra, match="wellread\\[parquet\\]"):
        list(parquet_rows(Intake(tmp_path / "a.parquet")))
