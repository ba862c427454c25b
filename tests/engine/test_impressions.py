from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from wellread.domain import Impression, Item, Recommendation, Recommended, Request
from wellread.engine import impressions
from wellread.engine.impressions import ImpressionLog
from wellread.store import Store
from wellread.store.answers import Answer


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "wellread.db") as opened:
        opened.put_items([Item(id="a"), Item(id="b")])
        yield opened


ASKED = Request(user="u", offset=3)


def answer(request: str, *items: str) -> Recommendation:
    found = [Recommended(id=item, title="", score=0.5, propensity=0.25) for item in items]
    return Recommendation(request=request, pipeline="arm", version="1", items=found, experiment="x")


def test_what_was_shown_is_written_behind_the_answer(store: Store) -> None:
    log = ImpressionLog(store)
    log.add(ASKED, answer("r1", "a", "b"))
    log.add(Request(), answer("r2", "b"))
    log.flush()
    assert [(one.position, one.item) for one in store.impressions("r1")] == [(3, "a"), (4, "b")]
    (own,) = store.impressions("r2")
    assert own == Impression(
        request="r2", position=0, item="b", user=None, time=own.time, pipeline="arm", version="1",
        score=0.5, propensity=0.25, experiment="x",
    )  # fmt: skip
    log.close()
    assert (log.written, log.dropped, log.waiting) == (3, 0, 0)


def test_closing_writes_what_is_waiting(store: Store) -> None:
    log = ImpressionLog(store)
    for number in range(200):
        log.add(ASKED, answer(f"r{number}", "a"))
    log.close()
    log.close()
    assert store.counts()["impressions"] == log.written == 200
    log.add(ASKED, answer("late", "a"))
    log.close()
    assert len(store.impressions("late")) == 1


def test_it_is_written_without_being_asked_to(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    log, written = ImpressionLog(store), threading.Event()
    add = store.add_answers

    def told(given: Sequence[Answer]) -> int:
        count = add(given)
        written.set()
        return count

    monkeypatch.setattr(store, "add_answers", told)
    log.add(ASKED, answer("r", "a"))
    assert written.wait(30)
    assert store.counts()["impressions"] == 1
    log.close()


def test_answers_of_one_moment_share_a_transaction(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(impressions, "PAUSE", 30)
    sizes: list[int] = []
    add = store.add_answers

    def counted(given: Sequence[Answer]) -> int:
        sizes.append(len(given))
        return add(given)

    monkeypatch.setattr(store, "add_answers", counted)
    log = ImpressionLog(store)
    for number in range(impressions.AT_ONCE + 50):
        log.add(ASKED, answer(f"r{number}", "a"))
    log.close()
    assert sizes == [impressions.AT_ONCE, 50]


def test_an_empty_answer_starts_nothing(store: Store) -> None:
    before = threading.active_count()
    log = ImpressionLog(store)
    log.add(ASKED, answer("r"))
    assert threading.active_count() == before
    log.flush()
    log.close()


def test_an_item_that_is_gone_takes_only_its_own_row_along(store: Store) -> None:
    log = ImpressionLog(store)
    log.add(ASKED, answer("r", "unknown", "b"))
    log.add(ASKED, answer("other", "a"))
    log.close()
    assert [(one.position, one.item) for one in store.impressions("r")] == [(4, "b")]
    assert (log.written, log.dropped) == (2, 0)


def test_what_cannot_be_written_is_counted(
    store: Store, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = ImpressionLog(store)
    with caplog.at_level(logging.WARNING), monkeypatch.context() as broken:
        broken.setattr(store, "add_answers", lambda given: 1 // 0)
        log.add(ASKED, answer("lost", "a"))
        log.flush()
    assert log.dropped == 1
    assert "1 answers were not logged" in caplog.text
    log.add(ASKED, answer("r", "a"))
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
            log.add(ASKED, answer(f"r{number}", "a"))
        other.execute("rollback")
    log.close()
    assert log.dropped >= 3
    assert store.counts()["impressions"] + log.dropped == 5


def test_many_threads_at_once_have_one_that_writes(store: Store) -> None:
    log, begin = ImpressionLog(store), threading.Barrier(8)

    def add(number: int) -> None:
        begin.wait()
        log.add(ASKED, answer(f"r{number}", "a"))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [thread.name for thread in threading.enumerate()].count("impressions") == 1
    log.close()
    assert store.counts()["impressions"] == 8
