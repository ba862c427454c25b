from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from wellread.cli.tune import append, demand_free
from wellread.errors import InvalidInput
from wellread.settings import load

from .conftest import Run
from .people import people

OWN = '[pipelines.own]\nsources = { item_to_item = 1.0, popular = 0.5 }\nranker = "weighted"\n'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = people(tmp_path_factory.mktemp("people") / "shop")
    (folder / "wellread.toml").write_text(f"# mine\n[server]\nport = 9000\n\n{OWN}", "utf-8")
    return folder


@pytest.fixture
def shop(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "shop")


def test_the_best_settings_are_printed_and_kept(run: Run, shop: Path) -> None:
    before = (shop / "wellread.toml").read_text("utf-8")
    result = run("tune", "own", "--trials", 3, "--seed", 1, "-w", shop)

    found = tomllib.loads(result.stdout)["models"]
    assert set(found) == {"item_to_item", "popular"}
    assert (shop / "wellread.toml").read_text("utf-8") == before
    (kept,) = (shop / "evaluations").iterdir()
    saved = json.loads(kept.read_text("utf-8"))
    assert len(saved["trials"]) == 3
    assert saved["value"] == max(trial["value"] for trial in saved["trials"])
    assert "nothing was evaluated yet" in run("evaluate", "--list", "-w", shop).stderr


def test_the_seed_decides(run: Run, shop: Path) -> None:
    first, second = (
        json.loads(run("tune", "own", "--trials", 3, "--seed", 5, "--json", "-w", shop).stdout)
        for _ in range(2)
    )

    assert first["trials"] == second["trials"]


def test_what_was_found_can_be_written_once(run: Run, shop: Path) -> None:
    before = (shop / "wellread.toml").read_text("utf-8")
    (shop / "wellread.toml").chmod(0o600)
    result = run("tune", "own", "--trials", 2, "--write", "--json", "-w", shop)

    text = (shop / "wellread.toml").read_text("utf-8")
    assert text.startswith(before.rstrip())
    assert (shop / "wellread.toml").stat().st_mode & 0o777 == 0o600
    values = json.loads(result.stdout)["parameters"]
    assert load(shop).models.item_to_item.ridge == values["item_to_item.ridge"]
    assert load(shop).server.port == 9000
    refused = run("tune", "own", "--trials", 2, "--write", "-w", shop, code=2)
    assert "[models.item_to_item], [models.popular] already" in refused.stderr
    assert (shop / "wellread.toml").read_text("utf-8") == text


def test_unknown_names_are_refused_before_the_work(run: Run, shop: Path) -> None:
    assert "did you mean 'own'" in run("tune", "onw", "-w", shop, code=3).stderr
    assert "did you mean 'replay'" in run("tune", "own", "--split", "repaly", "-w", shop, code=3).stderr


def test_an_inline_table_is_not_mended(tmp_path: Path) -> None:
    file = tmp_path / "wellread.toml"
    file.write_text("models = { keep = 2 }\n", "utf-8")

    demand_free(file, ["popular.half_life_days"])
    with pytest.raises(InvalidInput, match="cannot be added"):
        append(file, "[models.popular]\nhalf_life_days = 3.0\n")
    assert file.read_text("utf-8") == "models = { keep = 2 }\n"


def test_a_missing_file_is_made(tmp_path: Path) -> None:
    append(tmp_path / "wellread.toml", "[models.popular]\nhalf_life_days = 3.0\n")

    assert load(tmp_path).models.popular.half_life_days == 3.0
