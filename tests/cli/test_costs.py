from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from wellread.domain import Call
from wellread.settings import DATABASE, FILE
from wellread.store import Store

from .conftest import Run

SETTINGS = (
    '[budget]\nday = 2.0\npriced = "2026-01-02"\ncurrency = "EUR"\nprices = { small = { input = 1.0 } }\n'
)


@pytest.fixture
def used(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / FILE).write_text(SETTINGS, "utf-8")
    now = time.time()
    with Store.open(folder / DATABASE) as store:
        store.settle(None, Call(now, "wish", "small", "ok", 1_000, 200, 50, 1_500_000, 120.0))
        store.settle(None, Call(now, "wish", "small", "failed", ms=80.0))
        store.settle(None, Call(now - 40 * 86_400, "describe", "own[b]", "ok", 10, 0, 5, 0, 9.0))
        store.tally({("wish", "small", "kept"): 7, ("wish", "small", "refused"): 2}, now)
    return folder


def test_what_was_spent_is_told(run: Run, used: Path) -> None:
    result = run("costs", "-w", used)
    (line,) = [line.split() for line in result.stdout.splitlines() if "small" in line]
    assert line[1:] == ["wish", "small", "2", "7", "2", "1", "1,000", "200", "50", "0.001500", "100"]
    assert "today 0.001500 EUR of 2 a day; 0.001500 in all, prices of 2026-01-02" in result.stderr
    assert "own" not in result.stdout


def test_models_without_a_price_are_named(run: Run, used: Path) -> None:
    result = run("costs", "-w", used, "--days", "100")
    assert "own[b]" in result.stdout
    assert "without a price in [budget.prices], counted as free: own[b]" in result.stderr


def test_for_programs(run: Run, used: Path) -> None:
    found = json.loads(run("costs", "-w", used, "--days", 90, "--json").stdout)
    assert (found["currency"], found["today"], found["limit"]) == ("EUR", 0.0015, 2.0)
    assert [line["purpose"] for line in found["lines"]] == ["wish", "describe"]
    assert found["lines"][0]["kept"] == 7


def test_nothing_was_spent(run: Run, films: Path) -> None:
    result = run("costs", "-w", films)
    assert result.stdout == ""
    assert "today 0.00 USD without a limit; 0.00 in all" in result.stderr
