from wellread.domain import Event
from wellread.store import Store
from wellread.store.answers import Answer
from wellread.store.experiments import Part, Response


def shown(shop: Store, request: str, user: str | None, arm: str, *items: str, at: float = 10.0) -> None:
    shop.add_answers([Answer(request, user, at, arm, "1", "x", 0, [(item, 0.0, 1.0) for item in items])])


def did(user: str, item: str, request: str | None, kind: str = "like", value: float | None = None) -> Event:
    return Event(user=user, item=item, kind=kind, value=value, request=request, time=20.0)


def test_parts_and_responses_by_hand(shop: Store) -> None:
    shown(shop, "r1", "u", "home", "a", "b")
    shown(shop, "r2", "u", "home", "c")
    shown(shop, "r3", "v", "b", "a")
    shown(shop, "r4", None, "home", "a")
    shown(shop, "old", "u", "home", "a", at=1.0)
    shop.add_answers([Answer("r5", "u", 10.0, "home", "1", "other", 0, [("a", 0.0, 1.0)])])
    shop.add_events(
        [
            did("u", "a", "r1"), did("u", "b", "r1"), did("u", "b", "r1", "click"),
            did("v", "a", "r3", "rate", 4.0), did("v", "a", "r3", "rate", 1.0),
            did("v", "a", "r3", "play", 30.0),
            did("u", "c", "r1"),  # not shown in that answer
            did("v", "a", "r1"),  # somebody else's answer
            did("u", "a", None), did("u", "a", "old"), did("u", "a", "r5"), did("u", "a", "never"),
        ]
    )  # fmt: skip
    parts, responses = shop.experiment("x", since=5.0)
    u, v = shop.user_row("u"), shop.user_row("v")
    assert u is not None
    assert v is not None
    assert sorted(parts) == [Part("b", v, 1, 1), Part("home", u, 2, 3)]
    assert sorted(responses, key=str) == sorted(
        [
            Response("home", u, "like", None, 2), Response("home", u, "click", None, 1),
            Response("b", v, "rate", 4.0, 1), Response("b", v, "rate", 1.0, 1),
            Response("b", v, "play", None, 1),
        ],
        key=str,
    )  # fmt: skip
    assert sum(part.answers for part in shop.experiment("x")[0]) == 4


def test_nothing_is_known_of_an_experiment_without_answers(shop: Store) -> None:
    assert shop.experiment("x") == ([], [])
    assert shop.experiment("") == ([], [])
