from wellread.domain import Event, User
from wellread.store import Store


def test_a_value_is_set_and_set_again(store: Store) -> None:
    assert store.get_meta("learned") is None
    store.set_meta("learned", "1")
    store.set_meta("learned", "2")
    store.set_meta("other", "")
    assert (store.get_meta("learned"), store.get_meta("other")) == ("2", "")


def test_counts_are_exact(shop: Store) -> None:
    shop.put_users([User(id="t")])
    shop.add_events([Event(id=id, user="u", item="a", kind="k") for id in ("x", "y", "x")])
    assert shop.counts() == {"items": 3, "users": 2, "events": 2, "impressions": 0}
    shop.delete_user("t")
    shop.delete_item("a")
    assert shop.counts() == {"items": 3, "users": 1, "events": 2, "impressions": 0}
