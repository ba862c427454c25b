from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pytest
from tests.endpoints import stub

from wellread.settings import FILE

from .conftest import Starter

SETTINGS = """
[writer]
kind = "endpoint"
model = "scripted"
url = "{url}"

[pipelines.reranked]
ranker = "weighted"
rerank = {{ top = 5, timeout = 8.0 }}
"""


@pytest.mark.slow
def test_who_waits_for_a_language_model_keeps_nobody_else(
    fitted: Path, tmp_path: Path, start: Starter
) -> None:
    folder = shutil.copytree(fitted, tmp_path / "films")
    answered, told = threading.Event(), list[dict[str, object]]()
    with stub(lambda body: '{"order": [5, 4, 3, 2, 1]}') as endpoint:
        (folder / FILE).write_text(SETTINGS.format(url=endpoint.url), "utf-8")
        films = start(folder)
        plain = films.get("/v1/recommendations?user=p001&k=5").json()
        endpoint.delay = 2.0

        def ask() -> None:
            asked = {"user": "p001", "k": 5, "pipeline": "reranked"}
            told.append(films.post("/v1/recommendations", json=asked).json())
            answered.set()

        waiting = threading.Thread(target=ask)
        waiting.start()
        while not endpoint.received and not answered.is_set():
            time.sleep(0.01)
        others = films.get("/v1/recommendations?user=p001&k=5").json()
        assert not answered.is_set()
        waiting.join(30)
    # the learner may have solved a little more meanwhile: the same list, not the same digits
    assert [item["id"] for item in others["items"]] == [item["id"] for item in plain["items"]]
    assert "rerank" in [step["name"] for step in told[0]["trace"]]  # type: ignore[attr-defined]
    assert not any("left out" in note for note in told[0]["notes"])  # type: ignore[attr-defined]
