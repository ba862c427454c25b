"""A real server in processes of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .serving import Server, serving

KEY = "a-key-for-the-test"


@pytest.fixture
def server(own_films: Path) -> Iterator[Server]:
    with serving(own_films, WELLREAD_SERVER_API_KEY=KEY) as server:
        server.ready()
        yield server


def test_a_server_answers_learns_and_keeps_its_key(server: Server) -> None:
    with server.client(headers={"X-API-Key": KEY}) as client:
        assert client.get("/v1/items/alien-1979").json()["title"] == "Alien"
        assert client.put("/v1/items", json={"id": "名/前 similar", "title": "New"}).json()["created"] == 1
        assert client.get("/v1/items/名%2F前%20similar").json()["title"] == "New"
        before = client.get("/v1/recommendations?user=new&k=5").json()["items"]
        liked = {"user": "new", "item": before[1]["id"], "kind": "like"}
        assert client.post("/v1/events", json=liked).json()["stored"] == 1
        after = client.get("/v1/recommendations?user=new&k=5").json()["items"]
        assert client.get("/v1/items/x", headers={"X-API-Key": "wrong"}).status_code == 401
        assert client.get("/v1/items/a%0Ab").status_code == 404

    assert [item["id"] for item in before] != [item["id"] for item in after]
    assert any(reason["about"] == before[1]["id"] for item in after for reason in item["reasons"])
    assert "POST /v1/events 200" in server.log
    assert KEY not in server.log
    assert "user=new" not in server.log
