from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import wellread
from wellread.domain import Event, Item
from wellread.engine import watch
from wellread.engine.workspace import Workspace
from wellread.errors import StoreError


@pytest.fixture(autouse=True)
def look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "EVERY", 0.01)


@pytest.fixture
def serving(own: Workspace) -> Workspace:
    """A workspace that follows what others do; it has its models loaded."""
    assert own.engine.version == "000001"
    own.follow()
    return own


@pytest.fixture
def other(serving: Workspace, folder: Path) -> Iterator[Workspace]:
    """The same in another process's place."""
    with wellread.open(folder) as opened:
        yield opened


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_fits_and_what_is_learnt_elsewhere_are_taken_up(serving: Workspace, other: Workspace) -> None:
    other.add_events([Event(user="new", item="m-1931", kind="like")])
    learnt = other.learn().version
    catalogue = serving.engine.catalogue
    until(lambda: serving.recommend(k=1).version == learnt == "000001.000001")
    assert serving.engine.catalogue is catalogue
    assert serving.engine.models["content"] is not other.engine.models["content"]
    other.fit()
    until(lambda: serving.recommend(k=1).version == "000002")
    other.rollback()
    until(lambda: serving.recommend(k=1).version == learnt)


def test_items_that_come_elsewhere_are_known_within_a_moment(serving: Workspace, other: Workspace) -> None:
    other.put_items([Item(id="blimp", title="The Blimp", text="zeppelins over the sea")])
    until(lambda: [item.id for item in serving.recommend(text="zeppelins", k=1).items] == ["blimp"])
    other.add_events(
        [Event(user=f"n{n}", item=id, kind="like") for n in range(9) for id in ("blimp", "m-1931")]
    )
    other.learn()
    until(lambda: serving.recommend(history=[{"item": "blimp"}], k=1).items[0].id == "m-1931")


def test_one_that_cannot_be_loaded_is_left(
    serving: Workspace, other: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    other.fit()
    until(lambda: serving.version == "000002")
    (other.snapshots.folder / "000001" / "popular" / "manifest.json").write_text("{")
    with caplog.at_level(logging.WARNING):
        other.snapshots._point_to("000001")
        until(lambda: "not taken up" in caplog.text)
        time.sleep(0.1)  # time for more looks at it
    assert serving.recommend(k=1).version == "000002"
    assert caplog.text.count("not taken up") == 1


def test_a_record_that_cannot_be_read_is_followed_again_later(
    serving: Workspace, other: Workspace, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, failures = (
        serving.store.item_version,
        iter([StoreError("gone", "one", "Wait."), ValueError("odd")]),
    )

    def away() -> int:
        if error := next(failures, None):
            raise error
        return usual()

    monkeypatch.setattr(serving.store, "item_version", away)
    with caplog.at_level(logging.WARNING):
        for n in range(3):
            other.put_items([Item(id=f"blimp{n}", title="The Blimp", text="zeppelins")])
            until(lambda n=n: n == 2 or caplog.text.count("followed") > n)  # type: ignore[misc]
    until(lambda: len(serving.recommend(text="zeppelins", k=3).items) == 3)
    assert "cannot be followed just now: gone" in caplog.text
    assert "odd" in caplog.text
