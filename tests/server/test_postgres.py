"""The server on PostgreSQL: the same answers, and clear ones while the database is away."""

from pathlib import Path

import pytest
from tests.postgres import Cluster
from tests.server.conftest import BOOKS, Starter

LIKE = {"user": "u", "item": "dune", "kind": "like"}


def test_a_restart_of_the_database_is_a_503_and_then_forgotten(
    tmp_path: Path, start: Starter, cluster: Cluster, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WELLREAD_DATABASE_URL", postgres_url)
    client = start(tmp_path / "books")
    assert client.post("/v1/items", json=[item.model_dump() for item in BOOKS]).status_code == 200
    assert client.post("/v1/events", json={**LIKE, "id": "before"}).status_code == 200
    first = client.post("/v1/recommendations", json={"user": "u"})
    assert first.status_code == 200, first.text
    assert not (tmp_path / "books" / "wellread.db").exists()
    cluster.stop()
    try:
        for path, body in (("/v1/events", LIKE), ("/v1/recommendations", {"user": "u"})):
            away = client.post(path, json=body)
            assert away.status_code == 503, away.text
            assert away.json()["error"]["code"] == "store_busy"
            assert away.headers["Retry-After"]
    finally:
        cluster.start()
    again = client.post("/v1/events", json={**LIKE, "id": "before"})
    assert (again.status_code, again.json()["duplicates"]) == (200, 1)
    answer = client.post("/v1/recommendations", json={"user": "u"})
    assert answer.status_code == 200
    assert "dune" not in [item["id"] for item in answer.json()["items"]]


@pytest.mark.parametrize("id", ["a%00b", "a%ED%A0%80b", "%FF", "..", "a%2Fb", "x" * 10_000])
def test_odd_ids_in_paths_are_no_errors_of_the_server(
    tmp_path: Path, start: Starter, postgres_url: str, monkeypatch: pytest.MonkeyPatch, id: str
) -> None:
    monkeypatch.setenv("WELLREAD_DATABASE_URL", postgres_url)
    client = start(tmp_path / "books")
    client.post("/v1/items", json=[item.model_dump() for item in BOOKS])
    for method in ("GET", "DELETE"):
        for kind in ("users", "items"):
            assert client.request(method, f"/v1/{kind}/{id}").status_code < 500
