from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event as Signal
from typing import Any

import pytest

from wellread.domain import Event
from wellread.errors import InvalidInput, NotFound, StoreBusy, StoreError
from wellread.store import Added, GroupCommit, Store, group_commit

SOON = 30.0


def click(item: str = "a", id: str | None = None, user: str = "u", **context: Any) -> Event:
    return Event(id=id, user=user, item=item, kind="click", context=context)


class Slow:
    """A store whose writes wait until they may go on, or fail as told."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.may = Signal()
        self.writing = Signal()
        self.sizes: list[int] = []
        self.error: Exception | None = None

    def add_event_groups(self, groups: Sequence[Sequence[Event]], create_items: bool) -> Any:
        self.sizes.append(len(groups))
        self.writing.set()
        assert self.may.wait(SOON)
        if self.error is not None:
            raise self.error
        return self.store.add_event_groups(groups, create_items)


def behind(slow: Slow, *groups: list[Event]) -> tuple[GroupCommit, list[Future[Added]]]:
    """Groups that wait while another one is being written."""
    commit = GroupCommit(slow, False)  # type: ignore[arg-type]
    commit.add([click(user="first")])
    assert slow.writing.wait(SOON)
    return commit, [commit.add(group) for group in groups]


def test_one_transaction_for_all_who_wait(shop: Store) -> None:
    slow = Slow(shop)
    commit, waiting = behind(slow, [click(id="x"), click()], [click("b", id="x")], [])
    assert commit.waiting == 3
    slow.may.set()
    assert [future.result(SOON)[:3] for future in waiting] == [(2, 0, 3), (0, 1, 3), (0, 0, 3)]
    assert slow.sizes == [1, 3]
    assert [past.row for past in shop.history("u")] == [0, 0]
    commit.close()


def test_a_refused_caller_stops_no_other(shop: Store) -> None:
    slow = Slow(shop)
    commit, waiting = behind(
        slow, [click("unknown"), click()], [click(id="x")], [click(bad=object())], [click(id="y")]
    )
    slow.may.set()
    with pytest.raises(NotFound, match="1 unknown item: 'unknown'"):
        waiting[0].result(SOON)
    with pytest.raises(InvalidInput, match="context"):
        waiting[2].result(SOON)
    assert [waiting[i].result(SOON).stored for i in (1, 3)] == [1, 1]
    assert slow.sizes == [1, 4]
    commit.close()


def test_a_text_that_no_database_holds_stops_no_other(shop: Store) -> None:
    slow = Slow(shop)
    bad = Event.model_construct(**{**click().model_dump(), "session": "\ud800"})
    commit, waiting = behind(slow, [click(id="x")], [bad], [click(id="y")])
    slow.may.set()
    with pytest.raises(InvalidInput, match="surrogate"):
        waiting[1].result(SOON)
    assert [waiting[i].result(SOON).stored for i in (0, 2)] == [1, 1]
    commit.close()


def test_a_failed_transaction_fails_its_callers_and_the_next_one_works(shop: Store) -> None:
    slow = Slow(shop)
    slow.error = StoreBusy("held", "free", "wait")
    commit, waiting = behind(slow, [click()], [click()])
    slow.may.set()
    for future in waiting:
        with pytest.raises(StoreBusy, match="held"):
            future.result(SOON)
    slow.error = None
    assert commit.add([click()]).result(SOON).stored == 1
    commit.close()


def test_too_many_are_refused_at_once(shop: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "ROOM", 2)
    slow = Slow(shop)
    commit, waiting = behind(slow, [click()], [click()], [click()])
    with pytest.raises(StoreBusy, match="wait to be stored"):
        waiting[2].result(0)
    slow.may.set()
    assert [future.result(SOON).stored for future in waiting[:2]] == [1, 1]
    commit.close()


def test_a_transaction_is_bounded(shop: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "AT_ONCE", 4)
    slow = Slow(shop)
    commit, waiting = behind(slow, *([click(), click()] for _ in range(5)))
    slow.may.set()
    assert sum(future.result(SOON).stored for future in waiting) == 10
    assert slow.sizes == [1, 2, 2, 1]
    commit.close()


def test_closing_stores_what_waits_and_takes_no_more(shop: Store) -> None:
    slow = Slow(shop)
    commit, waiting = behind(slow, [click()], [click()])
    with ThreadPoolExecutor(1) as pool:
        closing = pool.submit(commit.close)
        slow.may.set()
        closing.result(SOON)
    assert [future.result(0).stored for future in waiting] == [1, 1]
    commit.close()
    with pytest.raises(StoreError, match="being closed"):
        commit.add([click()]).result(0)


def test_one_that_was_never_used_closes(shop: Store) -> None:
    GroupCommit(shop, False).close()


def test_who_no_longer_waits_does_no_harm(shop: Store) -> None:
    slow = Slow(shop)
    commit, (future,) = behind(slow, [click()])
    assert not future.cancel()
    slow.may.set()
    assert future.result(SOON).stored == 1
    commit.close()


def test_many_threads_store_everything_once(shop: Store) -> None:
    commit = GroupCommit(shop, True)

    def send(name: int) -> int:
        return sum(
            commit.add([click(f"i{i % 7}", f"{name}-{i}", f"u{name}"), click(id=f"all-{i}")])
            .result(SOON)
            .stored
            for i in range(20)
        )

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(send, range(16))) == 16 * 20 + 20
    commit.close()
    log = shop.log()
    assert len(log) == 340
    assert shop.counts()["events"] == 340
