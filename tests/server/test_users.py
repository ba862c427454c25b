from __future__ import annotations

from fastapi.testclient import TestClient


def test_a_user_can_be_put_and_got(shop: TestClient) -> None:
    user = {"id": "li/雷", "traits": {"country": "CN", "age": 30}, "consents": {"mail": False}}

    assert shop.post("/v1/users", json=user).json()["created"] == 1

    got = shop.get("/v1/users/li%2F雷").json()
    assert got["traits"] == {"country": "CN", "age": 30}
    assert got["consents"] == {"mail": False}


def test_a_users_events_can_be_exported(shop: TestClient) -> None:
    events = [
        {"user": "u", "item": "dune", "kind": "like", "time": 5},
        {"user": "u", "kind": "search", "text": "sf"},
    ]
    shop.post("/v1/events", json=[*events, {"user": "other", "item": "emma", "kind": "view"}])

    exported = shop.get("/v1/users/u/events").json()

    assert [event["kind"] for event in exported] == ["like", "search"]
    assert exported[0]["item"] == "dune"
    assert exported[0]["time"] == 5


def test_an_erased_user_leaves_nothing(shop: TestClient) -> None:
    shop.post("/v1/users", json={"id": "u"})
    shop.post("/v1/events", json={"user": "u", "item": "dune", "kind": "like"})
    shop.post("/v1/recommendations", json={"user": "u"})

    assert shop.delete("/v1/users/u").json() == {"id": "u", "events": 1}

    for path in ("/v1/users/u", "/v1/users/u/events"):
        assert shop.get(path).status_code == 404
    again = shop.post("/v1/recommendations", json={"user": "u", "k": 5}).json()
    assert "nothing is known of user 'u'" in again["notes"][0]


def test_an_unknown_user_is_not_found(shop: TestClient) -> None:
    assert shop.get("/v1/users/nobody").status_code == 404
    assert shop.delete("/v1/users/nobody").status_code == 404
