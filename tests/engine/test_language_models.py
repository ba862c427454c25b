from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.endpoints import Stub

from wellread.engine.language_models import LanguageModels
from wellread.errors import SettingsError
from wellread.language.writing.writer import Prompt
from wellread.settings import Settings
from wellread.store import Store

PAGE = Path(__file__).parents[2] / "docs" / "language_models.md"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "wellread.db") as opened:
        yield opened


def test_without_settings_there_are_none(store: Store) -> None:
    models = LanguageModels(Settings(), store)
    assert models.writer is None
    assert models.encoder is None
    models.close()


def test_everybody_has_the_same_writer(store: Store, endpoint: Stub) -> None:
    own = {"kind": "endpoint", "model": "stub", "url": endpoint.url}
    models = LanguageModels(Settings.model_validate({"writer": own}), store)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: models.writer, range(8)))
    assert len(set(map(id, found))) == 1
    assert found[0] is not None
    assert found[0].complete(Prompt("chat", "1", "?")).text == "said"
    assert models.gate.totals()["chat", "stub", "ok"] == 1
    models.close()
    models.close()


def test_settings_that_cannot_be_used_are_told_when_it_is_needed(store: Store) -> None:
    models = LanguageModels(Settings.model_validate({"writer": {"kind": "endpoint"}}), store)
    for _ in range(2):
        with pytest.raises(SettingsError, match=r"writer\.model"):
            _ = models.writer


def test_what_waits_for_the_ledger_is_there_after_closing(store: Store) -> None:
    models = LanguageModels(Settings(), store)
    for _ in range(3):
        models.gate.count("wish", "small", "kept")
    models.close()
    assert store.costs()[0].kept == 3


@pytest.mark.slow
def test_nothing_heavy_is_loaded_before_it_is_named() -> None:
    code = (
        "import sys, wellread.engine.workspace, wellread.server.app, wellread.cli.main\n"
        "print([name for name in ('openai', 'torch', 'transformers') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize("text", re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL))
def test_the_settings_of_the_page_can_be_used(text: str) -> None:
    settings = Settings.model_validate(tomllib.loads(text))
    assert settings.writer.model
