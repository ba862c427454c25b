"""The page about the client, run against a server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import wellread

PAGE = Path(__file__).parents[2] / "docs" / "client.md"


def test_what_the_page_shows_runs(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    for code in re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL):
        exec(compile(code, PAGE.name, "exec"), {"url": url})
        assert capsys.readouterr().out.strip()
    with wellread.Client(url) as client:
        assert len(client.events_of("ben")) == 2
