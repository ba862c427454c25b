from __future__ import annotations

import logging

import pytest
from fastapi.testclient import TestClient

from wellread.engine.workspace import Workspace
from wellread.errors import NotFound
from wellread.server.logs import REQUEST_ID


def test_a_request_id_is_given_back_or_made(films: TestClient) -> None:
    assert films.get("/health/live", headers={"X-Request-Id": "trace-1"}).headers["X-Request-Id"] == "trace-1"
    made = [films.get("/health/live").headers["X-Request-Id"] for _ in range(2)]
    assert made[0] != made[1]


@pytest.mark.parametrize("id", ["", "two words", "x" * 129])
def test_an_unsound_id_is_replaced(films: TestClient, id: str) -> None:
    assert films.get("/health/live", headers={"X-Request-Id": id}).headers["X-Request-Id"] not in ("", id)


def test_the_log_has_no_query(films: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "wellread")

    films.get("/v1/recommendations?text=what+I+never+told")

    assert caplog.messages[-1].startswith("GET /v1/recommendations 200 ")
    assert "never" not in caplog.text


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/v1/users/ann%2Fsmith/events", "/v1/users/{id}/events"),
        ("/v1/users/ann/smith", "/v1/users/{id}"),
        ("/v1/items/smith", "/v1/items/{id}"),
        ("/v1/user/smith", "/..."),
        ("/V1/users/smith", "/..."),
        ("/v1//users/smith", "/..."),
        ("/smith", "/..."),
        ("/health/smith", "/..."),
        ("/health/live", "/health/live"),
        ("/v1/items/", "/v1/items/..."),
        ("/", "/"),
    ],
)
def test_the_log_names_nobody(
    films: TestClient, caplog: pytest.LogCaptureFixture, path: str, logged: str
) -> None:
    caplog.set_level(logging.INFO, "wellread")

    films.get(path)

    assert caplog.messages[-1].startswith(f"GET {logged} ")
    assert "smith" not in caplog.text


def test_a_request_that_is_refused_before_its_route_is_found_names_nobody(
    films: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "wellread")

    films.put("/v1/users/smith", headers={"Content-Length": "999999999"})

    assert caplog.messages[-1].startswith("PUT /v1/users/... 413 ")


@pytest.mark.parametrize(
    ("method", "path", "called"),
    [("POST", "/v1/recommendations", "recommend"), ("POST", "/v1/events", "submit_events")],
)
def test_lines_that_are_written_while_a_request_is_answered_have_its_id(
    films: TestClient, monkeypatch: pytest.MonkeyPatch, method: str, path: str, called: str
) -> None:
    found: list[str] = []

    def fail(*_: object, **__: object) -> None:
        found.append(REQUEST_ID.get())
        raise NotFound("nothing", "something", "Wait.")

    monkeypatch.setattr(Workspace, called, fail)
    body = {"user": "u", "item": "alien-1979", "kind": "like"} if called == "submit_events" else {}

    films.request(method, path, json=body, headers={"X-Request-Id": "abc"})

    assert found == ["abc"]
