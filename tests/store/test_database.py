import pytest
from sqlalchemy import Connection

from wellread.domain import Item
from wellread.errors import StoreError
from wellread.store import Store, meta
from wellread.store.database import Database


def test_an_exception_undoes_the_whole_write(database: Database) -> None:
    with pytest.raises(KeyboardInterrupt), database.write() as connection:
        meta.put(connection, "key", "value")
        raise KeyboardInterrupt
    with database.write() as connection:
        assert meta.get(connection, "key") is None


def test_pages_follow_each_other_until_one_is_empty(database: Database) -> None:
    asked = []

    def read(_: Connection, after: int) -> list[tuple[int, str]]:
        asked.append(after)
        return [(key, str(key)) for key in range(after + 1, 8)][:3]

    assert list(database.pages(read, 0)) == [(key, str(key)) for key in range(1, 8)]
    assert asked == [0, 3, 6, 7]


def test_a_closed_store_says_so(store: Store) -> None:
    pages = store.users()
    store.close()
    store.close()
    for use in (
        lambda: store.item("a"),
        lambda: store.put_items([Item(id="a")]),
        lambda: store.history("u"),
        lambda: store.log(),
        lambda: list(store.items()),
        lambda: list(pages),
        lambda: store.compact(),
    ):
        with pytest.raises(StoreError, match="was closed"):
            use()
