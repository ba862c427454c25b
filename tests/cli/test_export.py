from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize(("what", "count"), [("items", 267), ("users", 80), ("events", None)])
def test_what_is_exported_can_be_imported(
    run: Run, films: Path, tmp_path: Path, what: str, count: int | None, ending: str
) -> None:
    file = tmp_path / f"{what}.{ending}"

    written = json.loads(run("export", what, file, "-w", films, "--json").stdout)[what]
    found = json.loads(run("import", file, "-w", tmp_path / "shop", "--json").stdout)

    assert written == count or count is None
    assert found["written"][what] == written
    assert found["quarantined"] == {}


def test_how_many_is_said(run: Run, films: Path, tmp_path: Path) -> None:
    assert "267 items in" in run("export", "items", tmp_path / "items.csv", "-w", films).stdout


def test_an_unknown_ending_and_nothing_to_write_are_errors(run: Run, films: Path, tmp_path: Path) -> None:
    assert ".parquet" in run("export", "items", tmp_path / "items.xls", "-w", films, code=2).stderr
    run("init", tmp_path / "shop")
    assert (
        "nothing to write"
        in run("export", "users", tmp_path / "u.csv", "-w", tmp_path / "shop", code=2).stderr
    )


def test_a_place_that_cannot_be_written_is_an_error(run: Run, films: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    result = run("export", "items", tmp_path / "file" / "items.csv", "-w", films, code=1)

    assert "file: File exists" in result.stderr
    assert "do:" in result.stderr
