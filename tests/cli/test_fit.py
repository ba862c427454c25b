from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run


def test_a_tiny_workspace_can_be_fitted(run: Run, books: Path, tmp_path: Path) -> None:
    run("import", books, "-w", tmp_path / "shop")

    assert "fitted on 3 items, 1 users, 2 events" in run("fit", "-w", tmp_path / "shop").stdout


def test_steps_and_a_summary_are_told(run: Run, own_films: Path) -> None:
    result = run("fit", "-w", own_films)

    assert "s  item_to_item" in result.stderr
    assert "fitted on 267 items, 80 users, " in result.stdout
    assert "snapshot 000002" in result.stdout


def test_a_fit_can_be_taken_back(run: Run, own_films: Path) -> None:
    assert json.loads(run("fit", "-w", own_films, "--json").stdout)["snapshot"] == "000002"
    assert json.loads(run("fit", "--rollback", "-w", own_films, "--json").stdout)["snapshot"] == "000001"

    assert "no fit is older" in run("fit", "--rollback", "-w", own_films, code=3).stderr
    run("fit", "-w", own_films)
    assert "000002" in run("fit", "--rollback", "-w", own_films).stdout


def test_an_empty_workspace_can_be_fitted(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path)

    result = run("fit", "-w", tmp_path)

    assert "0 items, 0 users, 0 events" in result.stdout
    assert "there are no events yet" in result.stderr


def test_what_was_left_out_for_lack_of_memory_is_told(
    run: Run, own_films: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert json.loads(run("fit", "-w", own_films, "--json").stdout)["dropped"] == {}

    monkeypatch.setenv("WELLREAD_MODELS_ITEM_TO_ITEM", '{"memory": 1e-5}')

    assert "raise `models.item_to_item.memory`" in run("fit", "-w", own_films).stderr


def test_what_the_rankers_learnt_is_told(run: Run, own_films: Path) -> None:
    told = run("fit", "-w", own_films).stdout
    learnt = json.loads(run("fit", "-w", own_films, "--json").stdout)["rankers"]["home"]

    assert learnt["kind"] == "learnt"
    weights = learnt["sources"] | learnt["features"]
    first = max(weights, key=lambda name: float(weights[name]))
    assert f"home: {first} {weights[first]:.2f}, " in told


def test_too_little_behaviour_to_learn_weights_is_told(run: Run, books: Path, tmp_path: Path) -> None:
    run("import", books, "-w", tmp_path / "shop")

    assert "home: too little behaviour to learn weights" in run("fit", "-w", tmp_path / "shop").stdout
    assert json.loads(run("fit", "-w", tmp_path / "shop", "--json").stdout)["rankers"] == {}


def test_what_is_believed_less_is_told(run: Run, books: Path, tmp_path: Path) -> None:
    (books / "events.csv").write_text(
        "user,item,kind,time\nu1,dune,like,1700000000\nu1,dune,dislike,1700000009\n"
    )
    run("import", books, "-w", tmp_path / "shop")

    said = run("fit", "-w", tmp_path / "shop").stderr

    assert "believed less: 1 events of 1 people (taken back later)" in said
    noise = json.loads(run("fit", "-w", tmp_path / "shop", "--json").stdout)["noise"]
    assert noise == {"taken back later": {"events": 1, "people": 1}}
    checks = json.loads(run("doctor", "-w", tmp_path / "shop", "--json").stdout)["checks"]
    found = next(check for check in checks if check["name"] == "noise")
    assert found["state"] == "warning"
    assert "1 events of 1 people (taken back later)" in found["found"]
