from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from wellread.domain import Impression, Item
from wellread.engine import impressions
from wellread.engine.impressions import ImpressionLog
from wellread.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "wellread.db") as opened:
        opened.put_items([Item(id="a"), Item(id="b")])
        yield opened


def shown(request: str, *items: str) -> list[Impression]:
    common: dict[str, Any] = {
        "request": request, "user": "u", "time": 5.0, "pipeline": "home", "version": "1", "score": 0.5,
    }  # fmt: skip
    return [Impression(position=place, item=item, **common) for place, item in enumerate(items)]


def test_what_was_shown_is_written_behind_the_answer(store: Store) -> None:
    log = ImpressionLog(store)
    log.add(shown("r1", "a", "b"))
    log.add(shown("r2", "b"))
    log.flush()
    assert [one.item for one in store.impressions("r1")] == ["a", "b"]
    assert store.impressions("r2") == shown("r2", "b")
    log.close()
    assert log.dropped == 0


def test_closing_writes_what_is_waiting(store: Store) -> None:
    log = ImpressionLog(store)
    for number in range(200):
        log.add(shown(f"r{number}", "a"))
    log.close()
    log.close()
    assert store.counts()["impressions"] == 200


def test_an_empty_answer_starts_nothing(store: Store) -> None:
    before = threading.active_count()
    log = ImpressionLog(store)
    log.add([])
    assert threading.active_count() == before
    log.flush()
    log.close()


def test_what_cannot_be_written_is_counted(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    log = ImpressionLog(store)
    with caplog.at_level(logging.WARNING):
        log.add(shown("r", "unknown"))
        log.flush()
    assert log.dropped == 1
    assert "1 answers were not logged" in caplog.text
    log.add(shown("r", "a"))
    log.close()
    assert len(store.impressions("r")) == 1


def test_an_answer_does_not_wait_when_there_is_no_room(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(impressions, "ROOM", 1)
    log = ImpressionLog(store)
    with closing(sqlite3.connect(tmp_path / "wellread.db", isolation_level=None)) as other:
        other.execute("begin immediate")  # the log's thread has to wait for the end of this
        for number in range(5):
            log.add(shown(f"r{number}", "a"))
        other.execute("rollback")
    log.close()
    assert log.dropped >= 3
    assert store.counts()["impressions"] + log.dropped == 5


def test_many_threads_at_once_have_one_that_writes(store: Store) -> None:
    log, begin = ImpressionLog(store), threading.Barrier(8)

    def add(number: int) -> None:
        begin.wait()
        log.add(shown(f"r{number}", "a"))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [thread.name for thread in threading.enumerate()].count("impressions") == 1
    log.close()
    assert store.counts()["impressions"] == 8
