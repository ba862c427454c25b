from __future__ import annotations

from pathlib import Path

from .conftest import Run


def test_the_demo_shows_five_lists_and_a_second_run_finds_its_folder(run: Run, tmp_path: Path) -> None:
    first = run("demo", "--once", "--folder", tmp_path / "demo")
    again = run("demo", "--once", "--folder", tmp_path / "demo")

    assert "1500 simulated people" in first.stderr
    assert "1500 simulated people" not in again.stderr
    for part in (
        "因为你喜欢《阿甘正传》",
        "because you liked “Forrest Gump”",
        "loneliness",
        "p007",
        "ms from the event",
    ):
        assert part in first.stdout
        assert part in again.stdout
    assert "All people here are simulated" in first.stdout


def test_a_demo_that_was_cut_short_is_finished(run: Run, tmp_path: Path) -> None:
    from wellread.engine.workspace import Workspace

    with Workspace(tmp_path / "demo") as workspace:
        workspace.store.set_meta("demo", "begun")

    assert "Gump" in run("demo", "--once", "--folder", tmp_path / "demo").stdout


def test_a_workspace_of_ones_own_is_left_alone(run: Run, books: Path, tmp_path: Path) -> None:
    run("import", books, "-w", tmp_path / "shop")

    result = run("demo", "--once", "--folder", tmp_path / "shop", code=2)

    assert "holds another workspace" in result.stderr
