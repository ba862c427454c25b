from __future__ import annotations

import logging
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from .conftest import Starter

KEY = "k3y-很长-of-the-shop"


@pytest.fixture
def locked(tmp_path: Path, start: Starter) -> TestClient:
    (tmp_path / "wellread.toml").write_text(f'[server]\napi_key = "{KEY}"\n', "utf-8")
    return start(tmp_path)


def test_either_header_opens(locked: TestClient) -> None:
    key = KEY.encode()
    for headers in (
        {b"Authorization": b"Bearer " + key},
        {b"authorization": b"bearer  " + key},
        {b"X-API-Key": key},
    ):
        assert locked.get("/v1/recommendations", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-API-Key": ""},
        {"X-API-Key": "k3y"},
        {"Authorization": "Bearer"},
        {"Authorization": "Basic k3y"},
    ],
)
def test_nothing_else_opens(locked: TestClient, headers: dict[str, str]) -> None:
    for path in ("/v1/recommendations", "/v1/items/x", "/v1/nothing", "/v1", "//v1/items/x", "/nothing"):
        answer = locked.get(path, headers=headers)
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == "unauthorized"
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_body_is_not_looked_at_without_the_key(locked: TestClient) -> None:
    answer = locked.post("/v1/events", content=b"{", headers={"Content-Type": "application/json"})

    assert answer.status_code == 401


def test_health_and_documents_need_no_key(locked: TestClient) -> None:
    for path in ("/", "/docs", "/openapi.json", "/health/live"):
        assert locked.get(path).status_code == 200


def test_the_document_names_both_headers(locked: TestClient) -> None:
    schemes = locked.get("/openapi.json").json()["components"]["securitySchemes"]

    assert {scheme.get("name", scheme.get("scheme")) for scheme in schemes.values()} == {
        "bearer",
        "X-API-Key",
    }


def test_no_key_is_logged_or_answered(locked: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    headers = {b"X-API-Key": KEY.encode()}

    answers = [
        locked.get("/v1/recommendations?user=u", headers=headers),
        locked.get("/v1/items/x", headers=headers),
        locked.post("/v1/events", json={"user": 7}, headers=headers),
        locked.get("/v1/items/x", headers={"X-API-Key": "wrong-one"}),
    ]

    logged = caplog.text + "".join(answer.text + str(answer.headers) for answer in answers)
    assert "/v1/items/{id}" in caplog.text
    assert KEY not in logged
    assert "wrong-one" not in logged
