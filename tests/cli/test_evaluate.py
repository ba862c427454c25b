from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from wellread.evaluation import record
from wellread.language.encoders.cached import Cached
from wellread.language.encoders.static import StaticEncoder
from wellread.store import Store

from .conftest import Run
from .people import people

FEW = ("item_to_item", "popular", "random", "--metrics", "ndcg@5,recall@3")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return people(tmp_path_factory.mktemp("people") / "shop")


@pytest.fixture
def shop(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "shop")


def test_a_table_a_report_and_what_is_kept(run: Run, shop: Path, tmp_path: Path) -> None:
    report = tmp_path / "new" / "report.html"
    result = run("evaluate", *FEW, "--report", report, "-w", shop)

    for text in ("item_to_item", "popular", "random", "ndcg@5", "recall@3", "less item_to_item", "["):
        assert text in result.stdout
    assert "Models are fitted on the first 80%" in result.stderr
    (kept,) = (shop / "evaluations").iterdir()
    saved = json.loads(kept.read_text("utf-8"))
    assert saved["hash"] in kept.name
    assert saved["hash"] in report.read_text("utf-8")
    values = {row["name"]: row["metrics"]["ndcg@5"]["mean"] for row in saved["rows"]}
    assert values["item_to_item"] > values["random"]


def test_evaluations_of_one_split_line_up(run: Run, shop: Path) -> None:
    assert "nothing was evaluated yet" in run("evaluate", "--list", "-w", shop).stderr
    run("evaluate", *FEW, "-w", shop)
    run("evaluate", *FEW, "--learning", 3, "-w", shop)
    run("evaluate", *FEW, "--split", "time", "-w", shop)
    (shop / "evaluations" / "0-damaged.json").write_text("{", "utf-8")

    result = run("evaluate", "--list", "-w", shop)

    assert result.stdout.count("learning") == 2  # two tables
    assert result.stdout.count("3 blocks") == 3
    assert "0-damaged.json cannot be read" in result.stderr
    found = json.loads(run("evaluate", "--list", "--json", "-w", shop).stdout)
    assert len({one["hash"] for one in found}) == 2
    assert set(found[0]["rows"]) == {"item_to_item", "popular", "random"}


def test_json_and_a_sample_of_cases(run: Run, shop: Path) -> None:
    found = json.loads(run("evaluate", *FEW, "--cases", 20, "--json", "-w", shop).stdout)

    assert found["cases"] == 20
    assert "20 of" in found["notes"][0]
    assert Path(found["file"]).exists()


@pytest.mark.slow
def test_everybody_is_evaluated_unless_named(run: Run, shop: Path) -> None:
    result = run("evaluate", "--metrics", "ndcg@5", "-w", shop)

    for name in (
        "home",
        "item_to_item",
        "next_item",
        "popular",
        "trending",
        "item_knn",
        "dense_ease",
        "random",
    ):
        assert name in result.stdout
    assert "less home" in result.stdout


def test_stars(run: Run, shop: Path) -> None:
    result = run("evaluate", "--ratings", "-w", shop)

    for text in ("MAE", "RMSE", "item mean", "global mean"):
        assert text in result.stdout
    found = json.loads(run("evaluate", "--ratings", "--json", "-w", shop).stdout)
    assert found["kind"] == "ratings"
    assert "nothing was evaluated yet" in run("evaluate", "--list", "-w", shop).stderr


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (("itemknn",), 3, "did you mean 'item_knn'"),
        (("--split", "repaly"), 3, "did you mean 'replay'"),
        (("--metrics", "ndgc@5"), 2, "did you mean 'ndcg'"),
        (("--metrics", "ndcg@21"), 2, "at most as many places as there are items, 20"),
        (("--metrics", ","), 2, "no metric"),
        (("--share", "2"), 2, "a number between 0 and 1"),
        (("--learning", "100000"), 2, "a number from 0 to that of cases"),
        (("--learning", "2", "--split", "leave-one-out"), 2, "no order in time"),
    ],
)
def test_what_is_refused_leaves_nothing(
    run: Run, shop: Path, asked: tuple[str, ...], code: int, said: str
) -> None:
    given = ("random", "--metrics", "ndcg@5", *asked) if "--metrics" not in asked else ("random", *asked)
    result = run("evaluate", *given, "-w", shop, code=code)

    assert said in result.stderr
    folder = shop / "evaluations"
    assert not folder.exists() or not list(folder.iterdir())


def test_a_report_that_cannot_be_written_is_known_before_the_work(run: Run, shop: Path) -> None:
    (shop / "file").touch()
    result = run("evaluate", *FEW, "--report", shop / "file" / "report.html", "-w", shop, code=2)

    assert "cannot be written" in result.stderr
    assert "Models are fitted" not in result.stderr
    assert not (shop / "evaluations").exists()


def test_results_that_cannot_be_kept_are_known_before_the_work(run: Run, shop: Path) -> None:
    (shop / "evaluations").touch()

    assert "cannot be written" in run("evaluate", *FEW, "-w", shop, code=2).stderr


def test_simulated_behaviour_is_not_evaluated(run: Run, own_films: Path) -> None:
    assert "all simulated" in run("evaluate", "random", "-w", own_films, code=2).stderr


def test_a_folder_that_is_no_workspace_is_refused(run: Run, tmp_path: Path) -> None:
    for verb in (("evaluate",), ("evaluate", "--list"), ("tune",)):
        assert "is no workspace" in run(*verb, "-w", tmp_path / "nowhere", code=3).stderr


def test_encoders_are_compared(run: Run, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "words.vec").write_text("black 1 0\nwhite 0 1\n")
    asked = (*FEW[1:], "--encoders", f"lexical,static:{tmp_path}/words.vec")

    result = run("evaluate", "item_to_item", *asked, "--json", "-w", shop)

    found = json.loads(result.stdout)
    names = [row["name"] for row in found["rows"]]
    assert names[:2] == ["item_to_item, lexical", "item_to_item, static:words.vec"]
    assert any("texts encoded" in note and "per 1,000" in note for note in found["notes"])
    assert "encoding" in result.stderr
    run("evaluate", "--encoders", "lexical,nothing:x", "-w", shop, code=3)


def test_one_encoder_is_evaluated_with_the_pipeline_that_is_served(run: Run, shop: Path) -> None:
    result = run("evaluate", "--encoders", "lexical", "--metrics", "ndcg@5", "-w", shop)
    assert "home, lexical" in result.stdout


def test_the_encoder_of_the_settings_is_the_one_that_is_evaluated(
    run: Run, shop: Path, tmp_path: Path
) -> None:
    (tmp_path / "words.vec").write_text("black 1 0\nwhite 0 1\n")
    (shop / "wellread.toml").write_text(f'[encoder]\nkind = "static"\nmodel = "{tmp_path}/words.vec"\n')
    run("evaluate", *FEW, "-w", shop)
    with Store.open(shop / "wellread.db") as store:
        texts = record.documents(store)
        _, known = Cached(StaticEncoder(tmp_path / "words.vec"), store).known(texts)
    assert known.all()
