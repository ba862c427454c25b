from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient

from .conftest import Starter


def test_an_event_counts_in_the_next_answer(shop: TestClient) -> None:
    before = shop.post("/v1/recommendations", json={"user": "u", "k": 5}).json()["items"]

    stored = shop.post("/v1/events", json={"user": "u", "item": before[0]["id"], "kind": "like"}).json()
    after = shop.post("/v1/recommendations", json={"user": "u", "k": 5}).json()["items"]

    assert stored["stored"] == 1
    assert len(stored["ids"]) == 1
    assert before[0]["id"] not in [item["id"] for item in after]


def test_an_event_sent_twice_is_stored_once(shop: TestClient) -> None:
    event = {"id": "e1", "user": "u", "item": "dune", "kind": "like"}

    assert shop.post("/v1/events", json=[event, event]).json() == {
        "stored": 1,
        "duplicates": 1,
        "ids": ["e1", "e1"],
    }
    assert shop.post("/v1/events", json=event).json() == {"stored": 0, "duplicates": 1, "ids": ["e1"]}


def test_one_unknown_item_keeps_all_events_out(shop: TestClient) -> None:
    events = [{"user": "u", "item": "dune", "kind": "like"}, {"user": "u", "item": "nope", "kind": "like"}]

    answer = shop.post("/v1/events", json=events)

    assert answer.status_code == 404
    assert "'nope'" in answer.json()["error"]["given"]
    assert shop.get("/v1/users/u/events").status_code == 404


def test_events_make_items_where_the_settings_say_so(tmp_path: Path, start: Starter) -> None:
    (tmp_path / "wellread.toml").write_text('[events]\nunknown_items = "create"\n')
    client = start(tmp_path)

    assert client.post("/v1/events", json={"user": "u", "item": "new", "kind": "like"}).json()["stored"] == 1
    assert client.get("/v1/items/new").json()["title"] == "new"


def test_an_event_about_nothing_is_refused(shop: TestClient) -> None:
    answer = shop.post("/v1/events", json={"user": "u", "kind": "like"})

    assert answer.status_code == 422
    assert "names an item, or carries words" in answer.json()["error"]["expected"]


def test_a_missing_field_is_named(shop: TestClient) -> None:
    answer = shop.post("/v1/events", json=[{"item": "dune", "kind": "like"}])

    assert answer.status_code == 422
    assert answer.json()["error"]["given"] == "no body.0.user"
