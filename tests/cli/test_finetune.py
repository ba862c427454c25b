from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.finetune import checkpoints, world
from tests.finetune.quiet import QUIET

from wellread.catalogue.catalogue import document
from wellread.domain import Event
from wellread.engine.workspace import Workspace

from .conftest import Run

pytestmark = [pytest.mark.filterwarnings(line) for line in QUIET]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("worlds") / "shop"
    log = world.log()
    triples = zip(log.users.tolist(), log.items.tolist(), log.times.tolist(), strict=True)
    with Workspace(folder) as workspace:
        items = world.items()
        workspace.put_items(items)
        workspace.add_events(
            [
                Event(user=f"person {user}", item=items[row].id, kind="like", time=1e9 + time)
                for user, row, time in triples
            ]
        )
    return folder


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing of the extra is installed."""
    real = importlib.import_module

    def without(name: str, package: str | None = None) -> object:
        if name.split(".")[0] in {"torch", "transformers", "sentence_transformers", "peft", "safetensors"}:
            raise ImportError(name)
        return real(name, package)

    monkeypatch.setattr(importlib, "import_module", without)
    yield


@pytest.mark.slow
def test_an_encoder_is_tuned_and_measured(run: Run, shop: Path, tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers")
    base = checkpoints.bert(tmp_path / "bert", [document(item) for item in world.items()])
    arguments = [
        "finetune",
        "encoder",
        "-w",
        shop,
        "--base",
        base,
        "--batch",
        6,
        "--rate",
        0.003,
        "--epochs",
        1,
    ]
    found = json.loads(run(*arguments, "--out", tmp_path / "one", "--json").stdout)
    assert found["pairs"] > 100 and found["folder"] == str(tmp_path / "one")
    for name in ("warm", "cold"):
        assert set(found[name]["ndcg@10"]) == {"untuned", "tuned", "words"}
        assert set(found[name]["tuned less untuned"]) == {"mean", "low", "high"}
    assert (tmp_path / "one" / "modules.json").exists()
    refused = run(*arguments, "--out", tmp_path / "one", code=2)
    assert "is not empty" in refused.stderr


@pytest.mark.slow
def test_a_model_is_tuned_and_measured(run: Run, shop: Path, tmp_path: Path) -> None:
    pytest.importorskip("peft")
    base = checkpoints.llama(tmp_path / "llama", [document(item) for item in world.items()])
    result = run(
        "finetune", "model", "--base", base, "--task", "next-category", "--epochs", 1, "--rate", 0.01,
        "--length", 128, "--out", tmp_path / "one", "-w", shop,
    )  # fmt: skip
    for word in ("majority", "untuned", "tuned", "validation loss"):
        assert word in result.stdout
    assert (tmp_path / "one" / "model.safetensors").exists()


def test_questions_are_written_for_hosted_tuning(run: Run, shop: Path, tmp_path: Path) -> None:
    out = tmp_path / "files" / "train.jsonl"
    arguments = ["finetune", "export", "--task", "yes-no", "-w", shop]
    found = json.loads(run(*arguments, "--out", out, "--json").stdout)
    lines = out.read_text("utf-8").splitlines()
    assert len(lines) == found["train"]["lines"]
    assert {json.loads(line)["messages"][-1]["content"] for line in lines} == {"yes", "no"}
    assert not re.search(r"person \d", "".join(lines))
    beside = tmp_path / "files" / "train.validation.jsonl"
    assert len(beside.read_text("utf-8").splitlines()) == found["validation"]["lines"] > 0


@pytest.mark.usefixtures("bare")
def test_without_the_extra_it_says_what_to_install(run: Run, shop: Path, tmp_path: Path) -> None:
    for verb in ("encoder", "model"):
        result = run("finetune", verb, "--base", "any", "--out", tmp_path / "one", "-w", shop, code=6)
        assert "pip install 'wellread[torch]'" in result.stderr


def test_an_encoder_to_begin_with_must_be_named(run: Run, shop: Path, tmp_path: Path) -> None:
    result = run("finetune", "encoder", "--out", tmp_path / "one", "-w", shop, code=2)
    assert "--base" in result.stderr
