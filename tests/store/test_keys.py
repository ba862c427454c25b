import pytest

from wellread.errors import NotFound
from wellread.store import Key, Store

READER = Key("k1", "the shop", "a1b2", frozenset({"read"}), 5.0, None)


def test_a_key_comes_back_as_it_was(store: Store) -> None:
    both = Key("k2", "nightly 导入", "c3", frozenset({"ingest", "read"}), 4.0, 9.5)
    store.put_key(READER)
    store.put_key(both)
    assert store.keys() == [both, READER]


def test_a_key_is_replaced(store: Store) -> None:
    store.put_key(READER)
    store.put_key(READER._replace(digest="new", scopes=frozenset()))
    assert store.keys() == [READER._replace(digest="new", scopes=frozenset())]


def test_a_key_expires(store: Store) -> None:
    store.put_key(READER)
    store.expire_key("k1", 7.25)
    assert store.keys() == [READER._replace(expires=7.25)]
    with pytest.raises(NotFound, match="key 'k2'"):
        store.expire_key("k2", 7.25)
