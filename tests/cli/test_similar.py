from __future__ import annotations

import json
from pathlib import Path

from .conftest import Run


def test_similar_items_are_listed(run: Run, films: Path) -> None:
    assert "is like “Alien”" in run("similar", "alien-1979", "-w", films).stdout
    assert len(json.loads(run("similar", "alien-1979", "-w", films, "-k", 4, "--json").stdout)["items"]) == 4


def test_a_near_miss_is_hinted_at(run: Run, films: Path) -> None:
    assert "did you mean 'alien-1979'?" in run("similar", "alien-1997", "-w", films, code=3).stderr
