import pytest

from wellread.domain import Event, Item, Translation
from wellread.errors import InvalidInput, NotFound
from wellread.store import Store

FULL = Item(
    id="full",
    title="Noodles",
    text="A bowl of noodles.",
    tags=["hot", "soup"],
    category="food",
    attributes={"price": 3.5, "stock": 7, "vegan": False, "shops": ["x", "y"], "deep": {"k": None}},
    language="en",
    translations={"zh": Translation(title="面条", text="一碗面。")},
    aliases=["ramen"],
    image="http://x/y.png",
    audio="z.mp3",
    time=1e9,
    available=False,
)


def test_an_item_comes_back_as_it_was(store: Store) -> None:
    store.put_items([FULL])
    assert store.item("full") == FULL
    assert store.item("full").titled("zh") == "面条"
    assert list(store.items()) == [(0, FULL)]


def test_rows_are_dense_in_the_order_of_arrival(store: Store) -> None:
    put = store.put_items([Item(id="b"), Item(id="a")])
    assert put.rows.tolist() == [0, 1]
    assert put.rows.dtype.name == "int64"
    assert (put.created, put.updated, put.unchanged) == (2, 0, 0)
    put = store.put_items([Item(id="c"), Item(id="a", title="new"), Item(id="b")])
    assert put.rows.tolist() == [2, 1, 0]
    assert (put.created, put.updated, put.unchanged) == (1, 1, 1)


def test_of_the_same_id_twice_the_last_counts(store: Store) -> None:
    put = store.put_items([Item(id="a", title="first"), Item(id="b"), Item(id="a", title="last")])
    assert put.rows.tolist() == [0, 1, 0]
    assert (put.created, put.updated, put.unchanged) == (2, 0, 0)
    assert store.item("a").title == "last"


def test_availability_alone_is_a_change(store: Store) -> None:
    store.put_items([Item(id="a")])
    assert store.put_items([Item(id="a", available=False)]).updated == 1
    assert store.item("a").available is False


def test_nothing_given_nothing_done(store: Store) -> None:
    put = store.put_items([])
    assert (len(put.rows), *put[1:]) == (0, 0, 0, 0)
    assert store.item_version() == 0


def test_since_a_version_only_what_changed(store: Store) -> None:
    assert list(store.items()) == []
    store.put_items([Item(id=id) for id in "abcd"])
    seen = store.item_version()
    assert seen > 0
    assert list(store.items(seen)) == []
    store.put_items([Item(id="a"), Item(id="d", title="D"), Item(id="e")])
    store.put_items([Item(id="b", title="B")])
    assert store.item_version() > seen
    assert [(row, item.title) for row, item in store.items(seen)] == [(1, "B"), (3, "D"), (4, "")]


def test_many_items_come_in_chunks_while_the_caller_writes(store: Store) -> None:
    store.put_items([Item(id=f"i{i}", title=str(i)) for i in range(2500)])
    rows = []
    for row, item in store.items():
        assert item.title == str(row)
        rows.append(row)
        if row % 1000 == 0:
            store.put_items([Item(id=f"late{row}")])
    assert rows == list(range(2500))


def test_a_deleted_item_keeps_its_row_and_nothing_else(store: Store) -> None:
    store.put_items([Item(id="a"), FULL])
    store.add_events([Event(user="u", item="full", kind="like")])
    seen = store.item_version()
    store.delete_item("full")
    blank = Item(id="full", available=False)
    assert store.item("full") == blank
    assert list(store.items(seen)) == [(1, blank)]
    assert [past.row for past in store.history("u")] == [1]
    assert store.put_items([FULL]).updated == 1
    assert store.item("full") == FULL


def test_unknown_items_are_not_found(store: Store) -> None:
    for use in (store.item, store.delete_item):
        with pytest.raises(NotFound, match="item 'a/b'"):
            use("a/b")


def test_what_json_cannot_say_is_refused_and_nothing_stored(store: Store) -> None:
    with pytest.raises(InvalidInput, match="item 'bad'"):
        store.put_items([Item(id="good"), Item(id="bad", attributes={"x": object()})])
    assert store.counts()["items"] == 0
