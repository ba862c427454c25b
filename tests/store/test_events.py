from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellread.domain import Event, Item
from wellread.errors import InvalidInput, NotFound
from wellread.store import Past, Said, Store


def test_an_event_comes_back_as_it_was(shop: Store) -> None:
    full = Event(
        id="e1",
        user="u",
        item="b",
        kind="rate",
        value=4.5,
        time=1e9,
        text="很好 👍",
        session="s",
        context={"device": "phone", "at": [1, 2.5, None]},
        request="r",
        synthetic=True,
    )
    bare = Event(id="e2", user="u", kind="search", text="tea", time=1.7e9)
    shop.add_events([full, bare])
    assert list(shop.events()) == [full, bare]
    assert list(shop.events("u")) == [full, bare]
    assert shop.history("u") == [
        Past(-1, "search", None, 1.7e9, "tea"),
        Past(1, "rate", 4.5, 1e9, "很好 👍"),
    ]


def test_an_event_without_an_id_gets_one_that_works_as_its_key(shop: Store) -> None:
    event = Event(user="u", item="a", kind="click")
    added = shop.add_events([event, event])
    assert (added.stored, added.duplicates, added.seq) == (2, 0, 2)
    assert len(set(added.ids)) == 2
    assert all(len(id) == 32 and id[12] == "7" for id in added.ids)
    again = shop.add_events([event.model_copy(update={"id": added.ids[0]})])
    assert (again.stored, again.duplicates, again.ids) == (0, 1, added.ids[:1])


def test_the_same_id_is_stored_once(shop: Store) -> None:
    batch = [Event(id=f"e{i}", user="u", item="a", kind="click", time=i) for i in range(5)]
    assert shop.add_events(batch[:3])[:2] == (3, 0)
    assert shop.add_events(batch[:3])[:2] == (0, 3)
    added = shop.add_events([*batch, batch[4]])
    assert (added.stored, added.duplicates) == (2, 4)
    assert added.ids == ["e0", "e1", "e2", "e3", "e4", "e4"]
    assert [event.id for event in shop.events()] == ["e0", "e1", "e2", "e3", "e4"]
    assert shop.counts()["events"] == 5


def test_the_first_of_two_events_with_one_id_counts(shop: Store) -> None:
    shop.add_events(
        [Event(id="e", user="u", item="a", kind="k"), Event(id="e", user="v", item="b", kind="k")]
    )
    assert [event.user for event in shop.events()] == ["u"]


def test_no_events_no_change(shop: Store) -> None:
    assert shop.add_events([]) == (0, 0, 0, [])
    assert shop.last_seq() == 0


def test_unknown_items_are_named_and_nothing_is_written(shop: Store) -> None:
    items = ["a", "x", "b", "y", "x", "z", "w"]
    with pytest.raises(NotFound, match=r"4 unknown items: 'x', 'y', 'z', \.\.\."):
        shop.add_events([Event(user="new", item=item, kind="new") for item in items])
    with pytest.raises(NotFound, match="1 unknown item: 'x'"):
        shop.add_events([Event(user="new", item="x", kind="new")])
    assert shop.counts() == {"items": 3, "users": 0, "events": 0, "impressions": 0}
    assert shop.last_seq() == 0


def test_unknown_items_are_made_where_asked_for(shop: Store) -> None:
    seen = shop.item_version()
    events = [Event(user="u", item=item, kind="k") for item in ("a", "new", "new")]
    assert shop.add_events(events, create_items=True).stored == 3
    assert list(shop.items(seen)) == [(3, Item(id="new", title="new"))]


def test_a_context_that_json_cannot_say_is_refused(shop: Store) -> None:
    with pytest.raises(InvalidInput, match="context"):
        shop.add_events([Event(user="u", item="a", kind="k", context={"x": object()})])
    assert shop.counts()["users"] == 0


def test_a_large_batch_goes_in_whole_and_comes_out_in_order(shop: Store) -> None:
    batch = [Event(id=f"e{i}", user=f"u{i % 1500}", item="abc"[i % 3], kind="k", time=i) for i in range(5000)]
    assert shop.add_events(batch).stored == 5000
    assert [event.id for event in shop.events()] == [event.id for event in batch]
    assert [event.id for event in shop.events("u7")] == ["e7", "e1507", "e3007", "e4507"]


def test_texts_are_the_events_that_carry_words(shop: Store) -> None:
    shop.add_events([Event(user="t", item="a", kind="click")])
    shop.add_events([Event(user="u", item="b", kind="review", value=5, text="good", time=7)])
    shop.add_events([Event(user="u", kind="search", text="tea", time=8)])
    assert list(shop.texts()) == [
        Said(2, 1, 1, "review", 5.0, "good", 7.0), Said(3, 1, -1, "search", None, "tea", 8.0)
    ]  # fmt: skip
    assert [said.text for said in shop.texts(since=2)] == ["tea"]
    assert list(shop.texts(since=3)) == []


def test_a_kind_that_another_process_brought_is_read(shop: Store, place: Path | str) -> None:
    shop.add_events([Event(user="u", item="a", kind="click", time=1)])
    assert [past.kind for past in shop.history("u")] == ["click"]
    with Store.open(place) as other:
        other.add_events([Event(user="u", item="a", kind="wink", time=2)])
    assert [past.kind for past in shop.history("u")] == ["wink", "click"]


def test_the_history_is_cut_at_n(shop: Store) -> None:
    shop.add_events([Event(user="u", item="a", kind="k", time=i) for i in range(60)])
    assert [past.time for past in shop.history("u")] == list(range(59, 9, -1))
    assert [past.time for past in shop.history("u", 2)] == [59, 58]
    assert shop.history("u", 0) == shop.history("u", -1) == []


events = st.fixed_dictionaries(
    {
        "user": st.sampled_from("uvw"),
        "item": st.sampled_from("abc"),
        "kind": st.sampled_from(["click", "like", "review"]),
        "value": st.none() | st.floats(-5, 5),
        "time": st.integers(0, 5),
        "text": st.sampled_from(["", "words"]),
    }
)


@settings(max_examples=30, deadline=None)
@given(batches=st.lists(st.lists(events, max_size=12), max_size=4), n=st.integers(1, 20))
def test_history_is_the_sorted_log(batches: list[list[dict[str, Any]]], n: int) -> None:
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "w.db") as store:
        store.put_items([Item(id=id) for id in "abc"])
        for batch in batches:
            store.add_events([Event(**event) for event in batch])
        flat = [event for batch in batches for event in batch]
        for user in "uvw":
            own = [(event["time"], i, event) for i, event in enumerate(flat) if event["user"] == user]
            newest = sorted(own, key=lambda entry: entry[:2], reverse=True)[:n]
            expected = [
                Past("abc".index(event["item"]), event["kind"], event["value"], event["time"], event["text"])
                for _, _, event in newest
            ]
            assert store.history(user, n) == expected
