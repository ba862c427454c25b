from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from wellread.domain import Item
from wellread.engine.workspace import Workspace
from wellread.errors import StoreError
from wellread.server.app import create_app

from .conftest import Starter


def test_the_root_says_where_to_go(films: TestClient) -> None:
    assert films.get("/").json()["docs"] == "/docs"
    assert films.get("/openapi.json").json()["info"]["title"] == "Wellread"


def test_a_loaded_server_is_ready(films: TestClient) -> None:
    films.get("/v1/recommendations")  # waits for the models

    answer = films.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json()["version"] == "000001"
    assert answer.json()["items"] == 267
    assert films.get("/health/live").json() == {"status": "ok"}


def test_a_loading_server_lives_and_is_not_ready(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.put_items([Item(id=str(n), title=f"Book {n}", text="some words " * 50) for n in range(3000)])
    with TestClient(create_app(workspace)) as client:
        answer = client.get("/health/ready")

        assert client.get("/health/live").status_code == 200
        assert answer.status_code == 503
        assert answer.json()["error"]["code"] == "not_ready"
        while client.get("/health/ready").status_code == 503:
            time.sleep(0.05)
        assert client.get("/v1/recommendations?k=1").status_code == 200


def test_models_of_another_version_are_a_503_that_says_why(own_films: Path, start: Starter) -> None:
    manifest = own_films / "models" / "000001" / "snapshot.json"
    sound = manifest.read_text()
    manifest.write_text('{"format": 99}')
    client = start(own_films)

    for path in ("/health/ready", "/v1/recommendations"):
        answer = client.get(path)
        while answer.json()["error"]["code"] == "not_ready":
            answer = client.get(path)
        assert answer.status_code == 503
        assert answer.json()["error"]["code"] == "snapshot"
        assert "wellread fit" in answer.json()["error"]["do"]
    assert client.get("/health/live").status_code == 200

    manifest.write_text(sound)
    assert client.get("/health/ready").status_code == 200


def test_a_locked_database_is_a_503_to_try_again(own_films: Path, start: Starter) -> None:
    (own_films / "wellread.toml").write_text("[database]\nbusy_timeout = 0.05\n")
    client = start(own_films)
    event = {"user": "u", "item": "alien-1979", "kind": "like"}

    with closing(sqlite3.connect(own_films / "wellread.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        answer = client.post("/v1/events", json=event)
        read = client.get("/v1/recommendations?user=u")
        other.execute("rollback")

    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "store_busy"
    assert answer.headers["Retry-After"] == "1"
    assert read.status_code == 200
    assert client.post("/v1/events", json=event).status_code == 200


def test_a_truncated_database_does_not_open(own_films: Path) -> None:
    database = own_films / "wellread.db"
    database.write_bytes(database.read_bytes()[:5000])

    with pytest.raises(StoreError):
        Workspace(own_films)
