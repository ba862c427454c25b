from __future__ import annotations

import json
from pathlib import Path

from .conftest import Run


def test_a_workspace_is_made_once(run: Run, tmp_path: Path) -> None:
    first = run("init", tmp_path / "shop")
    assert "wellread import" in first.stderr
    assert {path.name for path in (tmp_path / "shop").iterdir()} >= {"wellread.toml", "wellread.db"}

    again = run("init", tmp_path / "shop", "--json")
    assert "already" in again.stderr
    assert json.loads(again.stdout)["new"] is False


def test_a_file_is_no_place_for_a_workspace(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert "is a file" in run("init", tmp_path / "file", code=2).stderr
