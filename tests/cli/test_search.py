from __future__ import annotations

import json
from pathlib import Path

from .conftest import Run


def test_films_are_searched(run: Run, films: Path) -> None:
    assert "Blade Runner" in run("search", "blade", "runer", "-w", films).stdout
    found = json.loads(run("search", "大白鲨", "-w", films, "--user", "p001", "--json").stdout)
    assert found["items"][0]["id"] == "jaws-1975"


def test_nothing_found_is_said(run: Run, films: Path) -> None:
    assert "no title and no text" in run("search", "xyzzy", "-w", films).stderr


def test_an_empty_search_is_refused(run: Run, films: Path) -> None:
    assert "empty search" in run("search", " ", "-w", films, code=2).stderr
