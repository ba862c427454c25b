from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.client import ServerError, Unreachable
from wellread.client.event_queue import BATCH, EventQueue, Full, Rows
from wellread.errors import InvalidInput, StoreBusy, Unauthorized, WellreadError

BUSY = StoreBusy("busy", "room", "Wait.")


def _refused(kind: type[WellreadError]) -> WellreadError:
    return kind("this", "that", "Do so.")


class Lost(list[tuple[Rows, WellreadError]]):
    def __call__(self, rows: Rows, error: WellreadError) -> None:
        self.append((rows, error))


def _filled(n: int, most: int = 10_000) -> tuple[EventQueue, Lost]:
    lost = Lost()
    queue = EventQueue(most, lost)
    for i in range(n):
        queue.put({"id": i})
    return queue, lost


def _ids(rows: Rows) -> list[Any]:
    return [row["id"] for row in rows]


def test_batches_are_in_order_and_bounded() -> None:
    queue, _ = _filled(BATCH + 3)
    assert queue.due
    assert _ids(queue.take()) == list(range(BATCH))
    assert not queue.due
    assert _ids(queue.take()) == [BATCH, BATCH + 1, BATCH + 2]
    assert queue.take() == []


def test_what_may_succeed_later_comes_first_the_next_time() -> None:
    queue, lost = _filled(5)
    batch = queue.take()
    queue.put({"id": "later"})
    queue.settle(batch, BUSY)
    assert queue.due
    assert queue.take() == batch
    queue.settle(batch, None)
    assert _ids(queue.take()) == ["later"]
    assert (queue.acknowledged, queue.lost, lost) == (5, 0, [])


def test_a_full_queue_loses_what_comes_and_says_so() -> None:
    queue, lost = _filled(5, most=3)
    ((first, error), (second, _)) = lost
    assert (_ids(first), _ids(second)) == ([3], [4])
    assert isinstance(error, Full)
    batch = queue.take()
    queue.put({"id": "while it is sent"})
    assert queue.lost == 3, "what is under way counts"
    queue.settle(batch, None)
    queue.put({"id": "room again"})
    assert _ids(queue.take()) == ["room again"]


@given(st.integers(1, 40), st.sets(st.integers(0, 39)))
def test_one_bad_event_costs_no_other(n: int, bad: set[int]) -> None:
    queue, lost = _filled(n)
    good: list[Any] = []
    while batch := queue.take():
        ids = _ids(batch)
        refused = not bad.isdisjoint(ids)
        queue.settle(batch, _refused(InvalidInput) if refused else None)
        good += [] if refused else ids
    assert good == [i for i in range(n) if i not in bad]
    assert [_ids(rows) for rows, _ in lost] == [[i] for i in sorted(bad) if i < n]
    assert queue.settled == queue.tracked == n


@pytest.mark.parametrize("error", [_refused(Unauthorized), ServerError("", "", "")], ids=repr)
def test_what_is_refused_whole_is_not_taken_apart(error: WellreadError) -> None:
    queue, lost = _filled(4)
    queue.settle(queue.take(), error)
    assert [_ids(rows) for rows, _ in lost] == [[0, 1, 2, 3]]


def test_given_up_is_given_up() -> None:
    queue, lost = _filled(BATCH + 1)
    queue.closed = queue.given_up = True
    error = Unreachable("", "", "")
    queue.settle(queue.take(), error)
    assert [len(rows) for rows, _ in lost] == [BATCH, 1]
    assert queue.take() == []
    assert queue.lost == queue.tracked == BATCH + 1
    with pytest.raises(RuntimeError, match="closed"):
        queue.put({})


def test_an_on_error_that_fails_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    queue = EventQueue(0, lambda rows, error: 1 / 0)  # type: ignore[arg-type]
    queue.put({"id": "a"})
    assert queue.lost == 1
    assert "on_error failed" in caplog.text
