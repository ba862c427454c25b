from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from wellread.engine.workspace import Workspace
from wellread.server.app import create_app


def test_an_unknown_route_is_a_404_in_our_shape(films: TestClient) -> None:
    for path in ("/nothing", "/v1", "/v1/items/", "/v2/items"):
        answer = films.delete(path)
        assert answer.status_code == 404
        assert answer.json()["error"]["code"] == "not_found"
        assert answer.json()["request_id"] == answer.headers["X-Request-Id"]


def test_a_wrong_method_is_a_405_that_names_the_right_ones(films: TestClient) -> None:
    answer = films.delete("/v1/events")

    assert answer.status_code == 405
    assert answer.json()["error"]["code"] == "wrong_method"
    assert answer.headers["Allow"] == "POST"
    assert answer.json()["error"]["expected"] == "POST"


def test_several_complaints_are_counted(films: TestClient) -> None:
    answer = films.post("/v1/recommendations", json={"k": 0, "offset": -1})

    assert answer.json()["error"]["given"] == "body.k = 0 (and 1 more)"


def test_a_message_may_quote_what_utf8_has_not(films: TestClient) -> None:
    body = b'{"pipeline": "\\ud800"}'
    answer = films.post("/v1/recommendations", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 404


def test_the_unexpected_is_a_500_without_internals(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(Workspace(tmp_path))

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("the secret plan")

    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/broken", headers={"X-Request-Id": "abc"})

    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.json()["error"]["code"] == "internal"
    assert answer.json()["request_id"] == answer.headers["X-Request-Id"] == "abc"
