from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from wellread.domain import Event, Item
from wellread.engine.opinions import PRIOR, Opinions
from wellread.language.opinions.sentiment import Sentiment
from wellread.settings import Events, Language
from wellread.store import Store

NONE = np.zeros(0, np.int64)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "wellread.db") as opened:
        opened.put_items([Item(id=id) for id in "abc"])
        yield opened


def say(user: str, item: str | None, text: str, kind: str = "review", time: float = 1.0) -> Event:
    return Event(user=user, item=item, kind=kind, text=text, time=time)


SAID = [
    say("u", "a", "A wonderful, excellent thing", time=1), say("v", "a", "Excellent, I love it", time=5),
    say("w", "b", "Terrible. A waste.", time=6), say("u", None, "terrible"),
    say("u", "c", "wonderful", kind="search"),
]  # fmt: skip


def read(store: Store) -> Opinions:
    return Opinions.fit(store, Language(), Events(), store.last_seq())


def test_what_is_said_of_items_is_summed_and_drawn_towards_nothing(store: Store) -> None:
    store.add_events(SAID)
    found = read(store)
    assert found.counts.tolist() == [2, 1]
    good, bad = found.means()
    assert 0 < good < 2 / (2 + PRIOR)
    assert -1 / (1 + PRIOR) < bad < 0


def test_more_of_the_same_is_surer(store: Store) -> None:
    store.add_events([say(f"u{i}", "a", "excellent") for i in range(9)] + [say("u", "b", "excellent")])
    many, one = read(store).means()
    assert many > one > 0


def test_what_was_said_before(store: Store) -> None:
    store.add_events(SAID)
    found = read(store)
    assert found.means(before=1.0).tolist() == [0.0, 0.0]
    early, nothing = found.means(before=5.0)
    assert 0 < early < found.means()[0]
    assert nothing == 0.0


def test_learning_on_gives_what_reading_everything_gives(store: Store) -> None:
    store.add_events(SAID[:2])
    found = read(store)
    since = store.last_seq()
    store.add_events(SAID[2:])
    assert found.hear(store, since, store.last_seq(), NONE)
    assert not found.hear(store, store.last_seq(), store.last_seq(), NONE)
    assert found.means() == pytest.approx(read(store).means())


def test_erased_words_are_taken_back(store: Store) -> None:
    store.add_events(SAID)
    found = read(store)
    store.delete_user("v", remember=True)
    tail = store.tail(store.last_seq(), 0)
    assert found.hear(store, store.last_seq(), store.last_seq(), tail.erased.items)
    assert found.counts.tolist() == [1, 1]
    assert found.means() == pytest.approx(read(store).means())


def test_what_comes_later_is_left_for_later(store: Store) -> None:
    store.add_events(SAID)
    assert Opinions.fit(store, Language(), Events(), until=1).counts.tolist() == [1]


def test_stars_teach_where_there_are_enough(store: Store) -> None:
    store.add_events(
        [
            Event(
                user=f"u{i}", item="a", kind="rate", value=(5.0, 1.0)[i % 2],
                text=f"They sent {('zebras', 'wasps')[i % 2]} to house number {i}",
            )
            for i in range(1100)
        ]
    )  # fmt: skip
    found = read(store)
    assert found.sentiment.languages == ("en",)
    good, bad = found.sentiment.read(["zebras they sent", "wasps they sent"])
    assert good.value > 0 > bad.value


def test_files_hold_it(store: Store, tmp_path: Path) -> None:
    store.add_events(SAID)
    found = read(store)
    found.save(tmp_path / "sums")
    held = Opinions.load(tmp_path / "sums", Sentiment(Language()))
    assert held.means().tolist() == found.means().tolist()
    assert held.means().tolist() == found.means().tolist()
    held.hear(store, 0, 1, NONE)
    assert held.counts.tolist() == [3, 1]
