from __future__ import annotations

import pytest

from wellread.domain import Event
from wellread.errors import NotFound
from wellread.store import Store
from wellread.store.summaries import Summary

TEA = Summary(2, 7.0, "Mostly tea.\nSeldom coffee.", "template")


def events(user: str, n: int) -> list[Event]:
    return [Event(user=user, item="abc"[i % 3], kind="view", time=i) for i in range(n)]


def test_a_summary_is_kept_until_a_newer_one_comes_or_the_user_goes(shop: Store) -> None:
    shop.add_events(events("u", 2))
    assert shop.summary("u") is None
    shop.put_summary("u", TEA)
    assert shop.summary("u") == TEA
    assert TEA.likes == "Mostly tea."
    shop.put_summary("u", TEA._replace(seq=3, origin="model"))
    assert shop.summary("u") == TEA._replace(seq=3, origin="model")
    shop.delete_user("u")
    assert shop.summary("u") is None
    shop.add_events(events("u", 1))
    assert shop.summary("u") is None


def test_nobody_has_no_summary(shop: Store) -> None:
    assert shop.summary("nobody") is None
    with pytest.raises(NotFound):
        shop.put_summary("nobody", TEA)


def test_who_did_enough_since(shop: Store) -> None:
    shop.add_events(events("u", 3) + events("v", 1) + events("w", 5))
    assert shop.unsummarised(0, 9, 3) == ["u", "w"]
    assert shop.unsummarised(0, 3, 3) == ["u"]
    shop.put_summary("u", TEA._replace(seq=3))
    shop.put_summary("w", TEA._replace(seq=9))
    shop.add_events(events("u", 2) + events("w", 2))
    assert shop.unsummarised(9, 13, 2) == ["u", "w"]
    assert shop.unsummarised(9, 13, 3) == []
    shop.delete_user("w")
    assert shop.unsummarised(0, 13, 1) == ["u", "v"]
