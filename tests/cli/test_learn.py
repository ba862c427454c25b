from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import wellread
from wellread.domain import Event

from .conftest import Run


def test_what_happened_is_learnt(run: Run, own_films: Path) -> None:
    with wellread.open(own_films) as films:
        films.add_events([Event(user="x", item="m-1931", kind="like")])
        seq = films.store.last_seq()

    assert f"up to event {seq:,} is learnt: snapshot 000001.000001" in run("learn", "-w", own_films).stdout
    again = json.loads(run("learn", "-w", own_films, "--json").stdout)
    assert (again["version"], again["events"], again["behind"]) == ("000001.000001", 0, 0)


def test_rankers_are_reset(run: Run, own_films: Path) -> None:
    assert "go back to their fitted weights" in run("learn", "--reset-rankers", "-w", own_films).stderr
    assert json.loads(run("learn", "-w", own_films, "--json").stdout)["version"] == "000001.000001"


def test_only_one_process_learns(run: Run, own_films: Path) -> None:
    command = [sys.executable, "-m", "wellread.cli.main", "learn", "--follow", "-w", str(own_films)]
    following = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert following.stderr is not None
        with wellread.open(own_films) as films:
            films.add_events([Event(user="x", item="m-1931", kind="like")])
        assert "until interrupted" in following.stderr.readline()
        assert "1 events" in following.stderr.readline()
        assert "another learner works" in run("learn", "-w", own_films, code=5).stderr
        assert "next step" in run("learn", "--reset-rankers", "-w", own_films).stderr  # the other sees to it
        following.send_signal(signal.SIGTERM)
        assert following.wait(30) == 0
    finally:
        following.kill()
        following.communicate()
