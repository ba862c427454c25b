from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from wellread.domain import Item
from wellread.engine.workspace import Workspace
from wellread.server.api_key import mint

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


def test_the_same_ids_twice_are_stored_once(shop: TestClient) -> None:
    events = [{"id": f"e{n}", "user": "ann", "item": "dune", "kind": "like"} for n in range(3)]

    first, second = (shop.post("/v1/events", json=events).json() for _ in range(2))

    assert (first["stored"], first["duplicates"]) == (3, 0)
    assert (second["stored"], second["duplicates"]) == (0, 3)
    assert first["ids"] == second["ids"] == ["e0", "e1", "e2"]


def test_events_without_ids_may_be_sent_again_under_a_key(shop: TestClient) -> None:
    events = [
        {"user": "ann", "item": "dune", "kind": "like", "time": 5.0},
        {"user": "ann", "item": "dune", "kind": "like", "time": 5.0},
        {"id": "own", "user": "ann", "item": "emma", "kind": "like"},
    ]

    def sent(key: str, body: Any = events) -> dict[str, Any]:
        answer = shop.post("/v1/events", json=body, headers={"Idempotency-Key": key})
        assert answer.status_code == 200
        return dict(answer.json())

    first, again, other = sent("k 1"), sent("k 1"), sent("k 2")

    assert (first["stored"], first["duplicates"]) == (3, 0)
    assert (again["stored"], again["duplicates"]) == (0, 3)
    assert first["ids"] == again["ids"]
    assert (other["stored"], other["duplicates"]) == (2, 1)  # "own" is there
    assert len({*first["ids"], *other["ids"]}) == 5
    assert sent("k 3", events[0])["ids"] == sent("k 3", events[:1])["ids"]
    assert len(shop.get("/v1/users/ann/events").json()) == 6


def test_each_api_key_has_its_own_names(tmp_path: Path, start: Starter) -> None:
    made = [mint("i", ["ingest"]) for _ in range(2)]
    with Workspace(tmp_path) as workspace:
        workspace.put_items([Item(id="dune")])
        for _, key in made:
            workspace.store.put_key(key)
    client = start(tmp_path)

    event = {"user": "ann", "item": "dune", "kind": "like"}
    stored = [
        client.post("/v1/events", json=event, headers={"X-API-Key": text, "Idempotency-Key": "1"}).json()[
            "stored"
        ]
        for text in (made[0][0], made[1][0], made[0][0])
    ]
    assert stored == [1, 1, 0]


@pytest.mark.parametrize("key", [b"", b"x" * 201, b"a\tb", b"\xe4", "三".encode()])
def test_a_key_of_a_list_is_short_and_printable(shop: TestClient, key: bytes) -> None:
    event = {"user": "ann", "item": "dune", "kind": "like"}
    answer = shop.post("/v1/events", json=event, headers={b"Idempotency-Key": key})

    assert answer.status_code == 422
    assert "Idempotency-Key" in answer.json()["error"]["given"]
    assert shop.get("/v1/users/ann").status_code == 404
