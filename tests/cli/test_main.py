from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from wellread import __version__

from .conftest import Run

HEAVY = {"numpy", "scipy", "pydantic", "sqlalchemy", "fastapi", "uvicorn"}
CONSOLE = str(Path(sys.executable).with_name("wellread"))


def test_the_verbs_are_listed(run: Run) -> None:
    listed = run("--help").stdout

    for verb in ["init", "import", "export", "fit", "recommend", "similar", "serve", "demo", "doctor"]:
        assert verb in listed


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout == f"wellread {__version__}\n"


def test_help_loads_nothing_heavy() -> None:
    code = f"import sys, wellread.cli.main; print({HEAVY} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "set()\n"


def test_the_console_script_speaks_chinese_whatever_the_locale(films: Path) -> None:
    command = [CONSOLE, "recommend", "-w", str(films), "--text", "我喜欢《阿甘正传》", "-k", "3"]
    done = subprocess.run(
        command, capture_output=True, env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, check=True
    )

    assert "阿甘正传" in done.stderr.decode()
    assert "因为你喜欢《阿甘正传》" in done.stdout.decode()


def test_a_broken_pipe_is_quiet(films: Path) -> None:
    command = f"'{CONSOLE}' recommend -w '{films}' -k 200 --explain | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, check=True)

    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_a_mistyped_folder_is_not_made_a_workspace(run: Run, tmp_path: Path) -> None:
    for verb in (
        ["fit"],
        ["recommend"],
        ["similar", "x"],
        ["serve"],
        ["doctor"],
        ["export", "items", "x.csv"],
    ):
        result = run(*verb, "-w", tmp_path / "nowhere", code=3)
        assert "wellread init" in result.stderr
        assert result.stdout == ""
    assert not (tmp_path / "nowhere").exists()


def test_an_error_says_three_things(run: Run, films: Path) -> None:
    lines = run("recommend", "-w", films, "-k", 0, code=2).stderr.splitlines()

    assert [line.split(":")[0] for line in lines] == ["error", "expected", "do"]
    assert "k = 0" in lines[0]


def test_an_error_is_json_where_data_would_be(run: Run, films: Path) -> None:
    result = run("similar", "nothing", "-w", films, "--json", code=3)

    assert result.stdout == ""
    assert result.stderr.startswith('{"error": {"code": "not_found", "given": "no item has the id')


@pytest.mark.parametrize("where", ["before", "after", "environment"])
def test_the_workspace_may_be_named_in_three_ways(
    run: Run, films: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if where == "environment":
        monkeypatch.setenv("WELLREAD_WORKSPACE", str(films))
    before = ["-w", films] if where == "before" else ["-w", "nowhere"] if where == "after" else []
    after = ["-w", films] if where == "after" else []

    assert run(*before, "similar", "alien-1979", *after).stdout
