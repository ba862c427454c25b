from __future__ import annotations

import json
from pathlib import Path

from wellread.domain import Event
from wellread.engine.workspace import Workspace
from wellread.settings import FILE

from .conftest import Run


def running(folder: Path) -> Path:
    """An experiment in which everybody likes the first item of their list."""
    (folder / FILE).write_text("[experiments.rows]\narms = { home = 1, similar = 1 }\n", "utf-8")
    with Workspace(folder) as workspace:
        for number in range(12):
            user = f"p{number:03d}"
            answer = workspace.recommend(user=user, k=3)
            assert answer.experiment == "rows"
            assert answer.pipeline in ("home", "similar")
            if answer.items:
                event = Event(user=user, item=answer.items[0].id, kind="like", request=answer.request)
                workspace.add_events([event])
    return folder


def test_arms_are_compared(run: Run, own_films: Path) -> None:
    folder = running(own_films)
    found = json.loads(run("experiment", "rows", "-w", folder, "--json").stdout)
    home = next(arm for arm in found["arms"] if arm["pipeline"] == "home")
    assert home["users"] == home["answers"] == home["outcomes"] > 0
    assert home["impressions"] == 3 * home["answers"]
    assert home["per_user"]["mean"] == 1
    shown = run("experiment", "rows", "-w", folder, "--since", 1)
    assert "per answer" in shown.stdout
    assert "too few to judge by" in shown.stderr


def test_nothing_yet_and_an_unknown_one(run: Run, own_films: Path) -> None:
    (own_films / FILE).write_text("[experiments.rows]\narms = { home = 1, similar = 1 }\n", "utf-8")
    assert "nobody has been shown" in run("experiment", "rows", "-w", own_films).stderr
    assert "did you mean 'rows'?" in run("experiment", "row", "-w", own_films, code=3).stderr


def test_what_nobody_sees_is_by_the_pipeline_that_was_named(run: Run, own_films: Path) -> None:
    (own_films / FILE).write_text("[experiments.rows]\narms = { similar = 1 }\n", "utf-8")
    found = json.loads(run("recommend", "--user", "p001", "-w", own_films, "--json").stdout)
    assert (found["pipeline"], found["experiment"]) == ("home", "")
