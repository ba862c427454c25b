from __future__ import annotations

from pathlib import Path

from wellread.settings import FILE

from .conftest import Starter

EXPERIMENT = '[experiments."rows/1"]\narms = { home = 1, similar = 1 }\n'


def test_an_experiment_over_http(own_films: Path, start: Starter) -> None:
    (own_films / FILE).write_text(EXPERIMENT, "utf-8")
    client = start(own_films)
    answers = [client.post("/v1/recommendations", json={"user": f"p{n:03d}"}).json() for n in range(8)]
    assert {answer["experiment"] for answer in answers} == {"rows/1"}
    again = [client.post("/v1/recommendations", json={"user": f"p{n:03d}"}).json() for n in range(8)]
    assert [one["pipeline"] for one in again] == [one["pipeline"] for one in answers]
    client.app.state.workspace.shown.flush()  # type: ignore[attr-defined]
    found = client.get("/v1/experiments/rows%2F1", params={"days": 1}).json()
    assert sum(arm["users"] for arm in found["arms"]) > 0
    assert found["arms"][0]["pipeline"] == "home"
    assert found["notes"]


def test_experiments_that_cannot_be_told_of(own_films: Path, start: Starter) -> None:
    client = start(own_films)
    assert client.get("/v1/experiments/rows").status_code == 404
    for days in ("0", "-1", "nan", "inf", "x"):
        assert client.get("/v1/experiments/rows", params={"days": days}).status_code == 422
