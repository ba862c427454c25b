from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from wellread.engine.workspace import Workspace
from wellread.errors import StoreError
from wellread.server import readiness
from wellread.server.app import create_app
from wellread.server.readiness import NotReady, Readiness
from wellread.server.warm_up import WarmUp


@pytest.fixture
def workspace(own_films: Path) -> Iterator[Workspace]:
    with Workspace(own_films) as workspace:
        yield workspace


@pytest.fixture
def ready(workspace: Workspace) -> Readiness:
    return Readiness(workspace, WarmUp(workspace, lambda: None))


def full(key: str, value: str) -> None:
    raise StoreError("a disk without space", "space", "Free some.")


def test_it_tells_how_far_the_models_are(ready: Readiness, workspace: Workspace) -> None:
    position = ready.check()

    assert position.items == 267
    assert position.version == "000001"
    assert position.seq == position.learnt == workspace.store.last_seq()


def test_a_server_that_leaves_is_not_ready(ready: Readiness) -> None:
    ready.leaving = True

    with pytest.raises(NotReady, match="stopping"):
        ready.check()


def test_a_store_that_takes_no_writes_is_not_ready_until_it_does(
    ready: Readiness, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready.check()
    monkeypatch.setattr(readiness, "EVERY", 0.0)
    with monkeypatch.context() as broken:
        broken.setattr(workspace.store, "set_meta", full)
        ready.check()  # the last write that was seen went well
        ready.saw("POST", "/v1/events", 503, "store")
        for _ in range(2):
            with pytest.raises(StoreError, match="without space"):
                ready.check()

    ready.check()


def test_probes_are_a_second_apart(
    ready: Readiness, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    probes = list[float]()

    def probe(key: str, value: str) -> None:
        probes.append(time.monotonic())
        full(key, value)

    monkeypatch.setattr(workspace.store, "set_meta", probe)
    until = time.monotonic() + 1.2
    while time.monotonic() < until:
        with pytest.raises(StoreError):
            ready.check()

    assert 1 <= len(probes) <= 3


def test_events_that_were_stored_need_no_probe(
    ready: Readiness, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace.store, "set_meta", full)
    ready.saw("POST", readiness.READS, 200, "")
    with pytest.raises(StoreError):
        ready.check()

    ready.saw("POST", "/v1/events", 200, "")

    assert ready.check().items == 267


def test_a_database_that_went_away_is_told(own_films: Path) -> None:
    workspace = Workspace(own_films)
    with TestClient(create_app(workspace)) as client:
        while client.get("/health/ready").status_code == 503:
            time.sleep(0.05)
        workspace.store.close()

        answer = client.get("/health/ready")

        assert answer.status_code == 503
        assert answer.json()["error"]["code"] == "store"
        assert client.get("/health/live").status_code == 200


def test_without_a_snapshot_others_wait_for_whoever_fits(own_films: Path) -> None:
    current = own_films / "models" / "CURRENT"
    version = current.read_text()
    current.unlink()
    with TestClient(create_app(Workspace(own_films, fits=False))) as client:
        answer = client.get("/health/ready")
        assert answer.json()["error"]["code"] == "not_ready"
        assert client.get("/v1/recommendations").json()["error"]["code"] == "snapshot"

        current.write_text(version)

        while client.get("/health/ready").status_code == 503:
            time.sleep(0.05)
        assert client.get("/v1/recommendations?k=1").status_code == 200
