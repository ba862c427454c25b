from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from wellread.server import child
from wellread.server.child import Child

DIES = "import sys; sys.exit(3)"
STAYS = "import time; time.sleep(60)"
READY = (
    "import socket, sys; line = socket.socket(fileno=int(sys.argv[sys.argv.index('--lifeline') + 1]));"
    "line.send(b'1');"
)
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);"


def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, within: float = 5.0) -> Child:
    (tmp_path / "a_child.py").write_text(code)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return Child("a child", ("a_child",), None, within, lambda pid: None)


def test_what_dies_at_once_is_started_ever_more_rarely(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "SOONEST", 0.2)
    deaths = list[float]()

    async def watch() -> None:
        own = run(tmp_path, monkeypatch, DIES)
        keeping = asyncio.create_task(own.keep(lambda _: deaths.append(time.monotonic())))
        while len(deaths) < 5:
            await asyncio.sleep(0.02)
        await own.stop()
        await keeping

    asyncio.run(watch())

    assert deaths[4] - deaths[3] >= 1.6 - 0.5  # 0.2, 0.4, 0.8, 1.6 between the starts
    assert len(deaths) == 5


def test_what_stays_is_stopped_and_what_will_not_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def watch() -> None:
        own = run(tmp_path, monkeypatch, DEAF + READY + STAYS, within=0.3)
        keeping = asyncio.create_task(own.keep(lambda _: None))
        while own._life is None or not await own._life.ready(5.0):
            await asyncio.sleep(0.02)
        await own.stop()
        await asyncio.wait_for(keeping, 5.0)

    asyncio.run(watch())

    assert "is killed" in caplog.text


def test_a_successor_that_is_never_ready_replaces_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "PATIENCE", 0.5)

    async def watch() -> tuple[int, int]:
        own = run(tmp_path, monkeypatch, STAYS)
        keeping = asyncio.create_task(own.keep(lambda _: None))
        while own._life is None:
            await asyncio.sleep(0.02)
        before = own._life.process.pid
        await own.replace()
        after = own._life.process.pid
        await own.stop()
        await keeping
        return before, after

    before, after = asyncio.run(watch())
    assert before == after
