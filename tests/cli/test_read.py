from __future__ import annotations

import json
from pathlib import Path

from .conftest import Run


def test_an_item(run: Run, films: Path) -> None:
    told = run("read", "alien-1979", "-w", films).stdout
    assert "sentiment" in told
    found = json.loads(run("read", "alien-1979", "-w", films, "--json").stdout)
    assert found["id"] == "alien-1979"
    assert found["tags"] == []


def test_a_person(run: Run, films: Path) -> None:
    assert "Likes" in run("read", "--user", "p001", "-w", films).stdout
    found = json.loads(run("read", "--user", "p001", "-w", films, "--json").stdout)
    assert found["origin"] == "template"


def test_one_of_both(run: Run, films: Path) -> None:
    for given in ((), ("alien-1979", "--user", "p001")):
        assert "an item or --user" in run("read", *given, "-w", films, code=2).stderr
    assert "nothing" in run("read", "nothing", "-w", films, code=3).stderr
