from pathlib import Path
from threading import Thread

import pytest

from wellread.domain import Item
from wellread.errors import InvalidInput
from wellread.store import Store

SOON = 30.0
"""Seconds after which a commit that was not heard of is a failure."""


def test_nothing_is_heard_where_nothing_happens(shop: Store) -> None:
    with shop.watch() as changes:
        assert not changes.wait(0.05)
        shop.item("a")
        assert not changes.wait(0.05)


def test_commits_of_this_process_are_heard(shop: Store) -> None:
    with shop.watch() as changes:
        shop.put_items([Item(id="new")])
        shop.put_items([Item(id="newer")])
        assert changes.wait(SOON)
        changes.wait(0.5)  # the second may be heard by itself
        assert not changes.wait(0.05)


def test_a_commit_of_another_store_ends_the_wait(shop: Store, place: Path | str) -> None:
    with Store.open(place) as other, shop.watch() as changes:
        heard: list[bool] = []
        waiting = Thread(target=lambda: heard.append(changes.wait(SOON)))
        waiting.start()
        other.put_items([Item(id="new")])
        waiting.join()
        assert heard == [True]


def test_a_write_that_failed_is_not_heard(shop: Store) -> None:
    with shop.watch() as changes:
        with pytest.raises(InvalidInput):
            shop.put_items([Item(id="good"), Item(id="bad", attributes={"x": object()})])
        assert not changes.wait(0.05)


def test_closing_ends_the_wait(shop: Store) -> None:
    changes = shop.watch()
    heard: list[bool] = []
    waiting = Thread(target=lambda: heard.append(changes.wait(SOON * 10)))
    waiting.start()
    changes.close()
    changes.close()
    waiting.join(SOON)
    assert heard == [False]
    assert not changes.wait(SOON)
