import random
from pathlib import Path

import pytest

from wellread.domain import Event, Impression, User
from wellread.errors import InvalidInput, NotFound
from wellread.store import Store


def impression(user: str, request: str = "r") -> Impression:
    return Impression(
        request=request, position=0, item="a", user=user, time=1.0, pipeline="home", version="1", score=0.5
    )


def on_disk(place: Path) -> bytes:
    return b"".join(file.read_bytes() for file in place.parent.iterdir())


def test_a_user_comes_back_as_it_was(store: Store) -> None:
    user = User(
        id="u",
        traits={"age": 30.5, "vip": True, "country": "中国"},
        text="likes tea",
        consents={"ads": False},
    )
    assert store.put_users([user, User(id="v")]).rows.tolist() == [0, 1]
    assert store.user("u") == user
    assert list(store.users()) == [(0, user), (1, User(id="v"))]
    put = store.put_users([User(id="v", text="new"), user, User(id="w")])
    assert (put.rows.tolist(), put.created, put.updated, put.unchanged) == ([1, 0, 2], 1, 1, 1)


def test_users_are_listed_by_the_thousand(store: Store) -> None:
    store.put_users([User(id=f"u{i}") for i in range(2001)])
    assert [(row, user.id) for row, user in store.users()] == [(i, f"u{i}") for i in range(2001)]


def test_an_event_makes_its_user(shop: Store) -> None:
    assert shop.user_row("u") is None
    shop.add_events([Event(user="t", item="a", kind="click"), Event(user="u", item="a", kind="click")])
    assert (shop.user_row("t"), shop.user_row("u")) == (0, 1)
    assert shop.user("u") == User(id="u")


def test_nobody_is_not_found(store: Store) -> None:
    for use in (store.user, store.delete_user, store.events):
        with pytest.raises(NotFound, match="user 'nobody'"):
            use("nobody")
    assert store.history("nobody") == []


def test_traits_that_json_cannot_say_are_refused(store: Store) -> None:
    with pytest.raises(InvalidInput, match="user 'u'"):
        store.put_users([User(id="u", traits={"x": "\ud800"})])


def test_an_erased_user_leaves_no_trace_in_the_file(file_shop: Store, file: Path) -> None:
    shop = file_shop
    secrets = [
        "secret-id",
        "secret-words",
        "secret-trait",
        "secret-event",
        "secret-session",
        "secret-context",
    ]
    shop.put_users([User(id="secret-id", traits={"t": "secret-trait"}), User(id="kept-id")])
    shop.add_events(
        [
            Event(
                id=f"{name}-event{i}",
                user=f"{name}-id",
                item="a",
                kind="review",
                text=f"{name}-words" * 50,
                session=f"{name}-session",
                context={"c": f"{name}-context"},
            )
            for i in range(300)
            for name in ("secret", "kept")
        ]
    )
    shop.add_impressions([impression("secret-id"), impression("kept-id", "r2")])
    before = on_disk(file)
    assert all(secret.encode() in before for secret in secrets)

    assert shop.delete_user("secret-id") == 300

    after = on_disk(file)
    assert [secret for secret in secrets if secret.encode() in after] == []
    assert b"kept-words" in after
    assert shop.user_row("secret-id") is None
    assert shop.history("secret-id") == []
    assert shop.impressions("r") == []
    assert len(shop.impressions("r2")) == 1
    assert shop.counts() == {"items": 3, "users": 1, "events": 300, "impressions": 1}
    assert [user.id for _, user in shop.users()] == ["kept-id"]
    assert {event.user for event in shop.events()} == {"kept-id"}


def test_rows_and_seqs_of_the_erased_are_never_given_out_again(shop: Store) -> None:
    shop.add_events([Event(user="t", item="a", kind="k"), Event(user="u", item="a", kind="k")])
    assert shop.last_seq() == 2
    shop.delete_user("u")
    assert shop.last_seq() == 2
    assert shop.add_events([Event(user="u", item="b", kind="k")]).seq == 3
    assert shop.user_row("u") == 2
    assert [(past.row, past.kind) for past in shop.history("u")] == [(1, "k")]


def test_an_erased_user_is_gone_from_every_table(shop: Store) -> None:
    for user in ("gone", "kept"):
        shop.add_events([Event(user=user, item="a", kind="k", text="words") for _ in range(3)])
        shop.add_impressions([impression(user, f"of {user}")])
    assert shop.delete_user("gone") == 3
    assert shop.user_row("gone") is None
    assert shop.history("gone") == []
    assert shop.impressions("of gone") == []
    assert shop.counts() == {"items": 3, "users": 1, "events": 3, "impressions": 1}
    shop.compact()
    assert {event.user for event in shop.events()} == {"kept"}


def test_compacting_after_many_erasures_leaves_none_and_shrinks(file_shop: Store, file: Path) -> None:
    shop = file_shop
    draw = random.Random(143)
    names = [f"user-{draw.getrandbits(60):x}" for _ in range(100)]
    for _ in range(20):
        shop.add_events(
            [
                Event(
                    id=f"{draw.getrandbits(40):x}:{user}",
                    user=user,
                    item="a",
                    kind="k",
                    text=f"by {user} " * 9,
                )
                for user in draw.choices(names, k=200)
            ]
        )
    gone, left = names[:60], names[60:]
    for name in gone:
        shop.delete_user(name)
    size = file.stat().st_size
    shop.compact()
    assert file.stat().st_size < size
    data = on_disk(file)
    assert not any(name.encode() in data for name in gone)
    assert all(shop.history(name) for name in left)
