from __future__ import annotations

import json
from pathlib import Path

from .conftest import Run


def test_one_message_after_another_with_a_file(run: Run, films: Path, tmp_path: Path) -> None:
    state = tmp_path / "talk.json"
    options = ("-w", films, "--state", state)
    first = run("chat", "--once", "something like Metropolis, no horror", *options).stdout
    assert "You like “Metropolis”." in first
    answer = json.loads(run("chat", "--once", "before 1960", "-k", "3", "--json", *options).stdout)
    assert len(answer["recommendation"]["items"]) == 3
    assert answer["state"] == json.loads(state.read_text("utf-8"))
    assert answer["state"]["likes"] == {"metropolis-1927": 1.0}


def test_a_file_that_holds_something_else(run: Run, films: Path, tmp_path: Path) -> None:
    state = tmp_path / "talk.json"
    state.write_text("[1]", "utf-8")
    assert "cannot be used" in run("chat", "--once", "hi", "-w", films, "--state", state, code=2).stderr


def test_a_conversation_on_stdin(run: Run, films: Path) -> None:
    said = run("chat", "-w", films, "-k", "2", input="robots\nwhy the first?\nquit\nnever read\n").stdout
    assert "Looking for: robots." in said
    assert said.count("I suggest") == 1
