from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wellread.domain import Event
from wellread.engine import watch
from wellread.engine.workspace import Workspace


@pytest.fixture(autouse=True)
def look_always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "EVERY", 0.0)


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_fit_of_another_process_is_taken_up(pristine: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(pristine, tmp_path / "shop")
    with Workspace(folder) as serving, Workspace(folder) as other:
        assert serving.recommend(k=1).version == "000001"
        other.add_events([Event(user="new", item="m-1931", kind="like")])
        other.fit()
        until(lambda: serving.recommend(k=1).version == "000002")
        other.rollback()
        until(lambda: serving.recommend(k=1).version == "000001")


def test_one_that_cannot_be_loaded_is_left(
    pristine: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = shutil.copytree(pristine, tmp_path / "shop")
    with Workspace(folder) as serving:
        serving.recommend(k=1)
        shutil.copytree(folder / "models" / "000001", folder / "models" / "000002")
        (folder / "models" / "000002" / "popular" / "manifest.json").write_text("{")
        (folder / "models" / "CURRENT").write_text("000002")
        with caplog.at_level(logging.WARNING):
            until(lambda: serving.recommend(k=1).version == "000001" and "not taken up" in caplog.text)
        serving.recommend(k=1)
        assert caplog.text.count("not taken up") == 1
