"""Rows of JSON Lines files."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from wellread.data.intake import Intake, Row
from wellread.data.jsonl_rows import jsonl_rows
from wellread.errors import InvalidInput


def test_one_object_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress('\ufeff{"id": 1}\n\n{"id": "二", "x": [1]}'.encode()))
    assert list(jsonl_rows(Intake(path))) == [Row(1, {"id": 1}), Row(3, {"id": "二", "x": [1]})]


def test_broken_lines_cost_themselves_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        b'{"id": 1}',
        b'{"id": 2',
        b"[3]",
        b'{"id": "\xff"}',
        b'{"a":' * 200_000,
        b'{"id": 6}',
        b'{"id": 7}',
    ]
    path.write_bytes(b"\n".join(lines))
    intake = Intake(path)
    assert [row.line for row in jsonl_rows(intake)] == [1, 6, 7]
    assert intake.quarantine.counts == {
        "not JSON": 2,
        "JSON, but no object": 1,
        "bytes that are not utf-8": 1,
    }


@pytest.mark.parametrize("content", ['[{"id": 1}]', '{\n  "id": 1\n}'])
def test_any_other_json_is_refused_with_advice(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(InvalidInput, match="jq"):
        list(jsonl_rows(Intake(path)))
