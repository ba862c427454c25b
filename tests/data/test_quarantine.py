"""The file of refused rows."""

from __future__ import annotations

import json
from pathlib import Path

from wellread.data import Quarantine


def test_the_file_is_made_with_the_first_bad_row(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "bad.jsonl"
    with Quarantine(path) as quarantine:
        assert not path.exists()
        quarantine.add(Path("a.csv"), 3, "too odd", {"x": float("nan")})
        quarantine.add(Path("a.csv"), 4, "too odd", "raw \udcff line")
        quarantine.add(Path("a.csv"), 9, "too even", "z")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert rows[0] == {"file": "a.csv", "line": 3, "cause": "too odd", "row": "{'x': nan}"}
    assert rows[1]["row"] == "raw \udcff line"
    assert quarantine.counts == {"too odd": 2, "too even": 1}
    assert quarantine.total == 3


def test_it_is_rewritten_not_appended_to(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    for _ in range(2):
        with Quarantine(path) as quarantine:
            quarantine.add(Path("a.csv"), 1, "cause", "row")
    assert len(path.read_text("utf-8").splitlines()) == 1


def test_a_run_without_bad_rows_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text("of an earlier run")
    with Quarantine(path):
        pass
    assert not path.exists()


def test_without_a_path_it_only_counts() -> None:
    with Quarantine() as quarantine:
        quarantine.add(Path("a.csv"), 1, "cause", "row")
    assert quarantine.total == 1
