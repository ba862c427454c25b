from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run


def _states(run: Run, folder: Path, code: int = 0) -> dict[str, Any]:
    found = json.loads(run("doctor", "-w", folder, "--json", code=code).stdout)
    return {check["name"]: check["state"] for check in found["checks"]}


def test_a_healthy_workspace_is_ok(run: Run, films: Path) -> None:
    assert set(_states(run, films).values()) == {"ok"}
    assert "ok" in run("doctor", "-w", films).stdout


def test_a_new_workspace_is_warned_of(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path)

    states = _states(run, tmp_path)

    assert states["database"] == states["models"] == "warning"
    assert "wellread fit" in run("doctor", "-w", tmp_path).stdout


def test_poor_data_are_warned_of(run: Run, tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_text("id,title\na,Same\nb,Same\n")
    (tmp_path / "events.csv").write_text("user,item,kind\nu1,a,like\nu2,a,like\n")
    for what in ("items", "events"):
        run("import", tmp_path / f"{what}.csv", "-w", tmp_path / "shop")

    states = _states(run, tmp_path / "shop")

    assert states["texts"] == states["titles"] == states["users"] == "warning"


def test_a_stale_fit_is_warned_of(run: Run, own_films: Path, tmp_path: Path) -> None:
    rows = "".join(f"u{n},alien-1979,like\n" for n in range(1000))
    (tmp_path / "events.csv").write_text("user,item,kind\n" + rows)
    run("import", tmp_path / "events.csv", "-w", own_films)
    (own_films / "wellread.toml").write_text("[models.popular]\nhalf_life_days = 5\n")

    states = _states(run, own_films)

    assert states["freshness"] == states["fit"] == "warning"


def test_bad_settings_are_a_problem(run: Run, own_films: Path) -> None:
    (own_films / "wellread.toml").write_text("[server]\nprot = 1\n")

    result = run("doctor", "-w", own_films, code=1)

    assert "problem  settings: unknown key 'server.prot'" in result.stdout
    assert "did you mean 'port'?" in result.stdout


def test_an_open_server_without_a_key_is_a_problem(run: Run, own_films: Path) -> None:
    (own_films / "wellread.toml").write_text('[server]\nhost = "0.0.0.0"\n')

    assert _states(run, own_films, code=1)["server"] == "problem"


def test_models_of_another_version_are_a_problem_with_a_way_out(run: Run, own_films: Path) -> None:
    (own_films / "models" / "000001" / "snapshot.json").write_text('{"format": 99}')

    assert _states(run, own_films, code=1)["models"] == "problem"
    assert "is of format 99" in run("recommend", "-w", own_films, code=5).stderr
    run("fit", "-w", own_films)
    assert _states(run, own_films)["models"] == "ok"


@pytest.mark.parametrize("size", [10, 5000, 100_000])
def test_a_truncated_database_is_a_problem(run: Run, own_films: Path, size: int) -> None:
    database = own_films / "wellread.db"
    database.write_bytes(database.read_bytes()[:size])

    assert "problem" in _states(run, own_films, code=1).values()
    result = run("fit", "-w", own_films, code=4)
    assert result.stderr.count("\n") >= 3
    assert "Traceback" not in result.output


def test_a_locked_database_is_told_from_a_broken_one(run: Run, own_films: Path, tmp_path: Path) -> None:
    (own_films / "wellread.toml").write_text("[database]\nbusy_timeout = 0.05\n")
    (tmp_path / "items.csv").write_text("id,title\na,A\n")
    with closing(sqlite3.connect(own_films / "wellread.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        result = run("import", tmp_path / "items.csv", "-w", own_films, "--json", code=4)
        other.execute("rollback")

    assert json.loads(result.stderr.splitlines()[-1])["error"]["code"] == "store_busy"


@pytest.mark.parametrize(
    ("text", "said"),
    [("I love Forrest Gump, no horror!", "Forrest Gump"), ("我喜欢《阿甘正传》，不要恐怖片", "阿甘正传")],
)
def test_each_step_of_reading_is_shown(run: Run, films: Path, text: str, said: str) -> None:
    shown = run("doctor", "-w", films, "--text", text).stdout

    for step in ("clean", "language", "tokens", "features", "mentions", "likes", "avoid", "words"):
        assert f"\n{step}: " in shown
    assert said in shown
    assert "likes" in json.loads(run("doctor", "-w", films, "--text", text, "--json").stdout)["reading"]


def test_pipelines_are_tried(run: Run, own_films: Path) -> None:
    good, bad = "[pipelines.night]\n", "[pipelines.bad]\nfilter = { yeer = { gt = 1 } }\n"
    (own_films / "wellread.toml").write_text(good)
    assert _states(run, own_films)["pipelines"] == "ok"
    (own_films / "wellread.toml").write_text(bad)
    assert _states(run, own_films, code=1)["pipelines"] == "problem"
    (own_films / "wellread.toml").write_text("[pipelines.none]\nfilter = { year = { gt = 3000 } }\n")
    assert _states(run, own_films)["pipelines"] == "warning"


def test_which_ranker_answers_is_said(run: Run, films: Path, books: Path, tmp_path: Path) -> None:
    assert "rankers: home learnt\n" in run("doctor", "-w", films).stdout

    run("import", books, "-w", tmp_path / "shop")
    run("fit", "-w", tmp_path / "shop")
    assert "rankers: home weighted: too little behaviour" in run("doctor", "-w", tmp_path / "shop").stdout


def test_a_server_whose_keys_are_stored_may_be_reached(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", tmp_path)
    monkeypatch.setenv("WELLREAD_SERVER_HOST", "0.0.0.0")
    assert _states(run, tmp_path, code=1)["server"] == "problem"

    run("keys", "add", "all", "--scope", "admin", "-w", tmp_path)

    assert _states(run, tmp_path)["server"] == "ok"
    assert "with API keys" in run("doctor", "-w", tmp_path).stdout
