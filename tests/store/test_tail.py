import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from wellread.domain import Event
from wellread.store import EventLog, Store


def seen(user: str, item: str | None = "a", time: float = 1.0, text: str = "") -> Event:
    return Event(user=user, item=item, kind="k", time=time, text=text)


def rows(log: EventLog) -> list[tuple[int, int, int]]:
    return list(zip(log.users.tolist(), log.items.tolist(), log.seqs.tolist(), strict=True))


def test_an_empty_record_has_no_tail(store: Store) -> None:
    tail = store.tail(0)
    assert (tail.seq, len(tail.log), tail.erasure, len(tail.erased)) == (0, 0, 0, 0)


def test_who_has_news_comes_with_all_that_was_before(shop: Store) -> None:
    shop.add_events([seen("u"), seen("v"), seen("u", "b", time=0.5), seen("w")])
    assert shop.add_events([seen("u", "c", time=0.1), seen("w", None, text="words")]).seq == 6
    tail = shop.tail(4)
    assert tail.seq == 6
    assert rows(tail.log) == [(0, 0, 1), (0, 1, 3), (0, 2, 5)]  # by seq; `w` only said something
    assert tail.log.times.tolist() == [1.0, 0.5, 0.1]
    assert tail.log.kind_names == ("k",)
    assert rows(shop.tail(6).log) == []
    assert shop.tail(6).seq == 6


def test_the_position_goes_on_by_at_most_as_many_events_as_asked(shop: Store) -> None:
    shop.add_events([seen("u"), seen("v"), seen("u", None, text="x"), seen("v", "b"), seen("u", "b")])
    tail = shop.tail(1, most=3)
    assert tail.seq == 4
    assert rows(tail.log) == [(1, 0, 2), (1, 1, 4)]  # nothing of seq 5, and `u` has no news about an item
    assert shop.tail(4, most=3).seq == 5
    assert shop.tail(2, most=0).seq == 2


def test_the_position_passes_what_was_erased(shop: Store) -> None:
    shop.add_events([seen("u"), seen("v"), seen("v")])
    shop.delete_user("v")
    assert shop.tail(0).seq == shop.last_seq() == 3
    assert rows(shop.tail(0).log) == [(0, 0, 1)]


def test_erasures_are_told_until_they_are_forgotten(shop: Store) -> None:
    shop.add_events([seen("u", "a"), seen("v", "b"), seen("w", "c")])
    shop.add_events(
        [seen("u", "b", time=0.5, text="secret"), Event(user="u", item="c", kind="rate", value=4)]
    )
    shop.add_events([seen("t", None, text="nothing about an item")])
    for user in ("u", "v", "t"):
        shop.delete_user(user, remember=True)
    shop.delete_user("w")
    tail = shop.tail(0)
    assert (tail.seq, tail.erasure, len(tail.log)) == (6, 2, 0)
    assert rows(tail.erased) == [(0, 0, 1), (0, 1, 4), (0, 2, 5), (1, 1, 2)]
    assert [tail.erased.kind_names[kind] for kind in tail.erased.kinds] == ["k", "k", "rate", "k"]
    np.testing.assert_array_equal(tail.erased.values, [np.nan, np.nan, 4.0, np.nan])
    assert tail.erased.times[:2].tolist() == [1.0, 0.5]
    assert rows(shop.tail(6, erased=1).erased) == [(0, 1, 2)]
    shop.forget_erasures(1)
    assert rows(shop.tail(0).erased) == [(0, 1, 2)]
    shop.forget_erasures(2)
    tail = shop.tail(0, erased=2)
    assert (tail.erasure, len(tail.erased)) == (2, 0)


def test_numbers_of_erasures_are_never_given_out_again(shop: Store) -> None:
    for number in (1, 2):
        shop.add_events([seen("u")])
        shop.delete_user("u", remember=True)
        assert shop.tail(0).erasure == number
        shop.forget_erasures(number)


def test_what_was_remembered_leaves_no_trace_once_forgotten(file_shop: Store, file: Path) -> None:
    file_shop.add_events([seen("u", time=1234567.25)])
    file_shop.delete_user("u", remember=True)
    file_shop.forget_erasures(1)
    on_disk = b"".join(path.read_bytes() for path in file.parent.iterdir())
    assert b"1234567.25" not in on_disk


@pytest.mark.parametrize("seed", [1, 2])
def test_a_learner_that_follows_counts_what_is_there(shop: Store, seed: int) -> None:
    """Adds what is new, subtracts what was erased: at the end it holds the log."""

    def write() -> None:
        draw = random.Random(seed)
        for _ in range(40):
            shop.add_events([seen(draw.choice("uvwx"), draw.choice("abc")) for _ in range(3)])
            if draw.random() < 0.4 and shop.user_row(user := draw.choice("uvwx")) is not None:
                shop.delete_user(user, remember=True)

    counted: set[tuple[int, int]] = set()
    seq = erasure = 0
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        last = False
        while not last:
            last = writing.done() and seq == shop.last_seq()
            tail = shop.tail(seq, erasure, most=7)
            gone = [(item, at) for _, item, at in rows(tail.erased) if at <= seq]
            assert counted.issuperset(gone)
            counted.difference_update(gone)
            counted.update((item, at) for _, item, at in rows(tail.log) if at > seq)
            old = {(item, at) for _, item, at in rows(tail.log) if at <= seq}
            assert old <= counted
            seq, erasure = tail.seq, tail.erasure
        writing.result()
    assert counted == {(item, at) for _, item, at in rows(shop.log())}
